import type { Observation, Outcome } from "../records.ts";
import { clear, explainedVariance, found, notTested, show, speaksAgainst, speaksFor } from "./outcome.ts";

/**
 * The input says nothing about the target: the best predictor from the last inputs explains under 5% of the variance,
 * or the mutual information does not exceed what shuffled targets give.
 */
export function noInformation({ evidence }: Observation): Outcome {
  const { predictors, information, targetVariance, inputVariance } = evidence;
  if ((predictors === undefined || targetVariance === undefined) && information === undefined) {
    return notTested(
      "Fit the best predictor that needs no network, or estimate mutual information, between input and target.",
    );
  }
  const bound = predictors && targetVariance !== undefined
    ? 1 - Math.min(predictors.memoryless, predictors.windowed) / targetVariance
    : undefined;
  const facts = {
    ...(bound === undefined ? {} : {
      explainableVariance: bound,
      memorylessMse: predictors!.memoryless,
      windowedMse: predictors!.windowed,
    }),
    ...(information === undefined ? {} : { bits: information.bits, nullBits: information.nullBits }),
  };
  const none = bound === undefined ? information!.bits <= information!.nullBits : bound < 0.05;
  if (!none) return clear(facts, [speaksAgainst("information", 3)]);
  const learned = (explainedVariance(evidence) ?? 0) >= 0.5;
  return found(
    learned ? "info" : "critical",
    "The input tells nothing about the target" +
      (bound === undefined
        ? ""
        : `: the best predictor explains ${show(Math.max(0, 100 * bound))}% of the variance`) +
      (learned ? "; what the network knows it counts from its starting state" : ""),
    facts,
    learned ? [] : [inputVariance === 0 ? speaksFor("data", 1) : speaksFor("information", 3)],
  );
}
