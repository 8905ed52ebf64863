/**
 * Measures of single batches of an evaluation beside, or in the place of, what the whole evaluation came to. Lightning logs both under
 * one name where it is told to (`self.log(..., on_step=True, on_epoch=True)`), with `_step` and `_epoch` behind it.
 *
 * @module
 */
import type { History, LoggedSeries } from "../records.ts";
import { wordsOf } from "./classify.ts";

/** The series that are judged, and what is said of those that were left out or averaged. */
export interface WholeEvaluations {
  readonly series: readonly LoggedSeries[];
  readonly notes: readonly string[];
}

/** Entries with which right or wrong, again and again, is that of single rows. */
const ROWS = 10;

/** Whether a name says that it is that of one step. */
export function isOfStep(name: string): boolean {
  const words = wordsOf(name);
  return words.length > 1 && words[words.length - 1] === "step";
}

/**
 * Held-out measures without those of single batches: the mean of the epoch leads where it was logged, else it is taken here, and
 * where nothing tells the evaluations apart, what is right or wrong in turn is not judged.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const step = {
 *   name: "test_acc_step", role: "metric", split: "test", better: "higher", at: [1, 1, 2, 2], values: [0, 1, 1, 1],
 * } as const;
 * assertEquals(wholeEvaluations([step], "epoch").series, [{ ...step, at: [1, 2], values: [0.5, 1] }]);
 * ```
 */
export function wholeEvaluations(
  series: readonly LoggedSeries[],
  unit: History["unit"],
): WholeEvaluations {
  const names = new Set(series.map(({ name }) => wordsOf(name).join("_")));
  const averaged: string[] = [], ignored: string[] = [];
  const judged = series.flatMap((one): LoggedSeries[] => {
    const { name, role, at } = one, words = wordsOf(name), base = words.slice(0, -1).join("_");
    const isHeldOut = one.split !== "train" && /loss|metric/.test(role);
    if (!isOfStep(name) && !isRightOrWrong(one)) return [one];
    const hasMean = isOfStep(name) && (names.has(base) || names.has(`${base}_epoch`));
    if (hasMean && (isHeldOut || role === "metric")) return [];
    if (!isHeldOut) return [one];
    // the epochs tell them apart; of an evaluation after the training all is one
    if (unit === "epoch" && new Set(at).size < at.length) {
      averaged.push(name);
      return [meansByPlace(one)];
    }
    if (!isRightOrWrong(one)) return [one];
    ignored.push(name);
    return [];
  });
  // what is all that there is stays, whatever it is worth
  if (!judged.some(({ role }) => /loss|metric|reward/.test(role))) return { series, notes: [] };
  return {
    series: judged,
    notes: [
      ...(averaged.length === 0
        ? []
        : [`${averaged.join(", ")}: of single batches, read is the mean of each ${unit}`]),
      ...(ignored.length === 0 ? [] : [
        `${
          ignored.join(", ")
        }: 0 or 1 in each row, of single batches, so not judged; log the mean of each evaluation`,
      ]),
    ],
  };
}

/** Whether a held-out metric is 0 or 1 in every row, and goes back and forth: of single rows and no course. */
function isRightOrWrong({ role, split, values }: LoggedSeries): boolean {
  if (role !== "metric" || split === "train" || values.length < ROWS) return false;
  const turns = values.filter((value, i) => i > 0 && value !== values[i - 1]).length;
  return values.every((value) => value === 0 || value === 1) && turns >= ROWS / 2;
}

/** The mean of what stands at each place. */
function meansByPlace(series: LoggedSeries): LoggedSeries {
  const sums = new Map<number, { sum: number; count: number }>();
  series.at.forEach((place, i) => {
    const { sum, count } = sums.get(place) ?? { sum: 0, count: 0 };
    sums.set(place, { sum: sum + series.values[i], count: count + 1 });
  });
  return {
    ...series,
    at: [...sums.keys()],
    values: [...sums.values()].map(({ sum, count }) => sum / count),
  };
}
