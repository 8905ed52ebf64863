import type { Observation, Outcome, Rule } from "../records.ts";
import { atLine, clear, found, notTested, speaksFor } from "./outcome.ts";

export const sequenceAxis: Rule = {
  name: "sequence-axis",
  watches: "the axis that a recurrent layer goes along",
  predicate: "as many steps as the batch has rows, and targets without that axis",
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
