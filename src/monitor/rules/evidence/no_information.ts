import type { Observation, Outcome, Rule } from "../../records.ts";
import { formatNumber, formatPercent } from "../../../text/mod.ts";
import { clear, explainedVariance, found, LEARNED, notTested, speaksAgainst, speaksFor } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("no-information");

export const noInformation: Rule = {
  name: "no-information",
  watches: "best predictor that needs no network; mutual information",
  predicate: `it explains under ${
    formatPercent(LIMITS.explained)
  } of the variance; no more bits than shuffled targets give`,
  remedy: "Change the input (less noise, a longer window, a clock) before the network.",
  source: "data-processing inequality, Cover and Thomas, section 2.8",
  check,
};

/**
 * The input says nothing about the target: the best predictor that needs no network explains next to nothing of the variance,
 * or the mutual information does not exceed what shuffled targets give. Only a predictor from a window of inputs
 * settles it; one from the present input alone leaves open what the past tells.
 */
function check({ evidence }: Observation): Outcome {
  const { predictors, information, targetVariance, inputVariance } = evidence;
  if ((predictors === undefined || targetVariance === undefined) && information === undefined) {
    return notTested(
      "Fit the best predictor that needs no network, or estimate mutual information, between input and target.",
    );
  }
  const bestMse = predictors && Math.min(predictors.memoryless, predictors.windowed?.mse ?? Infinity);
  const bound = bestMse !== undefined && targetVariance !== undefined
    ? 1 - bestMse / targetVariance
    : undefined;
  const facts = {
    ...(bound === undefined ? {} : { explainableVariance: bound, memorylessMse: predictors!.memoryless }),
    ...(predictors?.windowed &&
      { windowSteps: predictors.windowed.steps, windowedMse: predictors.windowed.mse }),
    ...(information && { bits: information.bits, nullBits: information.nullBits }),
  };
  const none = bound === undefined ? information!.bits <= information!.nullBits : bound < LIMITS.explained;
  if (!none) return clear(facts, [speaksAgainst("information", 3)]);
  const learned = (explainedVariance(evidence) ?? 0) >= LEARNED;
  const settled = predictors?.windowed !== undefined || information !== undefined;
  const source = settled ? "The input tells" : "The present input tells";
  return found(
    learned ? "info" : "critical",
    `${source} nothing about the target` +
      (bound === undefined
        ? ""
        : `: the best predictor explains ${formatNumber(Math.max(0, 100 * bound))}% of the variance`) +
      (learned ? "; what the network knows it counts from its starting state" : ""),
    facts,
    learned ? [] : [inputVariance === 0 ? speaksFor("data", 1) : speaksFor("information", settled ? 3 : 2)],
  );
}
