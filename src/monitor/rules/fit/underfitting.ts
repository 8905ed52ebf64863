import { formatPercent } from "../../../text/mod.ts";
import type { Observation, Outcome, Rule } from "../../records.ts";
import { clear, found, notTested } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("underfitting");

export const underfitting: Rule = {
  name: "underfitting",
  watches: "frozen network on its training rows",
  predicate: `under ${formatPercent(LIMITS.explained)} of the variance explained`,
  remedy: "Follow the root cause: underfitting is a symptom.",
  source: "SageMaker Debugger, underfit; bias and variance",
  check,
};

/** The network does not even fit what it was trained on: it leaves much of the training targets' variance. */
function check({ evidence }: Observation): Outcome {
  const { frozen, targetVariance } = evidence;
  if (frozen?.trainMse === undefined || targetVariance === undefined) {
    return notTested("Evaluate frozen weights on the training rows and give the targets' variance.");
  }
  const explained = 1 - frozen.trainMse / targetVariance;
  const facts = { trainMse: frozen.trainMse, targetVariance, explainedVariance: explained };
  if (explained >= LIMITS.explained) return clear(facts);
  return found(
    "warning",
    `Underfitting: on its own training rows the frozen network explains ${
      formatPercent(Math.max(0, explained))
    } of the variance`,
    facts,
  );
}
