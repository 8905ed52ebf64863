import { accuracyOf, endLevel, finite } from "../../logged.ts";
import type { History, Observation, Outcome, Rule } from "../../records.ts";
import { formatNumber } from "../../../text/mod.ts";
import { limitsOf } from "../../thresholds.ts";
import { clear, found, notTested, speaksFor } from "../outcome.ts";

const LIMITS = limitsOf("training-behind"), { times: APART } = limitsOf("errors-far-apart");

/** What is learned holds for the clean rows that were held out, and cannot hold for labels that are wrong. */
export const trainingBehind: Rule = {
  name: "training-behind",
  watches: "training accuracy and loss against those of held-out rows, at the end",
  predicate:
    `held-out accuracy is ahead by ${LIMITS.accuracyAhead}, and the held-out loss under ${LIMITS.lossLess} of the training loss; where no answers were counted that loss is under ${LIMITS.farLess} of it at every epoch`,
  remedy:
    "Evaluate the training rows with dropout, augmentation and mixing off. If they are then answered as well as the others, use less of these where both are too low; if they stay as bad, their labels are wrong: read the twenty with the largest loss.",
  source: "Northcutt, Jiang and Chuang 2021, confident learning: estimating uncertainty in dataset labels",
  readsSeries: true,
  check,
};

/** Where no answers were counted: a training loss that was never near that of held-out rows has something added, or is of harder rows. */
function byLosses({ trainLoss, heldOutLoss = [], series = [] }: History): Outcome {
  const pairs = trainLoss.flatMap((train, i) => {
    const held = heldOutLoss[i] ?? NaN;
    return train !== null && train > 0 && held > 0 ? [{ train, times: held / train }] : [];
  });
  const isFar = pairs.length >= LIMITS.fewest && pairs.every(({ times }) => times < LIMITS.farLess);
  // what it is a sum of, and the other is not, tells itself
  const isSum = series.some(({ role, split }) => role === "loss term" && split === "train");
  // what is further apart still is asked whether it is one measure
  const isApart = endLevel(pairs.map(({ times }) => times)) < 1 / APART;
  if (!isFar || isSum || isApart) return clear();
  const training = endLevel(pairs.map(({ train }) => train)),
    times = 1 / endLevel(pairs.map(({ times }) => times));
  return found(
    "info",
    `The training loss stays some ${formatNumber(times, 2)} times above that of held-out rows (${
      formatNumber(training)
    } at the end): dropout, augmentation or a penalty in it, or a loss added up otherwise; to be sure, evaluate some training rows as the others are`,
    { times, training },
    [speaksFor("measurement", 1)],
  );
}

function check({ history }: Observation): Outcome {
  const seen = accuracyOf(history, "train"), unseen = accuracyOf(history, "validation", "test");
  const losses = finite(history.trainLoss), held = finite(history.heldOutLoss ?? []);
  if (losses.length < LIMITS.fewest || held.length === 0) {
    return notTested(`Log loss and accuracy of training and held-out rows, ${LIMITS.fewest} epochs.`);
  }
  if (seen === undefined || unseen === undefined) return byLosses(history);
  const [training, heldOut] = [endLevel(seen), endLevel(unseen)];
  const facts = { trainAccuracy: training, heldOutAccuracy: heldOut };
  const ahead = heldOut - training > LIMITS.accuracyAhead;
  if (!(ahead && endLevel(held) < LIMITS.lossLess * endLevel(losses))) return clear(facts);
  return found(
    "info",
    `Training rows stay harder than held-out ones: accuracy ${formatNumber(training)} against ${
      formatNumber(heldOut)
    }: dropout, augmentation or mixing; else wrong labels among them`,
    facts,
    [speaksFor("data", 1)],
  );
}
