import type { Observation, Outcome } from "../records.ts";
import { clear, found, notTested, speaksFor } from "./outcome.ts";

/** The informative input column never changes. */
export function constantInput({ evidence: { inputVariance } }: Observation): Outcome {
  if (inputVariance === undefined) return notTested("Compute the variance of the input column.");
  if (inputVariance > 0) return clear({ inputVariance });
  return found("critical", "The input is constant", { inputVariance }, [speaksFor("data", 3)]);
}
