import type { Observation, Outcome, Rule } from "../../records.ts";
import { atLine, clear, found, notTested, speaksFor } from "../outcome.ts";

export const sequenceAxis: Rule = {
  name: "sequence-axis",
  watches: "the axis that a recurrent layer goes along, and which of its steps the loss comes from",
  predicate:
    "as many steps as the batch has rows, and targets without that axis; or the first step alone reaches the loss",
  remedy: "Write batch_first=True in nn.RNN, nn.LSTM or nn.GRU: its inputs are [rows, steps, features].",
  source: "documentation of torch.nn.LSTM",
  readsRecord: true,
  settles: "all shapes",
  check,
};

function check({ evidence: { recorded } }: Observation): Outcome {
  if (recorded?.program.hiddenActivations === undefined) {
    return notTested("Record a recurrent network in PyTorch.");
  }
  if (recorded.program.firstStepTaken === true) {
    return atLine(
      found(
        "critical",
        "The loss comes from the first step of each sequence: the steps after it are not seen",
        {},
        [speaksFor("program", 3)],
      ),
      "Take the last step of the recurrent layer's output: output[:, -1] with batch_first=True, output[-1] without.",
    );
  }
  if (recorded.program.rowsTakenForTime !== true) return clear();
  return atLine(
    found(
      "critical",
      "The recurrent layer goes from row to row of the batch, not along each row's steps",
      {},
      [speaksFor("program", 3)],
    ),
    sequenceAxis.remedy,
  );
}
