import type { Observation, Outcome, Rule } from "../records.ts";
import { formatNumber } from "../../text/mod.ts";
import { clear, found, notTested, speaksFor } from "./outcome.ts";

export const lossAtStart: Rule = {
  name: "loss-at-start",
  watches: "the loss of the untrained network against what guessing costs: ln K, or the targets' variance",
  predicate: "over three times as much",
  remedy: "Look at the scale of inputs, targets and first weights, and at how the loss sums up a batch.",
  source: "Karpathy 2019, a recipe for training neural networks",
  readsRecord: true,
  check,
};

function check({ evidence: { recorded } }: Observation): Outcome {
  const tried = recorded?.experiments.lossAtStart;
  if (tried === undefined || !(tried.expected > 0)) {
    return notTested("Measure the loss before the first update: python -m wont_it_train probe.");
  }
  const facts = { loss: tried.loss, expected: tried.expected };
  if (!(tried.loss > 3 * tried.expected)) return clear(facts);
  return found(
    "warning",
    `The untrained network's loss is ${formatNumber(tried.loss)}, where guessing costs ${
      formatNumber(tried.expected)
    }`,
    facts,
    [speaksFor("initialisation", 2), speaksFor("data", 1)],
  );
}
