import { median } from "simple-statistics";
import { classesOf, guessing } from "../../guessing.ts";
import { ACCURACY, asShares, endLevel, finite, leadingLoss, metricsLike, shareRight } from "../../logged.ts";
import type { Facts, History, Observation, Outcome, Rule } from "../../records.ts";
import { isLog, laterHalf, lowest, noise, shapePoints, trendPValue } from "../../series.ts";
import { formatNumber } from "../../../text/mod.ts";
import { belowThreshold, constantAnswer, ONE_ANSWER, oneAnswer } from "./one_answer.ts";
import { openSchedule } from "../course/schedule_not_over.ts";
import { learningRateTooLow } from "../course/learning_rate_too_low.ts";
import { clear, found, levelOf, notTested, speaksAgainst, speaksFor } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("chance-level");

/** Guessing has a price that is known beforehand: ln K of cross-entropy, 1/K of accuracy, 0.5 of AUC. */
export const chanceLevel: Rule = {
  name: "chance-level",
  watches: "loss against ln K, accuracy against 1/K, AUC against 0.5",
  predicate:
    `the loss settles within ${LIMITS.near} of ln K (of a K that the file states also without accuracies) and every accuracy within ${LIMITS.accuracyLeast} to ${LIMITS.accuracyMost} of 1/K; AUC within ${LIMITS.aucNear} of 0.5; the loss no lower than ln K and every accuracy at 1/K; accuracies alone within ${LIMITS.ofTwo} of 0.5; a contrastive loss at ln of a power of two; a loss at 0.25 (or, of squares, 1), which one answer to targets of 0 and 1 (of variance 1) costs, in all of the last fifth; a held-out accuracy or overlap (IoU, Dice) the same to the last digit in ${LIMITS.constant} evaluations; or F1, recall or precision below ${LIMITS.nothingFound} beside an accuracy above ${LIMITS.majority}`,
  remedy:
    "Fit one batch of 32 for 200 steps; if that fails the code is wrong: last layer and loss (softmax twice? logits?), labels, dead units, zero weights; then a tenth of the rate.",
  source: "cross-entropy of the uniform guess; Karpathy 2019, a recipe for training neural networks",
  readsSeries: true,
  settles: "all shapes",
  check,
};

