import { hasRisen } from "../../guessing.ts";
import {
  ACCURACY,
  asShares,
  endLevel,
  finite,
  leadingMetric,
  metricsLike,
  shareRight,
} from "../../logged.ts";
import type { History, Observation, Outcome, Rule } from "../../records.ts";
import {
  highest,
  indexOfLowest,
  isLog,
  lossNames,
  lowest,
  neighbourMedians,
  tail,
  trendPValue,
} from "../../series.ts";
import { formatNumber, formatPercent } from "../../../text/mod.ts";
import { isErratic } from "../erratic_validation.ts";
import { clear, found, levelOf, notTested, speaksAgainst, speaksFor } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("memorising"), GAP = limitsOf("generalisation-gap").times;

/** A network can learn any labels by heart; what holds for other rows it learns only if labels belong to their inputs. */
export const memorising: Rule = {
  name: "memorising",
  watches: "training loss or accuracy, validation accuracy or AUC against chance",
  predicate: `training falls ${formatPercent(LIMITS.fallen)} below its start or ln K (${
    formatPercent(LIMITS.fallenSteadily)
  } when steadily, over 10 epochs), validation accuracy under ${LIMITS.accuracyMost}/K, with no rise that is more than noise, and loss above ${LIMITS.heldOutLeast} ln K; or training accuracy gains ${LIMITS.accuracyGained} (or is above ${LIMITS.atOnce} from the first epoch on, beside under ${LIMITS.atOnceLeft}) while validation stands still under half of it, never ${LIMITS.everAbove} times as often right as at its end; or AP, F1 or IoU ends under ${LIMITS.nothing} after ${LIMITS.whole} evaluations, the held-out loss past its best, the training loss under half; or, where no held-out loss was logged, is under ${LIMITS.hardlyRight} in each of ${LIMITS.several} evaluations or more, the training loss of ${LIMITS.whole} entries under half; or under ${LIMITS.hardlyRight} are right beside a held-out loss that only rises; or accuracies of two classes are those of one answer in ${
    formatPercent(LIMITS.answersAlike)
  } of the evaluations; or a relative error (MAPE) falls under ${LIMITS.fitted} in training and is over ${LIMITS.unlearned} in every evaluation`,
  remedy:
    "Look at twenty rows of both sets beside their labels: shuffled, shifted by one, mapped or scaled differently? Is the model evaluated in evaluation mode?",
  source: "Zhang, Bengio, Hardt, Recht and Vinyals 2017, fitting random labels",
  readsSeries: true,
  settles: "all shapes",
  check,
};

function check({ history }: Observation): Outcome {
  const train = finite(history.trainLoss), held = finite(history.heldOutLoss ?? []);
  const byMetrics = fromAccuracies(history) ?? oneAnswer(history) ?? fromShare(history) ??
    fromRelativeError(history);
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
    : shares.length > 0 && !hasRisen(shares) && classes >= 2 && classes <= 1000 &&
      endLevel(shares) < limit / classes && !hadLearned(shares) &&
      endLevel(shares) > LIMITS.accuracyLeast / classes;
  // at chance in the middle of its jumps it was right in others
  if (isErratic(history)) return clear({ erratic: true });
  const facts = { classes, trainFallen: fallen, accuracy: shares.length > 0 ? endLevel(shares) : null };
  if (!(learned && atChance && endLevel(held) > Math.log(Math.max(2, classes)) * LIMITS.heldOutLeast)) {
    return clear(facts);
  }
  return found(
    "critical",
    `Training rows are learned by heart and nothing of it holds for others: training loss ${
      formatNumber(train[0])
    } -> ${levelOf(endLevel(train), train)}, validation ${
      auc
        ? `AUC ${levelOf(endLevel(auc.values), auc.values)}`
        : `accuracy ${levelOf(endLevel(shares), shares)}, what guessing among ${classes} gives`
    }: do the labels belong to their inputs?`,
    facts,
    [speaksFor("data", 3), speaksAgainst("capacity", 2), speaksAgainst("training budget", 3)],
  );
}

