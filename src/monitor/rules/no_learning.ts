import type { Observation, Outcome, Rule } from "../records.ts";
import { formatNumber } from "../../text/mod.ts";
import { clear, explainedVariance, found, notTested } from "./outcome.ts";

export const noLearning: Rule = {
  name: "no-learning",
  watches: "frozen test MSE against the targets' variance",
  predicate: "under 5% of the variance explained",
  remedy: "Find the cause below before another epoch; no figure above is a success.",
  source: "coefficient of determination",
  check,
};

/** The frozen network is no better than predicting the mean: it explains under 5% of the target's variance. */
function check({ evidence }: Observation): Outcome {
  const explained = explainedVariance(evidence);
  if (explained === undefined) {
    return notTested(
      "Evaluate frozen weights on held-out data and give the targets' variance (deno task evaluate).",
    );
  }
  const facts = {
    testMse: evidence.frozen!.testMse,
    targetVariance: evidence.targetVariance!,
    explainedVariance: explained,
  };
  if (explained >= 0.05) return clear(facts);
  return found(
    "critical",
    `Nothing was learned: test MSE ${formatNumber(facts.testMse)}, predicting the mean gives ${
      formatNumber(facts.targetVariance)
    }`,
    facts,
  );
}
