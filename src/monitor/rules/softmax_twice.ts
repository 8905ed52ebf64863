import { dearestLoss } from "../guessing.ts";
import { ACCURACY, asShares, endLevel, finite, metricsLike, seriesOf } from "../logged.ts";
import type { Observation, Outcome, Rule } from "../records.ts";
import { tail } from "../series.ts";
import { formatNumber } from "../../text/mod.ts";
import { clear, found, notTested, speaksAgainst, speaksFor } from "./outcome.ts";
import { limitsOf } from "../thresholds.ts";

const LIMITS = limitsOf("softmax-twice");

/**
 * A loss that takes its input for logits and is given probabilities cannot come below ln(e + K - 1) - 1: the answers are
 * right and the loss says otherwise.
 */
export const softmaxTwice: Rule = {
  name: "softmax-twice",
  watches: "training loss and accuracy against ln(e + K - 1) - 1",
  predicate:
    `accuracy over ${LIMITS.accuracy}, the settled loss up to ${LIMITS.nearFloor} times that floor and ${LIMITS.dear} times what such an accuracy can cost`,
  remedy:
    "Leave the softmax out of the network, or tell the loss (from_logits=False, NLLLoss on log-probabilities).",
  source: "definition of cross-entropy on logits; Humbatova et al. 2020, taxonomy of real faults",
  readsSeries: true,
  settles: "budget",
  check,
};

function check({ history }: Observation): Outcome {
  const losses = finite(history.trainLoss);
  const [metric] = metricsLike(history, ACCURACY, "train");
  // a sum of losses may lie anywhere
  const isOneLoss = seriesOf(history, "loss term").filter(({ split }) => split === "train").length < 2;
  if (losses.length < 5 || metric === undefined || !isOneLoss) {
    return notTested("Log one training loss and the training accuracy of 5 epochs.");
  }
  const level = endLevel(losses), accuracy = endLevel(asShares(metric.values));
  // classes whose floor, and what the wrong answers add, lies just below the loss, and whose guessing costs what the first epoch did
  const most = Math.floor(Math.exp(1 + level - LIMITS.wrong * (1 - accuracy)) - Math.E + 1);
  const fewest = Math.ceil(
    Math.max(Math.exp(losses[0] / 1.03), Math.exp(1 + level / LIMITS.nearFloor) - Math.E + 1),
  );
  // a network that has only begun is less sure of its answers than it could be, and soon more so
  const end = tail(losses, 3), settled = end[0] - end[end.length - 1] < LIMITS.settled * level;
  const facts = { level, accuracy };
  if (
    !(settled && accuracy > LIMITS.accuracy && fewest <= most && most >= 3 &&
      level > LIMITS.dear * dearestLoss(accuracy, most))
  ) {
    return clear(facts);
  }
  const floor = Math.log(Math.E + most - 1) - 1;
  return found(
    "critical",
    `Softmax applied twice, by the numbers: training loss ${formatNumber(level)} at accuracy ${
      formatNumber(accuracy)
    }; probabilities taken for logits cannot cost less than ${formatNumber(floor)} among ${most} classes`,
    { ...facts, classes: most, floor, since: 1 },
    [speaksFor("program", 2), speaksAgainst("capacity", 2)],
  );
}
