/**
 * Errors in per cent of targets that are next to 0: they divide by nothing, and measure nothing.
 *
 * @module
 */
import { median } from "simple-statistics";
import type { LoggedSeries } from "./records.ts";
import { lowest } from "./series.ts";
import { limitsOf } from "./thresholds.ts";

const LIMITS = limitsOf("percentage-errors");

/**
 * Why such an error measures nothing; `undefined` where it does, or is none.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const mape = (values: readonly number[]) => ({
 *   name: "val_mape", role: "metric" as const, better: "lower" as const, split: "validation" as const, at: [1, 2, 3], values,
 * });
 * assertEquals(saysNothing(mape([3e8, 4e8, 3e8])), "huge");
 * assertEquals(saysNothing(mape([60, 20, 12])), undefined);
 * ```
 */
export function saysNothing({ name, values }: LoggedSeries): "huge" | "at its most" | undefined {
  if (!OF_TARGETS.test(name)) return undefined;
  const known = values.filter(Number.isFinite);
  if (known.length < LIMITS.fewest) return undefined;
  if (SYMMETRIC.test(name)) {
    return MOST.some((most) => lowest(known) >= LIMITS.atMost * most && known[0] <= 1.001 * most)
      ? "at its most"
      : undefined;
  }
  return median(known) >= LIMITS.huge ? "huge" : undefined;
}

/** MAPE, and the symmetric one, which divides by both target and answer and so has a most: 2, or 200 in per cent. */
const OF_TARGETS = /mape|mean_absolute_percentage/i, SYMMETRIC = /smape|symmetric/i, MOST = [2, 200];
