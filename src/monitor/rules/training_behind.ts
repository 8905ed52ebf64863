import { accuracyOf, endLevel, finite } from "../logged.ts";
import type { Observation, Outcome, Rule } from "../records.ts";
import { formatNumber } from "../../text/mod.ts";
import { limitsOf } from "../thresholds.ts";
import { clear, found, notTested, speaksFor } from "./outcome.ts";

const LIMITS = limitsOf("training-behind");

/** What is learned holds for the clean rows that were held out, and cannot hold for labels that are wrong. */
export const trainingBehind: Rule = {
  name: "training-behind",
  watches: "training accuracy and loss against those of held-out rows, at the end",
  predicate:
    `held-out accuracy is ahead by ${LIMITS.accuracyAhead}, and the held-out loss under ${LIMITS.lossLess} of the training loss`,
  remedy:
    "Evaluate the training rows with dropout, augmentation and mixing off. If they are then answered as well as the others, use less of these where both are too low; if they stay as bad, their labels are wrong: read the twenty with the largest loss.",
  source: "Northcutt, Jiang and Chuang 2021, confident learning: estimating uncertainty in dataset labels",
  readsSeries: true,
  check,
};

function check({ history }: Observation): Outcome {
  const seen = accuracyOf(history, "train"), unseen = accuracyOf(history, "validation", "test");
  const losses = finite(history.trainLoss), held = finite(history.heldOutLoss ?? []);
  if (seen === undefined || unseen === undefined || losses.length < LIMITS.fewest || held.length === 0) {
    return notTested(`Log loss and accuracy of training and held-out rows, ${LIMITS.fewest} epochs.`);
  }
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
