import { works } from "../../program.ts";
import type { Observation, Outcome, Rule } from "../../records.ts";
import { formatNumber } from "../../../text/mod.ts";
import { clear, found, notTested, speaksAgainst, speaksFor } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("one-batch-not-fitted");

/** Whatever can learn can learn 32 rows by heart; what cannot has a fault in the program, not in the recipe. */
export const oneBatchNotFitted: Rule = {
  name: "one-batch-not-fitted",
  watches: "the loss of one batch that is trained on again and again",
  predicate: `it keeps ${LIMITS.kept} of what it was, or more`,
  remedy:
    "Read the program from the loss backwards: output layer, loss, labels, then whether updates reach the layers.",
  source: "Karpathy 2019, a recipe for training neural networks",
  readsRecord: true,
  check,
};

function check(observation: Observation): Outcome {
  const { recorded } = observation.evidence;
  const tried = recorded?.experiments.oneBatch;
  if (tried === undefined) return notTested("Overfit one batch: python -m wont_it_train probe.");
  const facts = { first: tried.first, last: tried.last, steps: tried.steps };
  // a few dozen steps say nothing against a whole training that works
  if (!(tried.last >= LIMITS.kept * tried.first) || works(observation)) return clear(facts);
  return found(
    "warning",
    `One batch cannot be learnt by heart: its loss is ${formatNumber(tried.first)} at first and ${
      formatNumber(tried.last)
    } after ${tried.steps} steps`,
    facts,
    [speaksFor("program", 2), speaksAgainst("regularisation", 3)],
  );
}
