import { finite } from "../../logged.ts";
import { isTorch, works } from "../../program.ts";
import type { Observation, Outcome, Rule } from "../../records.ts";
import { formatNumber } from "../../../text/mod.ts";
import { atLine, clear, found, notTested, speaksFor } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("rate-runs-out");

export const rateRunsOut: Rule = {
  name: "rate-runs-out",
  watches: "the learning rate in the first half of the training",
  predicate: `it falls to ${LIMITS.left} before half of the training is over, and the loss is not halved`,
  remedy: "Let the rate fall over the whole training.",
  source: "documentation of the schedulers in PyTorch and Keras; Bengio 2012, on rates and their decay",
  readsRecord: true,
  settles: "all shapes",
  check,
};

function check(observation: Observation): Outcome {
  const { history, evidence } = observation, { program } = evidence.recorded ?? {};
  const rates = finite(history.learningRate ?? []), first = program?.learningRate;
  if (program === undefined || first === undefined || rates.length < 4) {
    return notTested("Record the rate of four epochs.");
  }
  const half = rates[Math.floor(rates.length / 2)], facts = { first, half };
  if (!(half < LIMITS.left * first) || works(observation)) return clear(facts);
  return atLine(
    found(
      "critical",
      `The rate falls from ${formatNumber(first)} to ${formatNumber(half)} in the first half of the training`,
      facts,
      [speaksFor("learning rate", 3)],
    ),
    isTorch(program)
      ? "Call scheduler.step() once an epoch, not once a batch; or count its steps in batches."
      : "Count decay_steps in batches, or step the schedule once an epoch.",
  );
}
