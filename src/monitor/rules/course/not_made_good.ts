/**
 * A training loss that was thrown off its best and has not come back to it.
 *
 * @module
 */
import { type Excursion, steadyPoints } from "../../excursions.ts";
import { indexOfBest, leadingLoss, leadingMetric } from "../../logged.ts";
import type { History, Outcome } from "../../records.ts";
import { firstFrom, highest, isLog, lossNames, lowest, noise, scaleFree, unitOf } from "../../series.ts";
import { formatNumber } from "../../../text/mod.ts";
import { found, speaksFor } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("oscillation");

/** A training loss that is on its way back from a rise, and none of it as good again: what falls there is no progress. */
export function notMadeGood(
  history: History,
  rise: Excursion,
): Extract<Outcome, { readonly status: "found" }> | undefined {
  const { from, to } = rise, unit = unitOf(history), { at, values } = steadyPoints(history);
  const best = isLog(history) ? bestBefore(history, rise) : undefined;
  if (best === undefined) return undefined;
  // after the first rise there may be a higher one that began before it was over
  const begins = firstFrom(at, from), peak = highest(values.slice(begins));
  const peakEpoch = at[begins + values.slice(begins).indexOf(peak)];
  return {
    ...found(
      "warning",
      `The ${lossNames(history).running} was down to ${formatNumber(best)}, rose to ${
        formatNumber(peak)
      } (${unit} ${peakEpoch}), and has come back to ${
        formatNumber(values[values.length - 1])
      }: never as good again`,
      { from, to, peak, peakEpoch, best },
      [speaksFor("learning rate", 2)],
    ),
    called: `THE LOSS ROSE FAR ABOVE ITS BEST, NOT MADE GOOD SINCE ${unit.toUpperCase()} ${from}`,
  };
}

/** The best training loss before a rise that nothing has made good since: neither that loss, nor what held-out rows are measured by, is as good again. */
function bestBefore(history: History, { from, peak, peakEpoch, entries }: Excursion): number | undefined {
  const { at, values } = steadyPoints(history), scaled = scaleFree(values);
  const before = values.slice(0, firstFrom(at, from)), since = values.slice(firstFrom(at, peakEpoch));
  const best = lowest(before), jumps = noise(scaled);
  const isHigh = entries >= LIMITS.lasting && peak > LIMITS.high * best;
  const isAbove = (level: number) =>
    Math.log(level / best) > Math.max(Math.log(1 + LIMITS.notBack), LIMITS.notBackNoises * jumps);
  if (!(best > 0 && isHigh && isAbove(lowest(since)))) return undefined;
  const held = [leadingLoss(history, "validation", "test"), leadingMetric(history, "validation", "test")]
    .filter((one) => one !== undefined);
  return held.every((one) => one.at[indexOfBest(one)] <= from) ? best : undefined;
}
