/**
 * A training loss that swings over orders of magnitude to the end.
 *
 * @module
 */
import { max, median, min, quantile } from "simple-statistics";
import type { History, Outcome } from "../../records.ts";
import { indexOfLowest, isLog, lossNames, lowest, shapePoints, trendPValue, unitOf } from "../../series.ts";
import { formatNumber } from "../../../text/mod.ts";
import { found, speaksFor } from "../outcome.ts";
import { hasLowerRate } from "../jumps.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("oscillation");

/**
 * Of a log, a loss that had come down and in its last third swings over orders of magnitude, far above its best: of such a loss neither a
 * level nor a share of the gain says anything.
 */
export function swingsLate(history: History): Extract<Outcome, { readonly status: "found" }> | undefined {
  const { at, values } = shapePoints(history), from = Math.ceil(2 * values.length / 3);
  const third = values.slice(from), best = indexOfLowest(values.slice(0, from));
  if (!isLog(history) || history.unit !== "epoch" || third.length < LIMITS.fewest || lowest(values) <= 0) {
    return undefined;
  }
  const swings = quantile(third, 0.9) > LIMITS.swings * quantile(third, 0.1);
  const isAbove = median(third) > LIMITS.above * values[best];
  if (!swings || !isAbove || trendPValue(third, "down") < LIMITS.byChance) return undefined;
  const name = lossNames(history).running, place = `${unitOf(history)} ${at[best]}`;
  const outcome = found(
    "warning",
    `The ${name} was down to ${formatNumber(values[best])} at ${place}, and swings between ${
      formatNumber(min(third))
    } and ${formatNumber(max(third))} in the last third`,
    { series: name, from: at[from], to: at[at.length - 1] },
    [speaksFor("learning rate", 2)],
  );
  const rate = hasLowerRate(history) ? "" : "lower the rate or let it come down to 0 by the end, ";
  const remedy = `Keep a checkpoint of about ${place}; ${rate}clip gradients, and measure held-out rows.`;
  return { ...outcome, called: "UNSTABLE TO THE END", remedy };
}
