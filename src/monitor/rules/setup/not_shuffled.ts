import { ACCURACY, asShares, endLevel, everyTermApart, finite, metricsLike } from "../../logged.ts";
import type { Observation, Outcome, Rule } from "../../records.ts";
import { isLog, lowest } from "../../series.ts";
import { formatNumber } from "../../../text/mod.ts";
import { oneOrder, type Order } from "./one_order.ts";
import { clear, found, notTested, speaksFor } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("not-shuffled");

/**
 * The loss of a first epoch is measured on rows not seen before: it cannot be far below validation, unless the rows come in
 * an order that the network can follow, or the two sets differ.
 */
export const notShuffled: Rule = {
  name: "not-shuffled",
  watches: "training against validation in the first epoch",
  predicate:
    `validation is over ${LIMITS.times} times as bad from the start (accuracy: by ${LIMITS.accuracyApart}; of a loss with terms each), and comes nearer later (of losses alone to ${LIMITS.nearer} of that ratio); or the first training accuracy is under ${LIMITS.guessShare} of guessing; or losses of batches jump by ${LIMITS.jump} times at the same places of ${LIMITS.epochs} epochs or more while the held-out loss, far above them, does not fall`,
  remedy:
    "Look at the order of one epoch: are the rows sorted by class or time? Then shuffle them each epoch (shuffle=True). If not, compare the rows of both sets: another source, another preprocessing.",
  source: "Bottou 2012, stochastic gradient descent tricks",
  readsSeries: true,
  settles: "gap",
  check,
};

/** See {@linkcode oneOrder}. */
function inOneOrder({ epochs, jumps }: Order): Outcome {
  return found(
    "warning",
    `Rows look sorted, not shuffled: in ${epochs} epochs the training loss jumps at the same ${jumps} places and falls between them, and held-out rows gain nothing`,
    { epochs, jumps },
    [speaksFor("data", 2)],
  );
}

function check({ history }: Observation): Outcome {
  const order = isLog(history) ? oneOrder(history) : undefined;
  if (order !== undefined) return inOneOrder(order);
  const train = history.trainLoss, held = history.heldOutLoss;
  if (!isLog(history) || held === undefined || history.unit !== "epoch" || train.length < 4) {
    return notTested("Log training and validation loss once an epoch, from the first on, four of them.");
  }
  const [t0, v0] = [train[0], held[0]];
  if (t0 === null || v0 === null || !(t0 > 0)) return notTested("Log both losses from the first epoch on.");
  const known = finite(held);
  const end = known[known.length - 1];
  // a loss that rises again tells another story
  const closing = end < LIMITS.closing * v0 && end < LIMITS.stays * lowest(known);
  const trainAccuracy = metricsLike(history, ACCURACY, "train")[0];
  const heldAccuracy = metricsLike(history, ACCURACY, "validation", "test")[0];
  const apart = trainAccuracy && heldAccuracy
    ? asShares(trainAccuracy.values)[0] - asShares(heldAccuracy.values)[0]
    : undefined;
  // a network that follows the rows answers with the class it saw last: it is right less often than by guessing
  const classes = Math.exp(v0), first = trainAccuracy && asShares(trainAccuracy.values)[0];
  if (
    first !== undefined && apart !== undefined && classes > LIMITS.classes &&
    first < LIMITS.guessShare / classes &&
    apart < -first
  ) {
    return found(
      "warning",
      `Rows look sorted, not shuffled: in the first epoch training accuracy ${
        formatNumber(first)
      }, less than ` +
        `guessing among ${Math.round(classes)} classes gives, validation ${formatNumber(first - apart)}`,
      { firstTrainAccuracy: first, firstHeldOutAccuracy: first - apart, since: 1 },
      [speaksFor("data", 2)],
    );
  }
  // moving statistics of batch normalisation are behind for one epoch, not for two
  const [, t1] = train, [, v1] = held;
  const lasts = t1 !== null && v1 !== null && v1 > LIMITS.times * t1;
  const facts = { firstTrain: t0, firstHeldOut: v0, ratio: v0 / t0, accuracyApart: apart ?? null };
  if (
    !(closing && lasts && v0 > LIMITS.times * t0 &&
      (apart === undefined
        ? v0 > LIMITS.timesAlone * t0 && end / endLevel(finite(train)) < LIMITS.nearer * v0 / t0 &&
          everyTermApart(history, LIMITS.times, ([first]) => first)
        : apart > LIMITS.accuracyApart))
  ) return clear(facts);
  return found(
    "warning",
    `Rows look sorted, not shuffled: in the first epoch training loss ${formatNumber(t0)}, validation ${
      formatNumber(v0)
    }; the gap closes later`,
    facts,
    [speaksFor("data", 2)],
  );
}
