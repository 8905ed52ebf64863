import { lossKind } from "../../program.ts";
import type { Observation, Outcome, Rule } from "../../records.ts";
import { formatNumber } from "../../../text/mod.ts";
import { clear, found, notTested, speaksFor } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("loss-at-start");

export const lossAtStart: Rule = {
  name: "loss-at-start",
  watches: "the loss of the untrained network against what guessing costs: ln K, or the targets' variance",
  predicate: `over ${LIMITS.times} times as much`,
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
  // whole numbers that are predicted as numbers look like classes
  const { std = 0, mean = 0 } = recorded?.program.targets ?? {}, kind = lossKind(recorded?.program ?? {});
  const square = std ** 2 + mean ** 2;
  const expected = kind === "squares" && square > 0
    ? square
    : kind === "absolutes" && square > 0
    ? Math.sqrt(square)
    : tried.expected;
  const facts = { loss: tried.loss, expected };
  if (!(tried.loss > LIMITS.times * expected)) return clear(facts);
  return found(
    "warning",
    `The untrained network's loss is ${formatNumber(tried.loss)}, where guessing costs ${
      formatNumber(expected)
    }`,
    facts,
    [speaksFor("initialisation", 2), speaksFor("data", 1)],
  );
}
