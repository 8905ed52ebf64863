import { ACCURACY, asShares, endLevel, finite, metricsLike, shareRight } from "../logged.ts";
import type { History, Observation, Outcome, Rule } from "../records.ts";
import { indexOfLowest, isLog, lossNames, lowest, tail, trendPValue } from "../series.ts";
import { formatNumber, formatPercent } from "../../text/mod.ts";
import { isErratic } from "./oscillation.ts";
import { clear, found, notTested, speaksAgainst, speaksFor } from "./outcome.ts";
import { limitsOf } from "../thresholds.ts";

const LIMITS = limitsOf("memorising"), GAP = limitsOf("generalisation-gap").times;

/** A network can learn any labels by heart; what holds for other rows it learns only if labels belong to their inputs. */
export const memorising: Rule = {
  name: "memorising",
  watches: "training loss or accuracy, validation accuracy or AUC against chance",
  predicate: `training falls ${formatPercent(LIMITS.fallen)} below its start or ln K (${
    formatPercent(LIMITS.fallenSteadily)
  } when steadily, over 10 epochs), validation accuracy under ${LIMITS.accuracyMost}/K and loss above ${LIMITS.heldOutLeast} ln K; or training accuracy gains ${LIMITS.accuracyGained} while validation stands still under half of it; or AP, F1 or IoU ends under ${LIMITS.nothing} after ${LIMITS.whole} evaluations, the held-out loss past its best, the training loss under half`,
  remedy:
    "Look at twenty rows of both sets beside their labels: shuffled, shifted by one, mapped or scaled differently? Is the model evaluated in evaluation mode?",
  source: "Zhang, Bengio, Hardt, Recht and Vinyals 2017, fitting random labels",
  readsSeries: true,
  settles: "all shapes",
  check,
};

function check({ history }: Observation): Outcome {
  const train = finite(history.trainLoss), held = finite(history.heldOutLoss ?? []);
  const byMetrics = fromAccuracies(history) ?? fromShare(history);
  if (byMetrics !== undefined) return byMetrics;
  if (!isLog(history) || train.length < 4 || held.length < 4) {
    return notTested(
      "Log training and validation loss and validation accuracy of 4 epochs, or both accuracies of 8.",
    );
  }
  const classes = Math.round(Math.exp(lowest(held)));
  // below what guessing costs: a first epoch that blew up is nothing learned
  const fallen = 1 - endLevel(train) / Math.min(train[0], Math.log(Math.max(2, classes)));
  const learned = fallen > LIMITS.fallen ||
    train.length >= 10 && fallen > LIMITS.fallenSteadily && trendPValue(train, "down") < LIMITS.surely;
  const accuracy = metricsLike(history, ACCURACY, "validation", "test")[0];
  const auc = metricsLike(history, /auc|auroc/, "validation", "test")[0];
  const shares = accuracy === undefined ? [] : asShares(accuracy.values);
  const limit = classes === 2 ? LIMITS.accuracyMostOfTwo : LIMITS.accuracyMost;
  const atChance = auc !== undefined
    ? Math.abs(endLevel(auc.values) - 0.5) < LIMITS.aucNear
    : shares.length > 0 && classes >= 2 && classes <= 1000 && endLevel(shares) < limit / classes &&
      endLevel(shares) > LIMITS.accuracyLeast / classes;
  // at chance in the middle of its jumps it was right in others
  if (isErratic(history)) return clear({ erratic: true });
  const facts = { classes, trainFallen: fallen, accuracy: shares.length > 0 ? endLevel(shares) : null };
  if (!(learned && atChance && endLevel(held) > Math.log(Math.max(2, classes)) * LIMITS.heldOutLeast)) {
    return clear(facts);
  }
  return found(
    "critical",
    `Labels do not belong to their inputs: training loss ${formatNumber(train[0])} -> ${
      formatNumber(endLevel(train))
    }, validation ${
      auc
        ? `AUC ${formatNumber(endLevel(auc.values))}`
        : `accuracy ${formatNumber(endLevel(shares))}, chance among ${classes}`
    }: learned by heart`,
    facts,
    [speaksFor("data", 3), speaksAgainst("capacity", 2), speaksAgainst("training budget", 3)],
  );
}

/** Whether next to nothing is found in held-out rows after a whole training that fitted its own, and no more is to come. */
function fromShare(history: History): Outcome | undefined {
  const right = shareRight(history),
    train = finite(history.trainLoss),
    held = finite(history.heldOutLoss ?? []);
  if (right === undefined || !FOUND.test(right.name.toLowerCase()) || held.length < LIMITS.whole) {
    return undefined;
  }
  const isPastBest = indexOfLowest(held) < held.length - tail(held).length;
  const fallen = 1 - endLevel(train) / train[0];
  const isGap = endLevel(held) > GAP * endLevel(train);
  if (!(right.share < LIMITS.nothing && isPastBest && fallen > LIMITS.halved) || isGap) return undefined;
  return found(
    "critical",
    `Next to nothing of what is learned holds for the ${lossNames(history).heldOut.split(" ")[0]} rows: ` +
      `training loss ${formatNumber(train[0])} -> ${formatNumber(endLevel(train))}, ${right.name} ends at ${
        formatNumber(right.share, 2)
      }`,
    { trainFallen: fallen, share: right.share },
    [speaksFor("data", 2), speaksAgainst("training budget", 1)],
  );
}

/** Measures of what is found, for which nothing is chance. */
const FOUND = /map|(^|[/_])ap|f1|iou|dice/;

/** Whether the training rows are answered ever better and the others never: that needs no loss. */
function fromAccuracies(history: History): Outcome | undefined {
  const learner = metricsLike(history, ACCURACY, "train")[0];
  const judge = metricsLike(history, ACCURACY, "validation", "test")[0];
  if (learner === undefined || judge === undefined) return undefined;
  const own = asShares(learner.values), others = asShares(judge.values);
  if (others.length < 8) return undefined;
  const [seen, unseen] = [endLevel(own), endLevel(others)];
  // what was right in some evaluation has jumped since
  const neverRight = others.every((share) => share < LIMITS.everRight * seen);
  const standsStill = neverRight && unseen < others[0] + LIMITS.gainedMost &&
    trendPValue(others, "up") > LIMITS.byChance;
  if (!(seen - own[0] > LIMITS.accuracyGained && unseen < LIMITS.behind * seen && standsStill)) {
    return undefined;
  }
  return found(
    "critical",
    `Nothing of what is learned holds for the ${judge.split} rows: training accuracy ` +
      `${formatNumber(own[0])} -> ${formatNumber(own[own.length - 1])}, there ${
        formatNumber(unseen)
      } throughout`,
    { trainAccuracy: seen, heldOutAccuracy: unseen, since: 1 },
    [speaksFor("data", 3), speaksAgainst("capacity", 2), speaksAgainst("training budget", 3)],
  );
}
