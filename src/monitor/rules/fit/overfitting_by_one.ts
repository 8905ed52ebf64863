/**
 * Overfitting where one of the two losses was not logged: by the held-out loss alone, or by the metric on held-out rows.
 *
 * @module
 */
import { endLevel, finite, indexOfBest, leadingLoss, leadingMetric } from "../../logged.ts";
import type { History, Outcome } from "../../records.ts";
import {
  endOf,
  indexOfLowest,
  lossNames,
  lowest,
  noise,
  type Points,
  scaleFree,
  trendPValue,
  unitOf,
} from "../../series.ts";
import { formatNumber } from "../../../text/mod.ts";
import { steadied } from "../held_out_rise.ts";
import { clear, found, notTested, speaksAgainst, speaksFor } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("overfitting");

/** How to log what it takes. */
export const HOW = "Record the loss on held-out rows each epoch, with frozen weights.";

/**
 * Where no training loss was logged: the held-out loss rises for more than half of the run, with a trend, and to no more than it
 * began with, which is what divergence would do.
 */
export function byHeldOutLossAlone(history: History, { at, values }: Points): Outcome {
  const scaled = scaleFree(values), best = indexOfLowest(values), level = endOf(scaled);
  const facts = { since: at[best], bestHeldOut: values[best], lastHeldOut: values[values.length - 1] };
  const margin = Math.max(Math.log(1 + LIMITS.rise), LIMITS.noises * noise(scaled));
  const isMostlyRising = best > 0 && best < LIMITS.bestBefore * values.length &&
    trendPValue(values.slice(best), "up") < LIMITS.byChance;
  if (!(isMostlyRising && level - scaled[best] > margin && level < scaled[0])) return clear(facts);
  return found(
    "warning",
    `Overfitting from ${unitOf(history)} ${facts.since} on: ${lossNames(history).heldOut} ${
      formatNumber(facts.bestHeldOut)
    } -> ${formatNumber(facts.lastHeldOut)}; the training loss, which was not logged, has to fall meanwhile`,
    facts,
    [speaksFor("regularisation", 1)],
  );
}

/** Where no held-out loss was logged: the metric on held-out rows falls 5% from its best while that on training rows, or their loss, gains. */
export function byMetric(history: History): Outcome {
  const held = leadingMetric(history, "validation");
  const train = leadingLoss(history, "train") ?? leadingMetric(history, "train");
  if (held === undefined || train === undefined || held.values.length < 5 || train.values.length < 5) {
    return notTested(HOW);
  }
  const best = indexOfBest(held), sign = held.better === "higher" ? 1 : -1;
  const [top, end] = [held.values[best], endLevel(held.values)];
  const then = train.values[train.at.findIndex((place) => place >= held.at[best])];
  const facts = { set: held.name, since: held.at[best], best: top, level: end };
  const gains = train.better === "higher" ? 1 : -1;
  // one lucky evaluation among many is no level that was left
  const level = -sign * lowest(steadied(finite(held.values).map((value) => -sign * value)));
  const fallen =
    sign * (level - end) > Math.max(LIMITS.metricFall * Math.abs(top), LIMITS.noises * noise(held.values));
  if (!(fallen && gains * (endLevel(train.values) - then) > 0)) return clear(facts);
  return found(
    "warning",
    `Overfitting from ${unitOf(history)} ${facts.since} on: ${held.name} ${formatNumber(top)} -> ${
      formatNumber(end)
    } while ${train.name} ${gains > 0 ? "gains" : "falls"}`,
    facts,
    [speaksFor("regularisation", 2), speaksAgainst("capacity", 2)],
  );
}
