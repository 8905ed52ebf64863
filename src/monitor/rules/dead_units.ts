import type { Observation, Outcome } from "../records.ts";
import { clear, found, notTested, speaksFor } from "./outcome.ts";

/** More than half of the hidden units give the same output whatever the input. */
export function deadUnits({ evidence }: Observation): Outcome {
  if (evidence.units === undefined) {
    return notTested("Count the hidden units whose output does not vary over the data.");
  }
  const { total, dead } = evidence.units;
  if (dead <= total / 2) return clear({ total, dead });
  return found(
    dead === total ? "critical" : "warning",
    `${dead} of ${total} hidden units are dead`,
    { total, dead },
    [speaksFor("initialisation", 1)],
  );
}
