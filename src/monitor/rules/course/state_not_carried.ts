import type { Observation, Outcome, Rule } from "../../records.ts";
import { formatNumber } from "../../../text/mod.ts";
import { clear, explainedVariance, found, notTested, speaksAgainst, speaksFor, WORKS } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("state-not-carried");

export const stateNotCarried: Rule = {
  name: "state-not-carried",
  watches: "the network with its state carried and reset",
  predicate: "carrying it does not help although past inputs would",
  remedy: "Carry h and c from window to window, detached, and reset them only where a recording begins.",
  source: "Williams and Peng 1990, truncated back-propagation through time",
  check,
};

/**
 * Training never carried the state, or carrying it does not help the frozen network, although past inputs would help: a predictor
 * from a window of them beats one from the present input.
 */
function check({ evidence }: Observation): Outcome {
  const { carriedState, predictors } = evidence;
  const windowed = predictors?.windowed;
  if (carriedState === undefined || predictors === undefined || windowed === undefined) {
    return notTested(
      "Evaluate the same weights with the state carried and with the state reset, beside the best predictors.",
    );
  }
  const { carriedMse, resetMse, carriedInTraining } = carriedState;
  const facts = {
    carriedMse,
    resetMse,
    memorylessMse: predictors.memoryless,
    windowedMse: windowed.mse,
    ...(carriedInTraining === undefined ? {} : { carriedInTraining }),
  };
  const works = (explainedVariance(evidence) ?? 0) >= WORKS;
  const pastHelps = windowed.mse < LIMITS.pastHelps * predictors.memoryless;
  const stateHelps = carriedMse < LIMITS.stateHelps * resetMse;
  const neverCarried = carriedInTraining === false;
  if (works || !pastHelps || stateHelps && !neverCarried) {
    return clear(facts, stateHelps ? [speaksAgainst("optimisation through time", 1)] : []);
  }
  return found(
    neverCarried ? "critical" : "warning",
    `The state is of no use: test MSE ${formatNumber(carriedMse)} with it carried, ${
      formatNumber(resetMse)
    } without, though past inputs help`,
    facts,
    [speaksFor("optimisation through time", neverCarried ? 3 : 1)],
  );
}
