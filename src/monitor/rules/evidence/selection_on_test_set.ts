import type { Observation, Outcome, Rule } from "../../records.ts";
import { clear, found, notTested, speaksFor } from "../outcome.ts";

export const selectionOnTestSet: Rule = {
  name: "selection-on-test-set",
  watches: "the set the checkpoint was chosen on",
  predicate: "it is the test set",
  remedy: "Choose on a validation set, then measure once on the test set.",
  source: "Hastie, Tibshirani and Friedman, The Elements of Statistical Learning, section 7.2",
  check,
};

/** The checkpoint was chosen by its error on the test set, which then no longer is a test. */
function check({ evidence: { selectedOn } }: Observation): Outcome {
  if (selectedOn === undefined) {
    return notTested("Say on which set the checkpoint was chosen (train, validation or test).");
  }
  if (selectedOn !== "test") return clear({ selectedOn });
  return found("warning", "The checkpoint was chosen on the test set", { selectedOn }, [
    speaksFor("measurement", 2),
  ]);
}
