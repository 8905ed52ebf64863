import type { Observation, Outcome, Rule } from "../../records.ts";
import { finitePoints, indexOfLowest } from "../../series.ts";
import { formatNumber, formatPercent } from "../../../text/mod.ts";
import { clear, found, notTested, speaksFor } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("reported-best");

export const reportedBest: Rule = {
  name: "reported-best",
  watches: "the best loss the history states",
  predicate: `it is not the best in the series, to ${formatPercent(LIMITS.apart)}`,
  remedy: "Recompute the summary from the series.",
  source: "arithmetic",
  check,
};

/** The best loss a history states is not the best in it. */
function check({ history }: Observation): Outcome {
  const { at, values } = finitePoints(history);
  const { bestLoss, bestEpoch } = history.claimed ?? {};
  if (bestLoss === undefined || values.length === 0) {
    return notTested("It takes a history that states its best loss.");
  }
  const best = indexOfLowest(values);
  const facts = {
    stated: bestLoss,
    statedEpoch: bestEpoch ?? null,
    found: values[best],
    foundEpoch: at[best],
  };
  const tolerance = LIMITS.apart * Math.abs(values[best]);
  const complete = values.length === history.trainLoss.length && history.heldOutLoss === undefined;
  const wrong = bestLoss > values[best] + tolerance && history.heldOutLoss === undefined ||
    complete && bestLoss < values[best] - tolerance;
  if (!wrong) return clear(facts);
  return found(
    "warning",
    `The history states a best loss of ${formatNumber(bestLoss)}; the best in it is ${
      formatNumber(values[best])
    }`,
    facts,
    [
      speaksFor("measurement", 1),
    ],
  );
}
