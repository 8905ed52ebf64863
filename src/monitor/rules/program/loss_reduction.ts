import { isTorch, works } from "../../program.ts";
import type { Observation, Outcome, Rule } from "../../records.ts";
import { atLine, clear, found, notTested, speaksFor } from "../outcome.ts";

export const lossReduction: Rule = {
  name: "loss-reduction",
  watches: "how the loss sums up a batch",
  predicate: "it adds the rows up: the gradient grows with the batch",
  remedy: 'Leave out reduction="sum": the mean makes the rate independent of the batch.',
  source: "documentation of the losses in Keras and PyTorch; Goyal et al. 2017, large minibatch SGD",
  readsRecord: true,
  check,
};

function check(observation: Observation): Outcome {
  const program = observation.evidence.recorded?.program;
  if (program?.reduction === undefined) return notTested("Record a program whose loss is the framework's.");
  const { reduction, batchSize = 0 } = program, facts = { reduction, batchSize };
  if (reduction !== "sum" || batchSize === 1) return clear(facts);
  const harmless = works(observation);
  return atLine(
    found(
      harmless ? "info" : "critical",
      `The loss is the sum over a batch${batchSize > 1 ? ` of ${batchSize}` : ""}, not its mean`,
      facts,
      harmless ? [] : [speaksFor("program", 3)],
    ),
    isTorch(program)
      ? 'Leave out reduction="sum" in the loss, or divide the rate by the batch size.'
      : 'Leave out reduction="sum" in the loss given to compile.',
  );
}
