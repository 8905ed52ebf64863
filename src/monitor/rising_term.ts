/**
 * A sum of held-out losses that one of its terms drives.
 *
 * @module
 */
import { endLevel, finite, indexOfBest, leadingLoss, leadingMetric, seriesOf } from "./logged.ts";
import { once } from "./once.ts";
import type { History, LoggedSeries } from "./records.ts";
import { isLog, lowest, neighbourMedians } from "./series.ts";
import { limitsOf } from "./thresholds.ts";

const LIMITS = limitsOf("rising-term");

/**
 * The one term of a sum of validation losses that has risen, while each of the others and the metric were at their best after it was and end
 * near that: what is wrong is that term's and not the network's, and the sum is no measure to choose by.
 */
export const risingTerm = once((history: History): LoggedSeries | undefined => {
  const sum = isLog(history) ? leadingLoss(history, "validation") : undefined;
  const metric = leadingMetric(history, "validation");
  if (sum?.name.startsWith("sum of") !== true || metric === undefined) return undefined;
  const terms = seriesOf(history, "loss term").filter(({ split }) => split === "validation");
  const risen = terms.filter((term) => above(term) > LIMITS.risen), [term] = risen;
  if (risen.length !== 1 || terms.length < LIMITS.fewest || finite(term.values).length < LIMITS.evaluations) {
    return undefined;
  }
  const since = term.at[indexOfBest(term)];
  const standsWell = (series: LoggedSeries) =>
    above(series) < LIMITS.near && series.at[indexOfBest(series)] > since;
  return [metric, ...terms.filter((other) => other !== term)].every(standsWell) ? term : undefined;
});

/** How far a series ends from the best level that it had, as a share of that. */
function above({ values, better }: LoggedSeries): number {
  const sign = better === "higher" ? -1 : 1, known = finite(values);
  const best = sign * lowest(neighbourMedians(known).map((value) => sign * value));
  return sign * (endLevel(known) - best) / Math.abs(best);
}
