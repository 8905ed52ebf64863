import type { Observation, Outcome, Rule } from "../records.ts";
import { clear, found, notTested, speaksFor } from "./outcome.ts";

export const deadUnits: Rule = {
  name: "dead-units",
  watches: "hidden units whose output never varies",
  predicate: "over half of them",
  remedy: "Start from random weights; lower the learning rate if units die in training.",
  source: "SageMaker Debugger DeadRelu; AutoTrainer, dying ReLU; DeepDiagnosis, dead node",
  check,
};

/** More than half of the hidden units give the same output whatever the input. */
function check({ evidence }: Observation): Outcome {
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
