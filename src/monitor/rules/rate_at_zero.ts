import { max } from "simple-statistics";
import { finite } from "../logged.ts";
import { unitOf } from "../series.ts";
import type { Observation, Outcome, Rule } from "../records.ts";
import { formatNumber } from "../../text/mod.ts";
import { clear, found, notTested, speaksFor } from "./outcome.ts";
import { limitsOf } from "../thresholds.ts";

const LIMITS = limitsOf("rate-at-zero");

/** At a rate of nothing the rest of the run trains nothing. */
export const rateAtZero: Rule = {
  name: "rate-at-zero",
  watches: "the logged learning rate in the second half",
  predicate: `it is ${LIMITS.left} of its largest or less through the whole second half`,
  remedy:
    "Let the rate fall over the whole training: the schedule's total (T_max, num_training_steps, max_iters, decay_steps) is too small, or counts another unit.",
  source: "documentation of the schedulers in PyTorch and Keras; Bengio 2012, on rates and their decay",
  readsSeries: true,
  settles: "all shapes",
  check,
};

function check({ history, evidence }: Observation): Outcome {
  const rates = finite(history.learningRate ?? []);
  // a record has a rule of its own, which knows the schedule
  if (evidence.recorded !== undefined || rates.length < LIMITS.fewest) {
    return notTested(`Log the rate of ${LIMITS.fewest} epochs.`);
  }
  const most = max([0, ...rates]), gone = rates.findLastIndex((rate) => rate > LIMITS.left * most) + 1;
  const facts = { largest: most, entries: rates.length, gone };
  // printed with few digits a small rate is 0
  const steps = new Set(rates.slice(0, gone)).size;
  if (!(most > 0 && gone < rates.length / 2 && steps >= LIMITS.steps)) return clear(facts);
  const at = history.at?.[gone] ?? gone + 1, last = history.at?.[rates.length - 1] ?? rates.length;
  return found(
    "warning",
    `The learning rate is ${formatNumber(rates[gone])} from ${
      unitOf(history)
    } ${at} of ${last} on: nothing is trained after it`,
    { ...facts, since: at },
    [speaksFor("learning rate", 3)],
  );
}
