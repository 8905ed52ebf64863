import { max } from "simple-statistics";
import { finite } from "../logged.ts";
import { isTorch, works } from "../program.ts";
import type { History, Observation, Outcome, Rule } from "../records.ts";
import { formatNumber } from "../../text/mod.ts";
import { atLine, clear, found, notTested, speaksFor } from "./outcome.ts";
import { limitsOf } from "../thresholds.ts";

const LIMITS = limitsOf("rate-runs-out");

export const rateRunsOut: Rule = {
  name: "rate-runs-out",
  watches: "the learning rate in the first half of the training",
  predicate:
    `it falls to ${LIMITS.left} before half of the training is over, and the loss is not halved; of a log: it is ${LIMITS.none} of its largest or less through the whole second half`,
  remedy:
    "Let the rate fall over the whole training: the schedule's total (T_max, num_training_steps, max_iters, decay_steps) is too small, or counts another unit.",
  source: "documentation of the schedulers in PyTorch and Keras; Bengio 2012, on rates and their decay",
  readsSeries: true,
  settles: "all shapes",
  check,
};

/** At a rate of nothing the rest of the run trains nothing. */
function ofLog(history: History): Outcome {
  const rates = finite(history.learningRate ?? []), most = max([0, ...rates]);
  if (rates.length < LIMITS.entries) return notTested(`Log the rate of ${LIMITS.entries} epochs.`);
  const gone = rates.findLastIndex((rate) => rate > LIMITS.none * most) + 1;
  const facts = { largest: most, entries: rates.length, gone };
  if (!(most > 0 && gone < rates.length / 2)) return clear(facts);
  const at = history.at?.[gone] ?? gone + 1, last = history.at?.[rates.length - 1] ?? rates.length;
  return found(
    "warning",
    `The learning rate is ${
      formatNumber(rates[gone])
    } from ${history.unit} ${at} of ${last} on: nothing is trained after it`,
    { ...facts, since: at },
    [speaksFor("learning rate", 3)],
  );
}

function check(observation: Observation): Outcome {
  const { history, evidence } = observation, { program } = evidence.recorded ?? {};
  const rates = finite(history.learningRate ?? []), first = program?.learningRate;
  if (program === undefined) return ofLog(history);
  if (first === undefined || rates.length < 4) {
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
