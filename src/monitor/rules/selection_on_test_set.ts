import type { Observation, Outcome } from "../records.ts";
import { clear, found, notTested, speaksFor } from "./outcome.ts";

/** The checkpoint was chosen by its error on the test set, which then no longer is a test. */
export function selectionOnTestSet({ evidence: { selectedOn } }: Observation): Outcome {
  if (selectedOn === undefined) {
    return notTested("Say on which set the checkpoint was chosen (train, validation or test).");
  }
  if (selectedOn !== "test") return clear({ selectedOn });
  return found("warning", "The checkpoint was chosen on the test set", { selectedOn }, [
    speaksFor("measurement", 2),
  ]);
}
