/**
 * What more training of the same kind would give.
 *
 * @module
 */
import { endLevel, finite, shareRight } from "../monitor/logged.ts";
import { isUnprobed } from "../monitor/kind.ts";
import type { History } from "../monitor/mod.ts";
import { endsWithItsRate, isScheduleOver } from "../monitor/rules/course/stopped_while_improving.ts";
import { highest, unitOf } from "../monitor/series.ts";
import { isTrainingAlone } from "./log_extent.ts";
import { limitsOf } from "../monitor/thresholds.ts";
import { isBoosted, isTransformer } from "../monitor/tools.ts";

const LIMITS = limitsOf("quiet-course");

/** What a run needs that still improved as its rate ran out. */
export const LONGER = "train again with a longer schedule: the rate had run out, and the run still improved.";

/** What more of the same would give. */
export function more(history: History, isMuch: boolean): string {
  const unit = unitOf(history);
  const what = isBoosted(history) ? "trees" : history.unit === "epoch" ? `${unit}s` : "training";
  // at a rate that has come down to its end more of the same gives nothing
  if (isScheduleOver(history)) {
    return isMuch
      ? LONGER
      : enough(history, "the rate has run out, and a longer schedule would give a little more");
  }
  if (isMuch && endsWithItsRate(history)) return LONGER;
  if (!isMuch && isLearnedByHeart(history)) {
    return enough(
      history,
      `the training rows are learned by heart: more ${what} of the same would give little`,
    );
  }
  if (!isMuch) return enough(history, `more ${what} of the same would give a little more`);
  if (findsLittle(history)) {
    return `look at ten held-out rows beside their labels and answers first: little is right yet, and the training loss hardly falls any more; then more ${what}.`;
  }
  return `more ${what} of the same would still help${
    isRateHeld(history) && wantsDecay(history) ? ", and so would a rate that comes down" : ""
  }.`;
}

/** How to train on what still gains: by what the rate did meanwhile. */
export function trainOn(history: History): string {
  if (endsWithItsRate(history)) return "train again with a longer schedule, the rate had run out";
  return wantsDecay(history) ? "train on, with a rate that comes down" : "train on";
}

/** Whether a rate that comes down may give something more: none is known that does, or is as small already as others end at. */
export function wantsDecay({ learningRate = [] }: History): boolean {
  const rates = finite(learningRate), last = rates[rates.length - 1];
  return rates.length === 0 || last > LIMITS.smallRate && (rates.length === 1 || last >= highest(rates));
}

/** Whether held-out answers are mostly wrong, though the training loss has come to stand: more of it is not what they lack. */
function findsLittle(history: History): boolean {
  const losses = finite(history.trainLoss), then = losses.slice(0, Math.ceil(2 * losses.length / 3));
  return losses.length >= LIMITS.fewest && (shareRight(history)?.share ?? 1) < LIMITS.littleRight &&
    endLevel(losses) > (1 - LIMITS.much) * endLevel(then);
}

/**
 * Whether little is right of held-out rows, and their loss is no higher than that of the rows that are trained on, which hardly falls any
 * more: then it is neither more of the same nor more rows that it lacks.
 */
export function underfits(history: History): boolean {
  const held = finite(history.heldOutLoss ?? []);
  return held.length > 0 && findsLittle(history) &&
    endLevel(held) < (1 + LIMITS.much) * endLevel(finite(history.trainLoss));
}

/** What it lacks then. */
export const UNDERFITS =
  "more of the same gives little, and so would more rows: those that it trains on are answered no better. Try a higher rate, or one that comes down later, and a larger model; look at twenty rows beside their labels.";

/** Whether next to nothing is left of the training loss. */
function isLearnedByHeart({ trainLoss }: History): boolean {
  const losses = finite(trainLoss);
  return endLevel(losses) > 0 && endLevel(losses) < LIMITS.byHeart * losses[0];
}

/** Whether the rate of a log was one and the same from the first entry to the last. */
function isRateHeld({ learningRate = [] }: History): boolean {
  const rates = finite(learningRate);
  return rates.length > 1 && rates.every((rate) => rate === rates[0]);
}

/** Where a level is known to be worth something nothing is to mend; else a baseline or its owner has to say. */
export function enough(history: History, gives: string): string {
  const right = shareRight(history)?.share;
  if (right !== undefined && right >= LIMITS.learned) return `nothing to mend; ${gives}.`;
  return `${gives}; ${
    right === undefined ? baselineTells(history) : "if that is not good enough, change rate, data or model"
  }.`;
}

/** What tells how good a level is, where no metric does. */
export function baselineTells(history: History): string {
  if (isUnprobed(history)) {
    return "what its features are worth, a probe tells (k-NN or linear, on labelled rows)";
  }
  const of = isOfNumbers(history) ? " (predict the mean)" : "";
  return `how good this level is, a simple baseline on the same rows tells${of}`;
}

/** Whether a loss began far above what any choice among words or classes costs: then it is the error of numbers. */
function isOfNumbers({ heldOutLoss = [] }: History): boolean {
  return finite(heldOutLoss)[0] > LIMITS.ofNumbers;
}

/** What is left to do where the best is past. */
export function pastBest(history: History): string {
  const better = isBoosted(history)
    ? "fewer leaves or less depth, more rows a leaf or a lower rate"
    : "augmentation, weight decay, dropout or more data";
  return `use the best checkpoint, more of the same would give little; for a better one ${better}, one at a time.`;
}

/** What training rows alone leave open. */
export function evaluate(history: History): string {
  return isUnprobed(history)
    ? "probe the frozen features of a few checkpoints on labelled rows (k-NN or a linear classifier): this loss tells neither what they are worth nor which are best."
    : "evaluate on held-out rows: nothing here tells whether they gain, nor which checkpoint is the best.";
}

/** The same in a few words, with what it tells. */
export function evaluateWhich(history: History, tells: string): string {
  return isUnprobed(history)
    ? `probe the frozen features (k-NN or linear, on labelled rows), which alone tells ${tells}`
    : `evaluate on held-out rows, which alone tell ${tells}`;
}

/** What a training loss asks for that had not come to stand when its rate ran out. */
export const ONLY_LONGER = "The rate has run out: to train on takes a longer schedule.";

/**
 * Whether nothing but the training loss of a fine-tuning is known, and next to nothing is left of it after rows came round again: most
 * often they are learned by heart by then, and only others would tell.
 */
export function isLearnedAgain(history: History): boolean {
  const losses = finite(history.trainLoss), { epochStarts = [] } = history;
  return isTransformer(history) && isTrainingAlone(history) && epochStarts.length >= LIMITS.rounds &&
    endLevel(losses) < LIMITS.learnedLoss;
}

/** What is told then: a longer schedule would only learn them further. */
export const FEWER =
  "evaluate the checkpoints on held-out rows, the early ones first: next to nothing is left of the training loss after the rows came round again, so they are likely learned by heart, and fewer epochs may do.";
