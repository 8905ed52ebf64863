import { isTorch } from "../../program.ts";
import type { Observation, Outcome, Rule } from "../../records.ts";
import { formatNumber } from "../../../text/mod.ts";
import { atLine, clear, found, notTested, speaksFor } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("batches-sorted");

export const batchesSorted: Rule = {
  name: "batches-sorted",
  watches: "variety of the labels inside of a batch and over all batches seen",
  predicate: `a batch holds less than ${LIMITS.spread} of the variety of all`,
  remedy: "Shuffle the training rows each epoch.",
  source: "Bottou 2012, stochastic gradient descent tricks",
  readsRecord: true,
  settles: "all shapes",
  check,
};

function check({ evidence }: Observation): Outcome {
  const program = evidence.recorded?.program ?? {}, { batches, shuffle } = program;
  if (shuffle === true) return clear({ shuffle });
  if (batches?.spread === undefined || batches.seen < LIMITS.fewest) {
    return notTested("Record at least four batches of a program whose targets can be seen.");
  }
  const facts = { batches: batches.seen, spread: batches.spread };
  if (batches.spread >= LIMITS.spread) return clear(facts);
  const remedy = isTorch(program)
    ? "Write shuffle=True in the DataLoader of the training rows, or draw a torch.randperm each epoch."
    : "Leave out shuffle=False in fit, or shuffle the rows before it.";
  return atLine(
    found(
      "critical",
      `Rows come sorted: a batch holds ${formatNumber(100 * batches.spread)}% of the labels' variety`,
      facts,
      [speaksFor("data", 3)],
    ),
    remedy,
  );
}