/**
 * Whether numbers are predicted whose error is told as a share of them: 1 (100 per cent) is what the answer 0 costs, so that held-out rows
 * that never come far under it were never learned, whatever else of them was best at some place.
 */
function fromRelativeError(history: History): Outcome | undefined {
  const [unseen, seen] = [["validation", "test"], ["train"]].map((splits) =>
    metricsLike(history, RELATIVE_ERROR).find(({ split }) => splits.includes(split))
  );
  const [others, own] = [unseen, seen].map((metric) => asShares(metric?.values ?? []));
  if (unseen === undefined || others.length < LIMITS.several || own.length < LIMITS.several) return undefined;
  const isFitted = endLevel(own) < LIMITS.fitted && endLevel(own) < LIMITS.fitted * own[0];
  if (!isFitted || !(lowest(others) > LIMITS.unlearned)) return undefined;
  return {
    ...found(
      "critical",
      `Nothing of what is learned holds for the ${unseen.split} rows: ${seen?.name} ${
        formatNumber(seen?.values[0] ?? NaN)
      } -> ${formatNumber(endLevel(seen?.values ?? []))}, ${unseen.name} never under ${
        formatNumber(lowest(unseen.values))
      }, about what the answer 0 to every row costs`,
      { relativeError: lowest(others), trainError: endLevel(own) },
      [speaksFor("data", 3), speaksAgainst("capacity", 2), speaksAgainst("training budget", 3)],
    ),
    called: "TRAINING LEARNS, UNSEEN ROWS DO NOT",
    remedy:
      "Evaluate some training rows the way the held-out ones are. If they come out as badly, it is the evaluation: scale inputs and targets there with the numbers of the training rows, and scale predictions back alike. If they come out well, the rows differ: compare twenty of both, and split anew.",
  };
}

/** What the error of numbers as a share of them is called. */
const RELATIVE_ERROR = /mape|percentage_error/;

/** Whether next to nothing is found in held-out rows after a whole training that fitted its own, and no more is to come. */
function fromShare(history: History): Outcome | undefined {
  const right = shareRight(history),
    train = finite(history.trainLoss),
    held = finite(history.heldOutLoss ?? []);
  if (right === undefined) return undefined;
  if (history.heldOutLoss === undefined) {
    const shares = asShares(leadingMetric(history, "validation", "test")?.values ?? []);
    const isNone = FOUND.test(right.name.toLowerCase()) && shares.length >= LIMITS.several &&
      shares.every((share) => share < LIMITS.hardlyRight);
    const isFitted = train.length >= LIMITS.whole && 1 - endLevel(train) / train[0] > LIMITS.halved;
    return isNone && isFitted ? nothingHolds(history, right) : undefined;
  }
  if (held.length < LIMITS.several) return undefined;
  const best = indexOfLowest(held), fallen = 1 - endLevel(train) / train[0];
  const isGap = endLevel(held) > GAP * endLevel(train);
  const isWhole = held.length >= LIMITS.whole && FOUND.test(right.name.toLowerCase()) &&
    best < held.length - tail(held).length;
  const isFitted = right.share < LIMITS.nothing && isWhole && fallen > LIMITS.halved;
  // answers that are next to never right, beside a loss that only rises, rise from nothing to nothing
  const onlyRises = right.share < LIMITS.hardlyRight && best < held.length / 3 &&
    endLevel(held) > held[0] && trendPValue(held.slice(best), "up") < LIMITS.byChance &&
    fallen > LIMITS.fallen;
  return (isFitted || onlyRises) && !isGap ? nothingHolds(history, right) : undefined;
}

function nothingHolds(history: History, right: { readonly name: string; readonly share: number }): Outcome {
  const train = finite(history.trainLoss);
  return found(
    "critical",
    `Next to nothing of what is learned holds for the ${lossNames(history).heldOut.split(" ")[0]} rows: ` +
      `training loss ${formatNumber(train[0])} -> ${levelOf(endLevel(train), train)}, ${right.name} ends at ${
        formatNumber(right.share, 2)
      }`,
    { trainFallen: 1 - endLevel(train) / train[0], share: right.share },
    [speaksFor("data", 2), speaksAgainst("training budget", 1)],
  );
}

