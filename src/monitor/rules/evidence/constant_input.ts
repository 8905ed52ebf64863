import type { Observation, Outcome, Rule } from "../../records.ts";
import { clear, found, notTested, speaksFor } from "../outcome.ts";

export const constantInput: Rule = {
  name: "constant-input",
  watches: "variance of the input column",
  predicate: "it is zero",
  remedy: "Mend the reader or the generator: the column that carries the signal holds one value.",
  source: "SageMaker Debugger AllZero",
  check,
};

/** The informative input column never changes. */
function check({ evidence: { inputVariance } }: Observation): Outcome {
  if (inputVariance === undefined) return notTested("Compute the variance of the input column.");
  if (inputVariance > 0) return clear({ inputVariance });
  return found("critical", "The input is constant", { inputVariance }, [speaksFor("data", 3)]);
}