function check(observation: Observation): Outcome {
  const { history } = observation;
  const losses = finite(history.trainLoss);
  if (isLog(history) && history.trainLoss.length === 0 && history.heldOutLoss === undefined) {
    return withoutLoss(history);
  }
  if (!isLog(history) || losses.length < 3) {
    return notTested("Log loss and accuracy of 3 epochs.");
  }
  const level = endLevel(losses), stated = statedClasses(history, losses);
  const classes = stated ?? classesOf(level, LIMITS.near);
  const logged = metricsLike(history, ACCURACY);
  const accuracies = logged.map(({ values }) => endLevel(asShares(values)));
  const areGuesses = (classes: number) => logged.every(({ values }) => isGuessing(values, classes));
  const aucs = metricsLike(history, /auc|auroc/).map(({ values }) => endLevel(values));
  const facts = { level, ...(classes === undefined ? {} : { classes, lnClasses: Math.log(classes) }) };
  const evidence = [speaksFor("data", 2), speaksFor("initialisation", 1), speaksAgainst("regularisation", 3)];
  // a training loss that came far down was learned by heart, which is another fault
  const fallen = 1 - level / losses[0];
  if (
    aucs.length > 0 && aucs.every((auc) => Math.abs(auc - 0.5) < LIMITS.aucNear) && level > LIMITS.dear &&
    fallen < LIMITS.aucFallen
  ) {
    return found(
      "critical",
      `Stuck at chance: AUC ${formatNumber(aucs[0])}, loss ${levelOf(level, losses)}${
        classes ? ` = ln ${classes}` : ""
      }: no better than guessing${
        metricsLike(history, /auc|auroc/, "train").length > 0 ? ", in training too" : ""
      }`,
      facts,
      evidence,
    );
  }
  const { nothing = [], something = [] } = Object.groupBy(
    metricsLike(history, /f1|recall|precision|mcc|matthews|kappa/).filter(({ values }) => values.length >= 5),
    ({ values }) =>
      finite(values).every((value) => Math.abs(value) < LIMITS.nothingFound) ? "nothing" : "something",
  );
  // of several classes one may never be found while the others are
  const finds = something.some(({ values }) =>
    endLevel(asShares(values)) - asShares(values)[0] > LIMITS.finds
  );
  if (
    nothing.length > 0 && !finds && accuracies.length > 0 &&
    accuracies.every((share) => share > LIMITS.majority)
  ) {
    const ranks = aucs.find((auc) => auc > LIMITS.ranks);
    if (ranks !== undefined) return belowThreshold(nothing[0], ranks);
    const outcome = found(
      "critical",
      `One answer to everything: ${nothing[0].name} stays at 0 while accuracy is ${
        formatNumber(accuracies[0])
      }, the share of the largest class`,
      { ...facts, accuracy: accuracies[0] },
      [speaksFor("data", 2)],
    );
    return { ...outcome, called: ONE_ANSWER, remedy: COUNT };
  }
  // what had learned before and came back to chance is no network that learns nothing
  const hadLearned = lowest(losses) < LIMITS.learned * level;
  const guess = guessing(history), price = Math.log(guess?.classes ?? NaN);
  const isPriced = classes !== undefined && areGuesses(classes);
  const neverBelow = losses.every((loss) => loss > LIMITS.learned * price);
  if (
    guess !== undefined && !guess.blownUp && !isPriced && neverBelow && !isLearning(history) &&
    level >= LIMITS.aboveGuessing * price && level < LIMITS.blownUp * price && !isSlow(observation)
  ) {
    const outcome = found(
      "critical",
      `Stuck at chance: accuracy ${
        formatNumber(accuracies[0])
      } is that of guessing among some ${guess.classes} classes, ` +
        `which costs about ${formatNumber(price)}; the loss is ${levelOf(level, losses)}`,
      { ...facts, classes: guess.classes, lnClasses: price, since: history.at?.[0] ?? 1 },
      [speaksFor("learning rate", 2), speaksFor("data", 1)],
    );
    const rate = highestRate(history);
    const isGentle = rate <= ADAM && comesDown(losses);
    return { ...outcome, remedy: isSmall(rate) ? ofSmallRate(rate) : isGentle ? GENTLE : SHAKEN };
  }
  const pairs = pairsOf(history, losses);
  if (pairs !== undefined && !isAboveGuessing(history, pairs)) {
    const outcome = found(
      "critical",
      `Stuck at chance: ${leadingLoss(history, "train")?.name} ${
        formatNumber(level)
      } = ln ${pairs}, what guessing among ${pairs} pairs of a batch costs`,
      { ...facts, classes: pairs, lnClasses: Math.log(pairs) },
      evidence,
    );
    return { ...outcome, remedy: PAIRS };
  }
  const answer = constantAnswer(history, losses);
  if (answer !== undefined && !hadLearned && areGuesses(2) && !isAboveGuessing(history, 2)) {
    const outcome = found(
      "warning",
      `One answer to everything: the loss stays at ${formatNumber(level)}, what ${answer.says}`,
      { ...facts, answer: answer.cost },
      [speaksFor("initialisation", 1), speaksAgainst("regularisation", 3)],
    );
    return { ...outcome, called: ONE_ANSWER, remedy: OUTPUTS };
  }
  if (classes === undefined || stated === undefined && classes > LIMITS.classesMost || hadLearned) {
    return oneAnswer(observation, facts);
  }
  const atChance = accuracies.length > 0 && areGuesses(classes);
  const settled = losses.slice(Math.min(2, losses.length - 2));
  const flat = Math.max(...settled.slice(0, 5)) - level < LIMITS.flat * level;
  // what costs that much without anything to see it by may be any other loss that stands
  const isUnwatched = accuracies.length === 0 && shareRight(history) === undefined && stated === undefined;
  if (isUnwatched && Math.abs(level - Math.log(classes)) > LIMITS.nearUnwatched) {
    return oneAnswer(observation, facts);
  }
  if (
    !flat ||
    !(atChance ||
      accuracies.length === 0 && (stated !== undefined || classes <= LIMITS.classesUnwatched) &&
        !isAboveGuessing(history, classes) &&
        losses[0] - level < LIMITS.unwatched * level)
  ) {
    return oneAnswer(observation, facts);
  }
  // thrown there by the first steps, or crawling away from it: that is the rate's doing
  if (guess?.blownUp || isSlow(observation)) return clear(facts);
  if (isUnwatched) return asked(losses[0], level, classes, facts);
  const constant = accuracies.length > 0
    ? `, accuracy ${formatNumber(accuracies[0])}: it answers the same to everything`
    : "";
  const outcome = found(
    "critical",
    `Stuck at chance: loss ${formatNumber(losses[0])} -> ${
      levelOf(level, losses)
    } = ln ${classes}, what guessing among ${classes} classes${
      stated === undefined ? "" : ", as many as the file states,"
    } costs${constant}`,
    facts,
    evidence,
  );
  const rate = highestRate(history);
  if (isSmall(rate)) return { ...outcome, remedy: ofSmallRate(rate) };
  return rate < LIMITS.rate ? outcome : { ...outcome, remedy: `${ofRate(rate)} ${chanceLevel.remedy}` };
}

