import type { Observation, Outcome, Rule } from "../../records.ts";
import { formatPercent } from "../../../text/mod.ts";
import { clear, found, notTested, speaksFor } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("test-rows-in-training");

export const testRowsInTraining: Rule = {
  name: "test-rows-in-training",
  watches: "rows that both sets share",
  predicate: `over ${formatPercent(LIMITS.share)} of the test rows, at least ${LIMITS.fewest} of them`,
  remedy: "Draw the test set anew and evaluate again; the figure so far is a training error.",
  source: "Kapoor and Narayanan 2023, leakage",
  check,
};

/** A row or two that are equal prove nothing: data sets hold rows twice. */
function check({ evidence: { sharedRows, inputVariance } }: Observation): Outcome {
  if (sharedRows === undefined) return notTested("Count the test rows that also are training rows.");
  if (inputVariance === 0) {
    return notTested("With a constant input all rows of a target are equal: mend the input first.");
  }
  const share = sharedRows.shared / sharedRows.test;
  const facts = { ...sharedRows, share };
  if (!(share > LIMITS.share) || sharedRows.shared < LIMITS.fewest) return clear(facts);
  return found("critical", `${sharedRows.shared} of ${sharedRows.test} test rows were trained on`, facts, [
    speaksFor("measurement", 3),
  ]);
}
