/**
 * The levels of a reward, and how far noise alone moves them.
 *
 * @module
 */
import { max, median, min } from "simple-statistics";
import { condense, highest, lowest, luckOf, neighbourMedians } from "../series.ts";
import { limitsOf } from "../thresholds.ts";
import { type Judged, noiseOfMean } from "./running_mean.ts";
import { noiseOfShare, type TwoLevels } from "./two_levels.ts";

const LIMITS = limitsOf("reward-course");

/** Whether rewards are means of episodes, or of the last hundred, or single ones, or of a few values. */
export interface Kind {
  readonly isMean: boolean;
  readonly isRunning: boolean;
  readonly ofEpisodes: boolean;
  readonly isFlagged: boolean;
  /** Two levels that they come to by turns; how many are averaged to one. */
  readonly twoLevels?: TwoLevels | undefined;
  readonly each: number;
}

/** Entries that share their episodes, and what they wander by from one such number of entries to the next. */
export interface Sharing {
  readonly shared: number;
  /** The noise of one reward. */
  readonly jitter: number;
}

/** Levels of a reward, medians of `window` neighbours. */
export interface Levels extends Sharing {
  readonly levels: readonly number[];
  readonly window: number;
  /** Whether they are of a few single episodes, of which the luckiest is no level. */
  readonly isFew: boolean;
  /** Where it began, which may be above all levels, and the lower of that and the first of them. */
  readonly begins: number;
  readonly from: number;
  readonly ends: number;
  readonly top: number;
  readonly low: number;
  /** Noises that the highest of so many levels may lie above another by luck. */
  readonly noises: number;
  /** What levels swing by for longer than from one reward to the next. */
  readonly swing: number;
  /** Share of its rise that it has lost; 0 within its noise. */
  readonly lost: number;
  /** Distance from the end with which a level is another one, and the index since which none is. */
  readonly far: number;
  readonly reached: number;
}

/** Levels of a reward: where it began, was highest and lowest, ends, and since when it has been there. */
export function levelsOf(
  { values, apart }: Judged,
  all: readonly number[],
  { isRunning, ofEpisodes, isFlagged, twoLevels, each }: Kind,
): Levels {
  const window = windowOf(all, LIMITS.window), levels = neighbourMedians(all, window);
  const shared = apart * all.length / values.length;
  const jitter = Math.max(
    noiseOf(all, shared, isRunning) || Math.abs(median(all as number[])) / 100,
    isFlagged && twoLevels !== undefined ? noiseOfShare(twoLevels, each) : 0,
  );
  // a few at first that are far off are where it began, if they are no noise: of single episodes one that is not shows that they are
  const few = (isFlagged ? all : values).slice(0, 3), way = Math.sign(median(few) - levels[0]);
  const areOff = (ofEpisodes ? few : [median(few)]).every((value) =>
    way * (value - levels[0]) > LIMITS.noises * jitter
  );
  const begins = areOff ? median(few) : levels[0];
  const from = Math.min(begins, levels[0]);
  const ends = levels[levels.length - 1], top = highest(levels), low = lowest(levels);
  // the luckiest of a few single episodes, or the unluckiest, is no level that was lost
  const isFew = ofEpisodes && values.length < LIMITS.fewEpisodes;
  const noises = Math.max(
    isFew ? luckOf(values.length) : LIMITS.noises,
    luckOfLevels(all.length, window, shared),
  );
  const swing = swingOf(
    levels,
    window,
    isFew || twoLevels !== undefined ? 0 : luckOf(all.length / Math.max(window, shared)),
  );
  const sunk = top - ends > Math.max(noises * jitter, swing) ? top - ends : 0;
  const lost = sunk / Math.max(top - Math.min(from, ends), Math.abs(top) / 2, Number.MIN_VALUE);
  // the last level that was further from the end than a part of the rise
  const far = Math.max(LIMITS.level * (ends - from), LIMITS.noises * jitter);
  const reached = levels.findLastIndex((level) => Math.abs(level - ends) > far) + 1;
  return {
    levels,
    window,
    shared,
    jitter,
    isFew,
    begins,
    from,
    ends,
    top,
    low,
    noises,
    swing,
    lost,
    far,
    reached,
  };
}

/**
 * The noise of one reward. What stays at one value before the first reward is given tells nothing of it; of single rewards and evaluations
 * a part at the end tells more where they get noisier.
 */
function noiseOf(all: readonly number[], shared: number, isRunning: boolean): number {
  const moves = all.slice(all.findIndex((value) => value !== all[0]));
  const parts = isRunning ? [] : [2, 3].filter((part) => all.length >= LIMITS.few * part);
  return Math.max(
    ...[all, moves, ...parts.map((part) => all.slice(-all.length / part))].map((some) =>
      noiseOfMean(some, shared)
    ),
  );
}

/**
 * What the best of so many levels lies above another by how levels two windows apart differ, beside the pace at which they rise or fall: rewards
 * that swing for longer than from one to the next are noisier than their neighbours tell.
 */
function swingOf(levels: readonly number[], window: number, luck: number): number {
  const apart = Math.min(2 * window, levels.length >> 1);
  const steps = levels.slice(apart).map((level, i) => level - levels[i]);
  const pace = median(steps), differ = 1.4826 * median(steps.map((step) => Math.abs(step - pace)));
  return luck * differ / Math.SQRT2;
}

/** In noises of one reward, what the best of so many levels lies above another by luck; entries that share episodes are not many. */
export function luckOfLevels(count: number, window: number, shared: number): number {
  const alone = count / Math.max(window, shared);
  return (luckOf(alone) + 1) * (shared < 2 ? Math.min(1, LIMITS.ofMedian / Math.sqrt(window)) : 1);
}

/** Values that a level is the median of. */
export function windowOf(all: readonly number[], share: number): number {
  return Math.max(3, Math.ceil(all.length * share));
}

/** Means of so many neighbours that each tells of itself alone. */
export function binned(values: readonly number[], shared: number): readonly number[] {
  const alone = shared < 2 ? LIMITS.bins : Math.max(LIMITS.fewBins, Math.floor(values.length / shared));
  return condense({ at: values, values }, Math.min(LIMITS.bins, alone)).values;
}

export function spread(values: readonly number[]): number {
  return max(values as number[]) - min(values as number[]);
}
