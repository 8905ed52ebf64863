/**
 * Numbers that are called by their rows alone, as PyTorch Geometric's examples print them: `Loss: 0.9, Train: 0.6, Val: 0.5, Test: 0.5`.
 * Beside a loss they are how many answers are right.
 *
 * @module
 */
import { endLevel } from "../logged.ts";
import type { LoggedSeries } from "../records.ts";
import { saysSplit, wordsOf } from "./classify.ts";

/** The largest share, in per cent. */
const MOST = 100;

function isBare({ name }: LoggedSeries): boolean {
  return wordsOf(name).length === 1 && saysSplit(name);
}

/** The series with such as metrics, where a loss stands beside them that falls while they rise. */
export function withBareSets(series: readonly LoggedSeries[]): readonly LoggedSeries[] {
  const bare = series.filter((one) => one.role === "loss" && isBare(one));
  const losses = series.filter((one) => /loss/.test(one.role) && one.split === "train" && !isBare(one));
  const areShares = bare.every(({ values }) => values.every((value) => !(value < 0 || value > MOST)));
  const rises = bare.length > 0 && bare.every(({ values }) => endLevel(values) >= values[0]);
  const falls = losses.some(({ values }) => endLevel(values) < values[0]);
  return bare.length > 1 && areShares && rises && falls
    ? series.map((one) => bare.includes(one) ? { ...one, role: "metric", better: "higher" } as const : one)
    : series;
}
