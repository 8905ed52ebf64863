import { hasRisen } from "../../guessing.ts";
import { ACCURACY, asShares, endLevel, finite, metricsLike } from "../../logged.ts";
import type { Observation, Outcome, Rule } from "../../records.ts";
import { isLog, lossNames, lowest } from "../../series.ts";
import { formatCount, formatNumber } from "../../../text/mod.ts";
import { learningRateTooHigh } from "../course/learning_rate_too_high.ts";
import { learningRateTooLow } from "../course/learning_rate_too_low.ts";
import { clear, found, levelOf, notTested, speaksAgainst, speaksFor } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("near-chance");

/** A loss that creeps down from what guessing costs is no level: held-out answers that are still those of guessing were not learned. */
export const nearChance: Rule = {
  name: "near-chance",
  watches: "held-out loss against ln K, held-out accuracy against 1/K",
  predicate:
    `the held-out loss is never under ${LIMITS.lossLeast} of ln K, fell by no more than that, and ends under ${LIMITS.lossMost} of it, and every held-out accuracy ends within ${LIMITS.accuracyLeast} to ${LIMITS.accuracyMost} of 1/K (of two classes ${LIMITS.accuracyMostOfTwo}) and has not risen by more than noise`,
  remedy:
    "Fit one batch of 32 for 200 steps: if that fails, labels, inputs or last layer are wrong. Then ten times the rate, or weights that were trained before; more epochs, and more held-out rows to see it by.",
  source: "cross-entropy of the uniform guess; Karpathy 2019, a recipe for training neural networks",
  readsSeries: true,
  settles: "all shapes",
  check,
};

function check(observation: Observation): Outcome {
  const { history } = observation;
  const held = finite(history.heldOutLoss ?? []);
  const shares = metricsLike(history, ACCURACY, "validation", "test").map(({ values }) => asShares(values));
  const accuracies = shares.map(endLevel);
  if (!isLog(history) || held.length < LIMITS.fewest || accuracies.length === 0) {
    return notTested(`Log loss and accuracy of held-out rows, of ${LIMITS.fewest} epochs.`);
  }
  const classes = Math.round(Math.exp(lowest(held))), price = Math.log(classes), end = endLevel(held);
  const most = classes === 2 ? LIMITS.accuracyMostOfTwo : LIMITS.accuracyMost;
  const areGuesses = accuracies.every((share) =>
    share * classes > LIMITS.accuracyLeast && share * classes < most
  );
  const facts = { heldOutLoss: end, classes, lnClasses: price, accuracy: accuracies[0] };
  // a ranking may be learned where no answer is sure enough to be another
  const ranks = metricsLike(history, /auc|auroc/, "validation", "test").some(({ values }) =>
    endLevel(values) > LIMITS.ranks
  );
  const isDear = lowest(held) > LIMITS.lossLeast * price && end < LIMITS.lossMost * price;
  // what falls by much is on its way; what crawls steadily, or was thrown there by its first steps, wants another rate
  const isOfRate = () =>
    [learningRateTooLow, learningRateTooHigh].some((rule) => rule.check(observation).status === "found");
  const creeps = end > LIMITS.lossLeast * held[0];
  if (
    classes < 2 || classes > LIMITS.classesMost || !isDear || !areGuesses || !creeps || ranks ||
    shares.some(hasRisen) || isOfRate()
  ) {
    return clear(facts);
  }
  return found(
    "warning",
    `Held-out rows are answered hardly better than by guessing among ${classes}: ${
      lossNames(history).heldOut
    } ${levelOf(end, held)} (ln ${classes} = ${formatNumber(price)}), accuracy ${
      formatNumber(accuracies[0])
    } after ${formatCount(held.length, "evaluation")}`,
    facts,
    [speaksFor("data", 1), speaksFor("learning rate", 1), speaksAgainst("regularisation", 2)],
  );
}
