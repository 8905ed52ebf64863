import { max, median } from "simple-statistics";
import { endLevel, finite } from "../../logged.ts";
import { indexOfLowest, unitOf } from "../../series.ts";
import type { History, Observation, Outcome, Rule } from "../../records.ts";
import { formatNumber, formatPercent } from "../../../text/mod.ts";
import { atLine, clear, found, notTested, speaksFor } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("rate-at-zero");

/** At a rate of nothing the rest of the run trains nothing. */
export const rateAtZero: Rule = {
  name: "rate-at-zero",
  watches: "the logged learning rate in the second half",
  predicate:
    `it is ${LIMITS.left} of its largest or less through the whole second half; or ${LIMITS.little}, and the loss, of which ${
      formatPercent(LIMITS.lossLeft)
    } is left, has stood still since`,
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
  const most = Math.max(0, max(rates as number[])),
    goneBelow = (share: number) => rates.findLastIndex((rate) => rate > share * most) + 1;
  const isNothing = goneBelow(LIMITS.left) < rates.length / 2;
  const gone = goneBelow(isNothing ? LIMITS.left : LIMITS.little);
  const facts = { largest: most, last: rates[rates.length - 1], entries: rates.length, gone };
  // printed with few digits a small rate is 0
  const comesDown = () => new Set(rates.slice(0, gone)).size >= LIMITS.steps;
  const isGone = most > 0 && gone < rates.length / 2 && comesDown();
  if (!isGone || !isNothing && !hasStoodStill(history, gone)) return clear(facts);
  const at = history.at?.[gone] ?? gone + 1, last = history.at?.[rates.length - 1] ?? rates.length;
  const outcome = found(
    "warning",
    isNothing
      ? `The learning rate is ${formatNumber(rates[gone])} from ${
        unitOf(history)
      } ${at} of ${last} on: nothing is trained after it`
      : `The learning rate has come down from ${formatNumber(most)} to ${formatNumber(rates[gone])} by ${
        unitOf(history)
      } ${at} of ${last}, to ${
        formatNumber(facts.last)
      } at the end: the loss still fell when it was cut, and has stood still since`,
    { ...facts, since: at },
    [speaksFor("learning rate", 3)],
  );
  return isNothing ? outcome : atLine(outcome, LONGER);
}

const LONGER =
  "Keep the rate for longer (a larger step_size, gamma nearer to 1, T_max or the number of steps that of the whole training); go on from the last checkpoint at the rate with which it still learned.";

/**
 * Whether the loss fell while there was a rate, not by half, and has not moved since. A rate that is lowered because the loss
 * stands still is no reason for that: at the first cut the loss has to be the lowest so far.
 */
function hasStoodStill({ trainLoss, learningRate = [] }: History, gone: number): boolean {
  const losses = finite(trainLoss);
  if (losses.length !== learningRate.length || gone < 2) return false;
  const rates = finite(learningRate), cut = rates.findIndex((rate, i) => i > 0 && rate < rates[i - 1]);
  if (indexOfLowest(losses.slice(0, cut)) !== cut - 1) return false;
  const [first, then, end] = [losses[0], median(losses.slice(gone, gone + 3)), endLevel(losses)];
  return first > 0 && end > LIMITS.lossLeft * first && then - end < LIMITS.still * then &&
    end < (1 - LIMITS.fell) * first;
}