/** The classes that the file states, where the loss is at the logarithm of their number to the end and is not on its way from it. */
function statedClasses(history: History, losses: readonly number[]): number | undefined {
  const { classes = NaN } = history.settings;
  const price = Math.log(classes);
  const isThere = Math.abs(endLevel(losses) - price) < Math.max(LIMITS.near, LIMITS.statedNear * price);
  return isThere && losses.length >= LIMITS.statedFewest && openSchedule(history)?.warmsUp !== true &&
      !isLearning(history)
    ? classes
    : undefined;
}

function highestRate({ learningRate = [], settings }: History): number {
  return Math.max(settings.learningRate ?? 0, ...finite(learningRate).slice(0, LIMITS.longest));
}

/** SGD bears a rate that sends Adam's weights astray, and a log seldom says which it was. */
function ofRate(rate: number): string {
  return `The rate is ${formatNumber(rate)}, for Adam ${
    Math.round(rate / ADAM)
  } times its default: with Adam try ${ADAM} before anything else (SGD bears more).`;
}

function isSmall(rate: number): boolean {
  return rate > 0 && rate <= LIMITS.rateSmall;
}

/** Whether a loss comes down to what guessing costs, smoothly: no rate has thrown it there. */
function comesDown(losses: readonly number[]): boolean {
  return trendPValue(losses, "down") < LIMITS.byChance &&
    losses[0] - endLevel(losses) > LIMITS.gentle * noise(losses);
}

/** With what is small already nothing is thrown far off, but for weights that were trained before. */
function ofSmallRate(rate: number): string {
  return `Labels and inputs first: look at ten rows as the network gets them. Then fit one batch of 32 for 200 steps: if that fails, last layer or loss are wrong; else ten times the rate, for ${
    formatNumber(rate)
  } is small already (too high at most for weights that were trained before).`;
}

/** Rate that Adam takes by default (Kingma and Ba 2015). */
const ADAM = 1e-3;

/** Many classes have low accuracies and a dear loss while they are learned: those that are rise, and it falls. */
function isLearning(history: History): boolean {
  const losses = shapePoints(history).values;
  return trendPValue(laterHalf(losses), "down") < LIMITS.byChance ||
    metricsLike(history, ACCURACY).some(({ values }) =>
      trendPValue(finite(values).slice(-LIMITS.longest), "up") < LIMITS.byChance
    );
}

/** Whether another measure of held-out answers than accuracy is well above what guessing gives: then a loss that costs as much is none. */
function isAboveGuessing(history: History, classes: number): boolean {
  const right = shareRight(history);
  return right !== undefined && right.share * classes > LIMITS.above;
}

/** Crawling away from chance is the rate's doing. */
function isSlow(observation: Observation): boolean {
  return learningRateTooLow.check(observation).status === "found";
}

