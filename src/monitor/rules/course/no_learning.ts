import type { Observation, Outcome, Rule } from "../../records.ts";
import { formatNumber, formatPercent } from "../../../text/mod.ts";
import { clear, explainedVariance, found, notTested } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("no-learning");

export const noLearning: Rule = {
  name: "no-learning",
  watches: "frozen test MSE against the targets' variance",
  predicate: `under ${formatPercent(LIMITS.explained)} of the variance explained`,
  remedy: "Find the cause below before another epoch; no figure above is a success.",
  source: "coefficient of determination",
  check,
};

/** The frozen network is no better than predicting the mean. */
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
  if (explained >= LIMITS.explained) return clear(facts);
  return found(
    "critical",
    `Nothing was learned: test MSE ${formatNumber(facts.testMse)}, predicting the mean gives ${
      formatNumber(facts.targetVariance)
    }`,
    facts,
  );
}
