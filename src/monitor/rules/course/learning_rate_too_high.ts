import { median } from "simple-statistics";
import type { History, Observation, Outcome, Rule } from "../../records.ts";
import { divergence } from "./divergence.ts";
import { nonFiniteLoss } from "../known_levels/non_finite_loss.ts";
import { oscillation } from "./oscillation.ts";
import { lossNotDecreasing } from "./loss_not_decreasing.ts";
import { dearestLoss, guessing, hasRisen } from "../../guessing.ts";
import { ACCURACY, accuracyOf, endLevel, finite, metricsLike, seriesOf } from "../../logged.ts";
import { isRefuted } from "../../refuted.ts";
import { epochOf, isLog, shapePoints, startsWithBlowUp, tail } from "../../series.ts";
import { formatNumber, formatPercent } from "../../../text/mod.ts";
import { clear, explainedVariance, found, notTested, speaksAgainst, speaksFor, WORKS } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("learning-rate-too-high");

export const learningRateTooHigh: Rule = {
  name: "learning-rate-too-high",
  watches: "the same run at a lower rate; else divergence and jumps",
  predicate: `the lower rate leaves under ${
    formatPercent(LIMITS.gain)
  } of the error; or the first epoch blows up and the rest is guessing; or answers are learned while the loss never falls from ${LIMITS.dear} times what they cost`,
  remedy: "Divide the learning rate by ten and compare.",
  settles: "budget",
  source: "Smith 2017, learning-rate range test; SageMaker Debugger WeightUpdateRatio",
  check,
};

/**
 * Measured where a lower rate was tried: it more than halves the error. Else suspected, from a loss that diverges,
 * blows up (in the first epoch too: five times the second, and little gained after it) or jumps; certain where a classifier
 * begins far above what guessing costs and guesses ever after.
 */
function check(observation: Observation): Outcome {
  const { evidence, history } = observation;
  const { frozen, rateProbes } = evidence;
  const explained = explainedVariance(evidence);
  if (explained !== undefined && explained >= WORKS) return clear({ explainedVariance: explained });
  const lower = rateProbes?.filter(({ factor }) => factor < 1) ?? [];
  if (lower.length > 0 && frozen !== undefined) {
    const best = lower.reduce((a, b) => b.testMse < a.testMse ? b : a);
    const facts = { testMse: frozen.testMse, factor: best.factor, testMseAtFactor: best.testMse };
    if (!(best.testMse < LIMITS.gain * frozen.testMse)) {
      return clear(facts, [speaksAgainst("learning rate", 1)]);
    }
    return found(
      "critical",
      `The learning rate is too high: at ${formatNumber(best.factor)} times the rate the error is ${
        formatNumber(best.testMse)
      }, ` +
        `not ${formatNumber(frozen.testMse)}`,
      facts,
      [speaksFor("learning rate", 3)],
    );
  }
  const thrown = guessing(history);
  if (thrown?.blownUp) {
    const { classes } = thrown, first = history.trainLoss.find((loss) => loss !== null)!;
    return found(
      "critical",
      `Blown up at the start: loss ${
        formatNumber(first)
      }, then no better than guessing among ${classes} classes ` +
        `(ln ${classes} = ${formatNumber(Math.log(classes))})`,
      { first, classes, since: epochOf(history, 0) },
      [speaksFor("learning rate", 2), speaksFor("initialisation", 1)],
    );
  }
  const tossed = tossedAbout(observation);
  if (tossed !== undefined) {
    const { level, accuracy } = tossed, rate = history.settings.learningRate;
    // updates that overshoot make no answers better
    if (hasRisen(accuracyOf(history, "train")!)) return dearButLearning(level, accuracy);
    return {
      ...found(
        "critical",
        `Learning rate too high${rate === undefined ? "" : ` (${formatNumber(rate)})`}: the loss stays near ${
          formatNumber(level)
        } and never falls, though ${
          formatPercent(accuracy)
        } of the answers are right (guessing among a thousand classes costs ${formatNumber(Math.log(1000))})`,
        { ...tossed, ...(rate === undefined ? {} : { learningRate: rate }) },
        [speaksFor("learning rate", 2)],
      ),
      remedy:
        "Divide the learning rate by ten or more, and start again; if the loss is a sum over the batch, take the mean first.",
    };
  }
  const signs = { divergence, "non-finite-loss": nonFiniteLoss, oscillation };
  // what held-out answers refute is no sign
  const seen = Object.entries(signs).filter(([name, rule]) => {
    const outcome = rule.check(observation);
    return outcome.status === "found" && outcome.severity !== "info" && outcome.facts.passes !== true &&
      outcome.facts.asRight !== true && !isRefuted(observation, name);
  }).map(([name]) => name);
  const stuck = blowsUpAndSticks(observation);
  if (stuck) seen.push("blow-up in the first epoch, flat ever after");
  const facts = {
    signs: seen.join(", "),
    ...(history.settings.learningRate === undefined ? {} : { learningRate: history.settings.learningRate }),
  };
  if (seen.length === 0) {
    return history.trainLoss.length < 5
      ? notTested("It takes 5 epochs, or the same run at a tenth of the rate.")
      : clear(facts);
  }
  const alone = seen.length === 1 && seen[0] === "oscillation";
  if (alone && isLog(history)) return clear(facts); // said by that rule already
  return found(
    alone ? "info" : "warning",
    `The learning rate may be too high (${seen.join(", ")}); a run at a tenth of it decides`,
    facts,
    alone ? [] : [speaksFor("learning rate", stuck ? 2 : 1)],
  );
}

/** Answers that get ever better beside a loss that stands far above them: something else is in it, or the rate is high. */
function dearButLearning(level: number, accuracy: number): Outcome {
  return {
    ...found(
      "warning",
      `The loss stays near ${formatNumber(level)} though the answers got better, ${
        formatPercent(accuracy)
      } of them right: it holds more than they cost`,
      { level, accuracy },
      [speaksFor("learning rate", 1)],
    ),
    remedy:
      "Log the parts of the loss by themselves: a penalty, an auxiliary term or a sum over the batch may outweigh the answers. If the answers alone cost as much, a tenth of the learning rate.",
  };
}

/**
 * A classifier that has learned something and whose loss is yet several times what it costs to guess among a thousand classes as
 * well as that, and was never lower than at first: each update overshoots.
 */
function tossedAbout(observation: Observation) {
  const { history } = observation, losses = finite(history.trainLoss);
  const shares = accuracyOf(history, "train") ?? [];
  if (!isLog(history) || shares.length < 5 || losses.length < 5 || hasSeveralTasks(history)) return undefined;
  const level = endLevel(losses), accuracy = endLevel(shares);
  const isDear = accuracy > LIMITS.aboveChance && level > LIMITS.dear * dearestLoss(accuracy, 1000);
  return isDear && lossNotDecreasing.check(observation).status === "found" ? { level, accuracy } : undefined;
}

/** Whether several losses, and answers of more than one kind, were logged: their sum costs what no one kind of answers does. */
function hasSeveralTasks(history: History): boolean {
  const losses = seriesOf(history, "loss term").filter(({ split }) => split === "train");
  return losses.length > 1 && metricsLike(history, ACCURACY, "train").length > 1;
}

/** Where the first epoch threw the weights so far off that the rest gains less than a quarter. */
function blowsUpAndSticks({ history }: Observation): boolean {
  // a regression that settles within an epoch looks the same: a log's accuracy decides above
  if (isLog(history)) return false;
  const { values } = shapePoints(history);
  return startsWithBlowUp(values) && median(tail(values) as number[]) > LIMITS.stuck * values[1];
}
