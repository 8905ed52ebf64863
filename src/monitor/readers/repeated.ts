/**
 * Evaluations that are logged once more: `evaluate()` after the training says again what its last step came to, or with the best
 * weights loaded what these come to. Source: `Trainer.evaluate` in `transformers/trainer.py`, which logs under the step it has.
 *
 * @module
 */
import type { LoggedSeries } from "../records.ts";

/**
 * The series without what its last place says once more, where it was measured once at each other place: an evaluation and no course.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const loss = { name: "eval_loss", role: "loss", split: "validation", at: [1, 2, 2], values: [0.5, 0.4, 0.4] } as const;
 * assertEquals(evaluatedOnce(loss).values, [0.5, 0.4]);
 * ```
 */
export function evaluatedOnce(series: LoggedSeries): LoggedSeries {
  const { split, role, at, values } = series;
  if (split === "train" || !/loss|metric/.test(role)) return series;
  const first = at.indexOf(at[at.length - 1]), end = first + 1;
  const isOnceElsewhere = first > 0 && end < at.length && new Set(at).size === end;
  return isOnceElsewhere ? { ...series, at: at.slice(0, end), values: values.slice(0, end) } : series;
}
