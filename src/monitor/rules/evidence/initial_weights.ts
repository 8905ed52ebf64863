import type { Observation, Outcome, Rule } from "../../records.ts";
import { formatNumber } from "../../../text/mod.ts";
import { clear, found, notTested, speaksFor } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("initial-weights");

export const initialWeights: Rule = {
  name: "initial-weights",
  watches: "size of the initial weights",
  predicate: `over ${LIMITS.large} or under ${LIMITS.small} times uniform(-1/sqrt(H), 1/sqrt(H))`,
  remedy: "Start from uniform(-1/sqrt(H), 1/sqrt(H)).",
  source: "Glorot and Bengio 2010; SageMaker Debugger PoorWeightInitialization",
  check,
};

/**
 * Initial weights far from the usual scale. All zero is the worst: every unit gets the same gradient, or none.
 */
function check({ evidence }: Observation): Outcome {
  const scale = evidence.initialWeightScale;
  if (scale === undefined) return notTested("Keep the initial weights, or their root mean square.");
  if (scale <= LIMITS.large && scale >= LIMITS.small) return clear({ scale });
  return found(
    "critical",
    scale > LIMITS.large
      ? `The initial weights are ${formatNumber(scale)} times too large`
      : `The initial weights are too small (${formatNumber(scale)} of the usual)`,
    { scale },
    [speaksFor("initialisation", 3)],
  );
}
