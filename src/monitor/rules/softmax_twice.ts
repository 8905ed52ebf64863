import { linearRegression, max, min, sampleCorrelation } from "simple-statistics";
import { dearestLoss } from "../guessing.ts";
import { ACCURACY, asShares, endLevel, finite, leadingLoss, metricsLike, seriesOf } from "../logged.ts";
import type { History, LoggedSeries, Observation, Outcome, Rule } from "../records.ts";
import { lowest, tail } from "../series.ts";
import { formatNumber } from "../../text/mod.ts";
import { clear, found, notTested, speaksAgainst, speaksFor } from "./outcome.ts";
import { limitsOf } from "../thresholds.ts";

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
  if (pairs.length < 5 || !isOneLoss) {
    return notTested("Log one training loss and the training accuracy of 5 epochs.");
  }
  if (heldOutRefutes(history)) return clear({ movesTooFar: true });
  const level = endLevel(losses), accuracy = endLevel(pairs.map(({ share }) => share));
  // the most classes whose floor, and what the wrong answers add, no entry lies below; the fewest by the level, by what guessing costs, and by the nat that is all a row can cost above the floor
  const most = min(pairs.map(({ loss, share }) => classesAtFloor(loss - LIMITS.wrong * (1 - share))));
  const dearest = max(pairs.map(({ loss }) => loss));
  const fewest = Math.ceil(Math.max(
    Math.exp(losses[0] / 1.03),
    Math.exp(dearest) - Math.E + 1,
    Math.exp(1 + level / LIMITS.nearFloor) - Math.E + 1,
  ));
  // a network that has only begun is less sure of its answers than it could be, and soon more so; a floor is not left again
  const end = tail(losses, 3),
    settled = end[0] - end[end.length - 1] < LIMITS.settled * level &&
      level < (1 + LIMITS.settled) * lowest(losses);
  const facts = { level, accuracy };
  if (
    !(settled && accuracy > LIMITS.accuracy && fewest <= most && most >= 3 &&
      level > LIMITS.dear * dearestLoss(accuracy, most))
  ) {
    return clear(facts);
  }
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
  const pairs = pairsOf(history, "validation").slice(-1000);
  const later = pairs.slice(Math.floor(pairs.length / 2));
  const points = later.map(({ loss, share }) => [share, loss]);
  if (points.length < LIMITS.fewestHeldOut) return false;
  const slope = linearRegression(points).m;
  const together = sampleCorrelation(points.map(([share]) => share), points.map(([, loss]) => loss));
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

/** Loss and share of right answers of the same rows. */
function pairsOf(
  history: History,
  split: LoggedSeries["split"],
): readonly { readonly loss: number; readonly share: number }[] {
  const loss = leadingLoss(history, split), [metric] = metricsLike(history, ACCURACY, split);
  if (loss === undefined || metric === undefined || !metric.values.every(Number.isFinite)) return [];
  const costs = new Map(loss.at.map((place, i) => [place, loss.values[i]])), shares = asShares(metric.values);
  return metric.at.flatMap((place, i) => {
    const cost = costs.get(place);
    return cost !== undefined && Number.isFinite(cost) ? [{ loss: cost, share: shares[i] }] : [];
  });
}
