/**
 * A training loss that rose far above its beginning and came back: its size does not tell whether anything was learned on the way.
 *
 * @module
 */
import { max } from "simple-statistics";
import type { History, Outcome } from "../../records.ts";
import { isLog, lossNames, lowest, neighbourMedians, shapePoints, unitOf } from "../../series.ts";
import { formatNumber } from "../../../text/mod.ts";
import { found, speaksFor } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("back-from-far");

/** By orders of magnitude, of a loss that was logged alone: the jumps from entry to entry are the least of it. */
export function blewUpAndCameBack(history: History): Outcome | undefined {
  const { values } = shapePoints(history);
  const isAlone = isLog(history) && history.unit === "epoch" && history.heldOutLoss === undefined;
  if (!isAlone || values.length < LIMITS.many || lowest(values) <= 0) return undefined;
  const { first, last, height } = levelsOf(values);
  return height > LIMITS.blownUp * Math.max(first, last) ? told(history, first) : undefined;
}

/** Of a log whose first loss was its best: it ends above it, and far below where it was. */
export function cameBackInPart(history: History, best: number): Outcome | undefined {
  const { last, height } = levelsOf(shapePoints(history).values);
  return isLog(history) && height > LIMITS.times * last ? told(history, best, true) : undefined;
}

/** Its level at first and at the end, and the highest: of few entries the median of three. */
function levelsOf(values: readonly number[]) {
  const width = values.length < LIMITS.many ? 3 : LIMITS.neighbours, levels = neighbourMedians(values, width);
  return { first: levels[0], last: levels[levels.length - 1], height: max(levels as number[]), width };
}

function told(history: History, first: number, inPart = false): Outcome {
  const { at, values } = shapePoints(history), { last, height, width } = levelsOf(values);
  const peak = max(values as number[]), peakEpoch = at[values.indexOf(peak)];
  const isBlownUp = height > LIMITS.blownUp * Math.max(first, last);
  return {
    ...found(
      "warning",
      `The ${lossNames(history).running} rose from ${inPart ? "" : "about "}${formatNumber(first)} to ${
        formatNumber(peak)
      } (${unitOf(history)} ${peakEpoch}), and has come back to about ${
        formatNumber(last)
      } (median of ${width})`,
      { peak, peakEpoch, first, last, cameBack: true, inPart },
      [speaksFor("learning rate", isBlownUp ? 2 : 1)],
    ),
    called: `THE LOSS ${isBlownUp ? "BLEW UP" : "ROSE FAR ABOVE ITS BEGINNING"} AND CAME BACK${
      inPart ? " IN PART" : ""
    }`,
    remedy:
      "If it learns from rewards, log these, which alone tell how well it does: such a loss grows with what is foreseen. Then clip rewards and gradients, a Huber loss, a target that is updated more slowly. If not: a tenth of the rate, a warm-up, gradients clipped at norm 1.",
  };
}
