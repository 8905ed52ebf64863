import { works } from "../../program.ts";
import type { Observation, Outcome, Rule } from "../../records.ts";
import { formatNumber } from "../../../text/mod.ts";
import { clear, found, notTested, speaksFor } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("inputs-tell-nothing");

export const inputsTellNothing: Rule = {
  name: "inputs-tell-nothing",
  watches: "training loss after the same steps with the inputs as they are and set to zero",
  predicate: `the inputs as they are come to no less than ${LIMITS.asZero} of what zeros come to`,
  remedy:
    "The inputs do not reach the output: look at the preprocessing (all zero? divided twice?), dead layers and the wiring of forward().",
  source: "Karpathy 2019, a recipe for training neural networks: input-independent baseline",
  readsRecord: true,
  check,
};

function check(observation: Observation): Outcome {
  const { recorded } = observation.evidence;
  const tried = recorded?.experiments.inputs;
  if (tried === undefined) {
    return notTested("Train on inputs of zero for comparison: python -m wont_it_train probe.");
  }
  const facts = { asTheyAre: tried.asTheyAre, zero: tried.zero };
  // a few dozen steps say nothing against a whole training that works
  if (!(tried.asTheyAre >= LIMITS.asZero * tried.zero) || works(observation)) return clear(facts);
  return found(
    "warning",
    `Inputs are not used: the loss is ${formatNumber(tried.asTheyAre)} with them and ${
      formatNumber(tried.zero)
    } with zeros`,
    facts,
    [speaksFor("data", 2)],
  );
}
