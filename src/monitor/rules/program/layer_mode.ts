import { isTorch } from "../../program.ts";
import type { Observation, Outcome, Rule } from "../../records.ts";
import { clear, found, notTested, speaksFor } from "../outcome.ts";

export const layerMode: Rule = {
  name: "layer-mode",
  watches: "mode of a network with dropout or batch normalisation in training and in validation",
  predicate: "it trains in evaluation mode, or is validated in training mode",
  remedy: "Write model.train() before the training batches and model.eval() before the validation batches.",
  source: "PyTorch's documentation of Module.train and Module.eval",
  readsRecord: true,
  check,
};

function check({ evidence: { recorded } }: Observation): Outcome {
  const program = recorded?.program;
  if (program === undefined || !isTorch(program)) {
    return notTested("Only a PyTorch loop sets the mode itself.");
  }
  if (program.trainedInEvaluationMode) {
    return found(
      "critical",
      "The network trains in evaluation mode: dropout is off, batch normalisation uses statistics that never change",
      {},
      [speaksFor("program", 3)],
    );
  }
  if (program.validatedInTrainingMode) {
    return found(
      "critical",
      "Validation runs in training mode: dropout is on, batch normalisation learns from validation rows",
      {},
      [speaksFor("program", 3)],
    );
  }
  return clear();
}
