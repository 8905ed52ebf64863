/**
 * Accuracies, and other shares, of so few held-out rows that one answer more or less is all that they show.
 *
 * @module
 */
import { ACCURACY, asShares, finite, leadingLoss, leadingMetric, SHARE } from "./logged.ts";
import { once } from "./once.ts";
import type { History } from "./records.ts";
import { tail } from "./series.ts";
import { limitsOf } from "./thresholds.ts";

const LIMITS = limitsOf("few-rows");

/**
 * What the metric that leads is called where it is a share of few held-out rows and there is a loss of the same rows, which tells
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
 * assertEquals(fewRows(history), "an accuracy of 16 rows");
 * ```
 */
export const fewRows = once((history: History): string | undefined => {
  const metric = leadingMetric(history, "validation", "test");
  const loss = leadingLoss(history, "validation", "test");
  if (metric === undefined || loss === undefined || !SHARE.test(metric.name.toLowerCase())) {
    return undefined;
  }
  const known = finite(metric.values), shares = asShares(known);
  const isWatched = finite(loss.values).length >= Math.max(LIMITS.fewest, known.length);
  // what ends with all rows right has nothing left to tell
  const isPerfect = tail(shares).every((share) => share === 1);
  if (!isWatched || isPerfect || known.length < LIMITS.fewest) return undefined;
  const distinct = [...new Set(shares)].filter((share) => share > 0 && share < 1), rows = rowsOf(distinct);
  if (rows !== undefined) {
    return ACCURACY.test(metric.name.toLowerCase())
      ? `an accuracy of ${rows} rows`
      : `${metric.name} of so few rows (steps of 1/${rows})`;
  }
  return OF_COUNTS.test(metric.name.toLowerCase()) && areOfSmallCounts(distinct)
    ? `${metric.name} of so few rows (${distinct.length} values in ${known.length} evaluations)`
    : undefined;
});

/**
 * How many rows the metric that leads is a share of, where its steps show that they are few, though enough to choose by: a best of one or two
 * answers more may be luck.
 */
export const aboutRows = once((history: History): number | undefined => {
  const metric = leadingMetric(history, "validation", "test");
  if (metric === undefined || !SHARE.test(metric.name.toLowerCase())) return undefined;
  const distinct = [...new Set(asShares(finite(metric.values)))].filter((share) => share > 0 && share < 1);
  return distinct.length < LIMITS.steps ? undefined : rowsOf(distinct, SOME_ROWS);
});

/** The least of these numbers of rows of which all values are shares. */
function rowsOf(shares: readonly number[], among = ROWS): number | undefined {
  const isWhole = (count: number) => Math.abs(count - Math.round(count)) < LIMITS.near;
  if (shares.length < 2) return undefined;
  // in whole per cent every share is one of a hundred rows or less; all quarters by chance, one in thousands
  if (shares.every((share) => Number(share.toFixed(2)) === share)) {
    return shares.length === 3 && shares.every((share) => isWhole(4 * share)) ? 4 : undefined;
  }
  return among.find((rows) => shares.every((share) => isWhole(rows * share)));
}

const ROWS = Array.from({ length: LIMITS.most - 1 }, (_, i) => i + 2);
const SOME_ROWS = Array.from({ length: LIMITS.some - LIMITS.most }, (_, i) => LIMITS.most + 1 + i);

/** Measures that divide one count of answers by another that changes with them. */
const OF_COUNTS = /f_?b?1|f[-_]?score|f[-_]?measure|precision|recall/;

/**
 * Whether all values are one small count over another: 2 TP over 2 TP + FP + FN in the case of F1, at most twice the rows. Of numbers with four
 * digits one in eight is, of any kind; so many of them together are by no chance.
 */
function areOfSmallCounts(shares: readonly number[]): boolean {
  const counts = Array.from({ length: 2 * LIMITS.most - 1 }, (_, i) => i + 2);
  const isOfCounts = (share: number) =>
    counts.some((count) => Math.abs(share - Math.round(share * count) / count) <= LIMITS.rounded);
  return shares.length >= LIMITS.values && shares.some((share) => Number(share.toFixed(3)) !== share) &&
    shares.every(isOfCounts);
}