/** Accuracies alone, which stay at one half from the first to the last on all rows. */
function withoutLoss(history: History): Outcome {
  const accuracies = metricsLike(history, ACCURACY).map(({ values }) => asShares(values));
  if (accuracies.length === 0 || accuracies.some(({ length }) => length < 5)) {
    return notTested("Log loss and accuracy of 5 epochs.");
  }
  const levels = accuracies.flatMap((
    shares,
  ) => [median(shares.slice(0, 3)), median(shares), endLevel(shares)]);
  const facts = { level: levels[levels.length - 1], classes: 2 };
  if (!levels.every((level) => Math.abs(level - 0.5) < LIMITS.ofTwo)) return clear(facts);
  return found(
    "critical",
    `Stuck at chance: accuracy ${formatNumber(levels[0])} at first, ${
      formatNumber(levels[2])
    } at the end, what guessing between two classes gives`,
    facts,
    [speaksFor("data", 2), speaksAgainst("regularisation", 3)],
  );
}

/** Pairs of a batch among which a contrastive loss says that nothing but guessing is done, to the end. */
function pairsOf(history: History, losses: readonly number[]): number | undefined {
  if (
    !/contrastive|info_?nce|nt_?xent|simclr|moco|clip_loss/i.test(leadingLoss(history, "train")?.name ?? "")
  ) {
    return undefined;
  }
  const part = (from: number, to: number) =>
    losses.slice(Math.floor(from * losses.length), Math.ceil(to * losses.length));
  const levels = [median(part(0.2, 0.4)), median(part(0.5, 1)), endLevel(losses)];
  const pairs = 2 ** Math.round(levels[2] / Math.LN2);
  const isNear = levels.every((level) => Math.abs(level / Math.log(pairs) - 1) < LIMITS.contrastive);
  return pairs >= 4 && isNear ? pairs : undefined;
}

/** A loss that stands at what guessing costs, where no answers were counted. */
function asked(first: number, level: number, classes: number, facts: Facts): Outcome {
  return {
    ...found(
      "warning",
      `The loss stands where guessing among ${classes} classes would (${formatNumber(first)} -> ${
        formatNumber(level)
      }, ln ${classes} = ${formatNumber(Math.log(classes))}), and no accuracy was logged that says otherwise`,
      { ...facts, asked: true },
      [speaksFor("data", 1), speaksFor("initialisation", 1)],
    ),
    called: "LOSS AT WHAT GUESSING COSTS: DOES IT LEARN?",
    remedy: `If it is a classifier of ${classes} classes: ${chanceLevel.remedy[0].toLowerCase()}${
      chanceLevel.remedy.slice(1)
    } Else log what its answers are worth.`,
  };
}

const GENTLE =
  "Labels and inputs first: look at ten rows as the network gets them. Then fit one batch of 32 for 200 steps: if that fails, last layer, loss or labels are wrong; if it succeeds, raise the rate (three times, then ten) and train far longer: the loss comes down slowly and smoothly.";
const SHAKEN =
  "A tenth of the learning rate, and rows shuffled each epoch; if it stays so, fit one batch of 32 for 200 steps: then labels, last layer or loss are wrong.";
const PAIRS =
  "Check that each row meets its own pair (shuffled alike), that both towers get gradients, the temperature, and a lower rate with warm-up; then fit one batch of pairs.";
const COUNT =
  "Count the rows of each class; weigh the loss by class or sample them evenly, and judge by F1, not by accuracy.";
const OUTPUTS =
  "Look at the answers to a few rows: are they all the same? Then fit two rows with different targets: if that fails, no update reaches the weights or the inputs do not (dead units, saturated outputs, frozen layers); else another start, a higher rate or more units.";

/** Whether an accuracy ends at that of guessing; of many classes one that never is above 1, nor rises, may mean per cent. */
function isGuessing(values: readonly number[], classes: number): boolean {
  const most = classes === 2 ? LIMITS.accuracyMostOfTwo : LIMITS.accuracyMost;
  const near = (value: number) => value * classes > LIMITS.accuracyLeast && value * classes < most;
  const share = endLevel(asShares(values));
  if (near(share) || classes <= LIMITS.classesMany) return near(share);
  const mayBePercent = finite(values).every((value) => value <= 1) &&
    trendPValue(finite(values).slice(-LIMITS.longest), "up") >= LIMITS.byChance;
  return mayBePercent && near(share / 100);
}
