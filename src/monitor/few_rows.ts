/**
 * Accuracies of so few held-out rows that one answer more or less is all that they show.
 *
 * @module
 */
import { ACCURACY, asShares, finite, leadingLoss, leadingMetric } from "./logged.ts";
import { once } from "./once.ts";
import type { History, LoggedSeries } from "./records.ts";
import { tail } from "./series.ts";
import { limitsOf } from "./thresholds.ts";

const LIMITS = limitsOf("few-rows");

/**
 * How many held-out rows the accuracy that leads is a share of, where these are few and there is a loss of the same rows, which tells
 * more: it changes with every answer and not with those alone that cross a limit.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const series = (name: string, role: "loss" | "metric", better: "lower" | "higher", values: readonly number[]) => ({
 *   name, role, better, split: "validation" as const, at: [1, 2, 3, 4], values,
 * });
 * const history = {
 *   format: "CSV",
 *   unit: "epoch" as const,
 *   trainLoss: [],
 *   settings: {},
 *   notes: [],
 *   series: [
 *     series("val_loss", "loss", "lower", [0.7, 0.6, 0.58, 0.57]),
 *     series("val_accuracy", "metric", "higher", [0.8125, 0.75, 0.6875, 0.75]),
 *   ],
 * };
 * assertEquals(fewRows(history), 16);
 * ```
 */
export const fewRows = once((history: History): number | undefined => {
  const metric = leadingMetric(history, "validation", "test");
  const loss = leadingLoss(history, "validation", "test");
  if (metric === undefined || loss === undefined || !ACCURACY.test(metric.name.toLowerCase())) {
    return undefined;
  }
  const isWatched = finite(loss.values).length >= Math.max(LIMITS.fewest, finite(metric.values).length);
  // what ends with all rows right has nothing left to tell
  const isPerfect = tail(asShares(finite(metric.values))).every((share) => share === 1);
  return isWatched && !isPerfect ? rowsOf(metric) : undefined;
});

/** The least number of rows of which all values are shares. */
function rowsOf({ values }: LoggedSeries): number | undefined {
  const shares = [...new Set(asShares(finite(values)))].filter((share) => share > 0 && share < 1);
  // in whole per cent every accuracy is one of a hundred rows or less
  const isRounded = shares.every((share) => Number(share.toFixed(2)) === share);
  if (finite(values).length < LIMITS.fewest || shares.length < 2 || isRounded) return undefined;
  const isWhole = (count: number) => Math.abs(count - Math.round(count)) < LIMITS.near;
  for (let rows = 2; rows <= LIMITS.most; rows++) {
    if (shares.every((share) => isWhole(rows * share))) return rows;
  }
  return undefined;
}
