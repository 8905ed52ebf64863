import type { Observation, Outcome, Rule } from "../records.ts";
import { clear, found, notTested, speaksFor } from "./outcome.ts";

export const testRowsInTraining: Rule = {
  name: "test-rows-in-training",
  watches: "rows that both sets share",
  predicate: "over 1% of the test rows",
  remedy: "Draw the test set anew and evaluate again; the figure so far is a training error.",
  source: "Kapoor and Narayanan 2023, leakage",
  check,
};

/** More than 1% of the test rows were trained on. */
function check({ evidence: { sharedRows, inputVariance } }: Observation): Outcome {
  if (sharedRows === undefined) return notTested("Count the test rows that also are training rows.");
  if (inputVariance === 0) {
    return notTested("With a constant input all rows of a target are equal: mend the input first.");
  }
  const share = sharedRows.shared / sharedRows.test;
  const facts = { ...sharedRows, share };
  if (!(share > 0.01)) return clear(facts);
  return found("critical", `${sharedRows.shared} of ${sharedRows.test} test rows were trained on`, facts, [
    speaksFor("measurement", 3),
  ]);
}