/**
 * Whether a classifier of two classes gives all held-out rows one answer, now this and now that: the accuracy is the share of the one
 * class or that of the other, which sum to one, while training rows are answered right.
 */
function oneAnswer(history: History): Outcome | undefined {
  const judge = metricsLike(history, ACCURACY, "validation", "test")[0];
  const own = metricsLike(history, ACCURACY, "train")[0];
  if (judge === undefined || own === undefined) return undefined;
  const shares = asShares(judge.values), seen = endLevel(asShares(own.values));
  if (shares.length < LIMITS.answersFewest || !(seen > LIMITS.learned)) return undefined;
  const counts = new Map<string, number>();
  for (const share of shares.map((share) => share.toFixed(3))) {
    counts.set(share, (counts.get(share) ?? 0) + 1);
  }
  const [[most] = []] = [...counts].toSorted(([, a], [, b]) => b - a);
  const one = Number(most), isOne = (share: number) => Math.abs(share - one) < LIMITS.sameShare;
  const isOther = (share: number) => Math.abs(share - (1 - one)) < LIMITS.sameShare;
  const both = shares.some(isOther) && Math.abs(one - 0.5) > LIMITS.sameShare;
  const constant = shares.filter((share) => isOne(share) || isOther(share)).length;
  if (!both || constant < LIMITS.answersAlike * shares.length) return undefined;
  return {
    ...found(
      "critical",
      `${judge.name} is ${formatNumber(one)} or ${
        formatNumber(1 - one)
      }, which sum to 1, in ${constant} of ${shares.length} evaluations: all held-out rows get one answer, while training accuracy ends at ${
        formatNumber(seen)
      }`,
      { share: one, trainAccuracy: seen },
      [speaksFor("data", 2)],
    ),
    called: "UNSEEN ROWS GET ONE ANSWER",
    remedy:
      "Look at the predictions for held-out rows, and at those for training rows in evaluation mode: statistics of batch normalisation, preprocessing. Then more rows of both classes, a lower rate or frozen lower layers.",
  };
}

/** Whether held-out answers were far better for a while than they are at the end: what was learned and lost again is no chance throughout. */
function hadLearned(shares: readonly number[]): boolean {
  return highest(neighbourMedians(shares)) > LIMITS.everAbove * endLevel(shares);
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
  const neverRight = others.every((share) => share < LIMITS.everRight * seen) && !hadLearned(others);
  const standsStill = neverRight && unseen < others[0] + LIMITS.gainedMost &&
    trendPValue(others, "up") > LIMITS.byChance;
  // what follows the order of its rows is right about them from the first epoch on
  const atOnce = lowest(own) > LIMITS.atOnce && unseen < LIMITS.atOnceLeft;
  const learns = seen - own[0] > LIMITS.accuracyGained || atOnce;
  if (!(learns && unseen < LIMITS.behind * seen && standsStill)) return undefined;
  const outcome = found(
    "critical",
    `Nothing of what is learned holds for the ${judge.split} rows: training accuracy ` +
      `${formatNumber(own[0])} -> ${formatNumber(own[own.length - 1])}, there ${
        formatNumber(unseen)
      } throughout`,
    { trainAccuracy: seen, heldOutAccuracy: unseen, since: 1 },
    [speaksFor("data", 3), speaksAgainst("capacity", 2), speaksAgainst("training budget", 3)],
  );
  return atOnce ? { ...outcome, remedy: ORDER } : outcome;
}

const ORDER =
  "Look at the labels of one epoch in their order: sorted by class, a network follows them and is right without having learned anything, so shuffle the rows each epoch (shuffle=True). If they are mixed, look at twenty rows of both sets beside their labels: class numbers mapped or scaled differently, evaluation mode?";
