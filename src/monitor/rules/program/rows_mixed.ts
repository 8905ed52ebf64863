import { isTorch } from "../../program.ts";
import type { Observation, Outcome, Rule } from "../../records.ts";
import { formatPercent } from "../../../text/mod.ts";
import { atLine, clear, found, notTested, speaksFor } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("rows-mixed");

/** Rows are answered one by one: what one of them is told must not hang on which others are in the batch. */
export const rowsMixed: Rule = {
  name: "rows-mixed",
  watches: "answers to some rows with others in the batch and without, in evaluation mode",
  predicate: `apart by over ${formatPercent(LIMITS.apart)} of the answers' spread`,
  remedy:
    "Look for what goes along the first axis: a view or reshape that moves rows, softmax, mean or attention over it.",
  source: "Karpathy 2019, a recipe for training neural networks: use backprop to chart dependencies",
  readsRecord: true,
  settles: "all shapes",
  check,
};

function check({ evidence: { recorded } }: Observation): Outcome {
  const program = recorded?.program ?? {}, { rowsApart: apart } = program;
  if (apart === undefined) return notTested("Record a network that takes one array of rows.");
  if (apart <= LIMITS.apart) return clear({ apart });
  const title = `The answer to a row depends on the rows beside it: it moves by ${
    formatPercent(apart)
  } of the answers' spread without them`;
  return atLine(
    found("critical", title, { apart }, [speaksFor("program", 3)]),
    isTorch(program)
      ? "Look for batch_first=True that is missing (nn.LSTM, nn.Transformer, nn.MultiheadAttention), dim=0 in softmax, mean or cat, and view or reshape over the first axis."
      : "Look for axis=0 in softmax, mean or a Lambda layer, and for a reshape over the first axis.",
  );
}
