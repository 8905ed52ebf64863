/**
 * A task that gets harder while a policy learns: the same reward is more there.
 *
 * @module
 */
import { median } from "simple-statistics";
import { seriesOf } from "../../logged.ts";
import type { History } from "../../records.ts";
import { isDifficulty } from "../../readers/classify.ts";
import { loggedPoints, tail, trendPValue } from "../../series.ts";
import { limitsOf } from "../../thresholds.ts";
import { formatNumber } from "../../../text/mod.ts";

const LIMITS = limitsOf("loss-is-no-error");

/** What says how hard the task is, and how it rose, in words. */
export interface Harder {
  readonly name: string;
  readonly rose: string;
}

/** The difficulty that a curriculum has raised to the end of a run; `undefined` where it stands, or has stood for the later half. */
export function harder(history: History): Harder | undefined {
  for (const series of seriesOf(history, "reading").filter(({ name }) => isDifficulty(name))) {
    const { values } = loggedPoints(series),
      last = tail(values),
      from = values[0],
      to = median(last as number[]);
    const middle = values[values.length >> 1];
    if (values.length < LIMITS.fewest || !(to > from) || !(to > middle)) continue;
    if (trendPValue(values, "up") >= LIMITS.harderByChance) continue;
    return {
      name: series.name,
      rose: `${series.name} rose from ${formatNumber(from)} to ${formatNumber(to)}`,
    };
  }
  return undefined;
}
