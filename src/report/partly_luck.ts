/**
 * Whether the best of a series is the luckiest of noisy evaluations.
 *
 * @module
 */
import { median } from "simple-statistics";
import { finite, indexOfBest } from "../monitor/logged.ts";
import type { LoggedSeries } from "../monitor/mod.ts";
import { levelWidth, luckOf, noise, trendPValue } from "../monitor/series.ts";
import { limitsOf } from "../monitor/thresholds.ts";

const LIMITS = limitsOf("partly-luck");

/** A remark where one of them is best far from the level of its neighbours: another evaluation of the same weights would come to that level. */
export function partlyLuck(...measures: readonly (LoggedSeries | undefined)[]): string {
  return measures.some((series) => series !== undefined && isLucky(series))
    ? "; the best of so many noisy evaluations is partly luck"
    : "";
}

/** Whether a measure moved by no more than its noise from the first evaluation to the last: the best of it is luck, and tells no checkpoint. */
export function isNoise({ values, better }: LoggedSeries): boolean {
  const known = finite(values), level = median(known as number[]);
  if (known.length < LIMITS.fewest) return false;
  const far = luckOf(known.length) * noise(known);
  return known.every((value) => Math.abs(value - level) <= far) &&
    trendPValue(known, better === "higher" ? "up" : "down") > LIMITS.byChance &&
    trendPValue(known, better === "higher" ? "down" : "up") > LIMITS.byChance;
}

function isLucky(series: LoggedSeries): boolean {
  const { values } = series, at = indexOfBest(series);
  if (finite(values).length < LIMITS.many) return false;
  const reach = Math.max(LIMITS.neighbours, levelWidth(values.length)) / 2;
  const around = finite(values.slice(Math.max(0, Math.ceil(at - reach)), Math.ceil(at + reach)));
  return Math.abs(median(around as number[]) - values[at]) > LIMITS.apart * Math.abs(values[at]);
}
