import { linearRegression, max, min, sampleCorrelation } from "simple-statistics";
import { dearestLoss } from "../../guessing.ts";
import { ACCURACY, asShares, endLevel, finite, leadingLoss, metricsLike, seriesOf } from "../../logged.ts";
import type { History, LoggedSeries, Observation, Outcome, Rule } from "../../records.ts";
import { isWhole, laterHalf, lowest, tail, valuesAt } from "../../series.ts";
import { formatNumber } from "../../../text/mod.ts";
import { clear, found, notTested, speaksAgainst, speaksFor } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("softmax-twice");

/**
 * A loss that takes its input for logits and is given probabilities cannot come below ln(e + K - 1) - 1, nor above one nat more: the
 * answers are right and the loss says otherwise.
 */
export const softmaxTwice: Rule = {
  name: "softmax-twice",
  watches: "training loss and accuracy against ln(e + K - 1) - 1",
  predicate:
    `accuracy over ${LIMITS.accuracy}, the settled loss up to ${LIMITS.nearFloor} times that floor and ${LIMITS.dear} times what such an accuracy can cost, every loss between what its wrong answers add to the floor and one nat above it, and no held-out loss that moves by over ${LIMITS.steepest} nats an answer`,
  remedy:
    "Look at the last layer and at the loss. Is there a softmax, and does the loss expect logits? Then leave the softmax out, or tell the loss (from_logits=False, NLLLoss on log-probabilities). If not: label smoothing, mixing of rows or a penalty keep a loss up too, and nothing is wrong.",
  source: "definition of cross-entropy on logits; Humbatova et al. 2020, taxonomy of real faults",
  readsSeries: true,
  settles: "budget",
  check,
};

function check({ history }: Observation): Outcome {
  const losses = finite(history.trainLoss), pairs = pairsOf(history, "train");
  // a sum of losses may lie anywhere
  const isOneLoss = seriesOf(history, "loss term").filter(({ split }) => split === "train").length < 2;
  if (pairs.losses.length < 5 || !isOneLoss) {
    return notTested("Log one training loss and the training accuracy of 5 epochs.");
  }
  const level = endLevel(losses), accuracy = endLevel(pairs.shares), facts = { level, accuracy };
  // a network that has only begun is less sure of its answers than it could be, and soon more so; a floor is not left again
  const end = tail(losses, 3),
    settled = end[0] - end[end.length - 1] < LIMITS.settled * level &&
      level < (1 + LIMITS.settled) * lowest(losses);
  if (!settled || !(accuracy > LIMITS.accuracy)) return clear(facts);
  // the most classes whose floor, and what the wrong answers add, no entry lies below; the fewest by the level, by what guessing costs, and by the nat that is all a row can cost above the floor
  const most = classesAtFloor(
    min(pairs.losses.map((loss, i) => loss - LIMITS.wrong * (1 - pairs.shares[i]))),
  );
  const dearest = max(pairs.losses as number[]);
  const fewest = Math.ceil(Math.max(
    Math.exp(losses[0] / 1.03),
    Math.exp(dearest) - Math.E + 1,
    Math.exp(1 + level / LIMITS.nearFloor) - Math.E + 1,
  ));
  if (!(fewest <= most && most >= 3 && level > LIMITS.dear * dearestLoss(accuracy, most))) {
    return clear(facts);
  }
  if (heldOutRefutes(history)) return clear({ movesTooFar: true });
  const floor = floorOf(most);
  return found(
    "warning",
    `Training loss ${formatNumber(level)} at accuracy ${
      formatNumber(accuracy)
    } and never lower: probabilities taken for logits (a softmax applied twice) cannot cost less than ${
      formatNumber(floor)
    } among some ${most} classes`,
    { ...facts, classes: most, floor, since: 1 },
    [speaksFor("program", 2), speaksAgainst("capacity", 2)],
  );
}

/**
 * Whether the held-out loss of the later half moves by far more than its answers do and only with them: probabilities taken for logits cost
 * no more than one nat for a right answer that becomes a wrong one.
 */
function heldOutRefutes(history: History): boolean {
  const pairs = pairsOf(history, "validation");
  const [losses, shares] = [pairs.losses, pairs.shares].map((values) => laterHalf(values.slice(-1000)));
  if (losses.length < LIMITS.fewestHeldOut) return false;
  const slope = linearRegression(shares.map((share, i) => [share, losses[i]])).m;
  const together = sampleCorrelation(shares as number[], losses as number[]);
  return slope < -LIMITS.steepest && together < -LIMITS.together;
}

/** What probabilities that are taken for logits cost at least. */
function floorOf(classes: number): number {
  return Math.log(Math.E + classes - 1) - 1;
}

/** Most classes whose floor such a loss is not below. */
function classesAtFloor(loss: number): number {
  return Math.floor(Math.exp(1 + loss) - Math.E + 1);
}

/** Losses and shares of right answers of the same rows. */
function pairsOf(history: History, split: LoggedSeries["split"]) {
  const losses: number[] = [], shares: number[] = [];
  const loss = leadingLoss(history, split), [metric] = metricsLike(history, ACCURACY, split);
  if (loss === undefined || metric === undefined || !isWhole(metric.values)) return { losses, shares };
  const right = asShares(metric.values), costs = valuesAt(metric.at, loss);
  costs.forEach((cost, i) => {
    if (cost === undefined || !Number.isFinite(cost)) return;
    losses.push(cost);
    shares.push(right[i]);
  });
  return { losses, shares };
}
