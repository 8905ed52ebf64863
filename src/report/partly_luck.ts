/**
 * Whether the best of a series is the luckiest of many noisy evaluations.
 *
 * @module
 */
import { median } from "simple-statistics";
import { finite, indexOfBest } from "../monitor/logged.ts";
import type { LoggedSeries } from "../monitor/mod.ts";
import { levelWidth } from "../monitor/series.ts";
import { limitsOf } from "../monitor/thresholds.ts";

const LIMITS = limitsOf("partly-luck");

/** A remark where one of them is best far from the level of its neighbours: another evaluation of the same weights would come to that level. */
export function partlyLuck(...measures: readonly (LoggedSeries | undefined)[]): string {
  return measures.some((series) => series !== undefined && isLucky(series))
    ? "; the best of so many noisy evaluations is partly luck"
    : "";
}

function isLucky(series: LoggedSeries): boolean {
  const { values } = series, at = indexOfBest(series);
  if (finite(values).length < LIMITS.many) return false;
  const reach = Math.max(LIMITS.neighbours, levelWidth(values.length)) / 2;
  const around = finite(values.slice(Math.max(0, Math.ceil(at - reach)), Math.ceil(at + reach)));
  return Math.abs(median(around as number[]) - values[at]) > LIMITS.apart * Math.abs(values[at]);
}
