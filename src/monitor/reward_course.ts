/**
 * How a reward went: what it began with, what it came to, and where it was highest. Single rewards are noisy; levels are
 * medians of a window.
 *
 * @module
 */
import { max, median, min } from "simple-statistics";
import { isMeanReward, leadingReward } from "./logged.ts";
import { once } from "./once.ts";
import type { History } from "./records.ts";
import {
  condense,
  loggedPoints,
  neighbourMedians,
  noise,
  type Points,
  tail,
  theilSenSlope,
  trendPValue,
} from "./series.ts";
import { limitsOf } from "./thresholds.ts";

const LIMITS = limitsOf("reward-course");

/** Rewards beyond these are averaged in bins. */
const LONGEST = 500;

/** What became of a reward. */
export type RewardState =
  /** Few rewards, and the noise of one is as large as all that they moved. */
  | "unclear"
  /** It ends where it began. */
  | "flat"
  /** It has lost much of its rise. */
  | "fallen"
  /** It has lost much of its rise several times, and come back. */
  | "unstable"
  /** It sank, and has not come back above what it began with. */
  | "no better"
  /** It rose, and has stood still for half of the run or more. */
  | "plateau"
  /** It rose, and its noise hides whether it still does. */
  | "open"
  | "risen";

/** The course of one reward. */
export interface RewardCourse {
  readonly name: string;
  readonly state: RewardState;
  /** First and last value as they were logged. */
  readonly first: number;
  readonly last: number;
  /** Level of the first three and of the last window, the highest and the lowest, and where those are. */
  readonly begins: number;
  readonly ends: number;
  readonly peak: number;
  readonly peakAt: number;
  readonly low: number;
  readonly lowAt: number;
  /** Where it came to the level that it has kept. */
  readonly levelSince: number;
  /** How often it lost much of its rise. */
  readonly collapses: number;
  /** Whether it gains nothing more within the second half. */
  readonly levelsOff: boolean;
  /** Share of its rise that it has lost since it was highest; 0 within its noise. */
  readonly lost: number;
  /** Whether its plateau ends at one and the same value, its highest. */
  readonly atCeiling: boolean;
  /** What one reward differs from its neighbours by. */
  readonly noise: number;
  /** Logged values that the highest level is the median of; 1 for a reward that is a mean of episodes already, or ends at its highest. */
  readonly window: number;
}

/**
 * The course of the reward that leads; `undefined` where there are fewer values than a trend takes.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const values = Array.from({ length: 40 }, (_, i) => Math.min(10 * i, 100));
 * const at = values.map((_, i) => 1000 * (i + 1));
 * const reward = { name: "reward", role: "reward", split: "train", better: "higher", at, values } as const;
 * const history = { format: "", unit: "step", trainLoss: [], settings: {}, notes: [], series: [reward] } as const;
 * assertEquals([courseOf(history)?.state, courseOf(history)?.peak], ["plateau", 100]);
 * ```
 */
export const courseOf = once((history: History): RewardCourse | undefined => {
  const reward = leadingReward(history);
  if (reward === undefined) return undefined;
  const logged = loggedPoints(reward), { values } = logged;
  if (values.length < LIMITS.fewest) return undefined;
  const kept = condense(logged, LONGEST), isMean = isMeanReward(reward.name);
  const measured = measure(values, kept.values, isMean);
  const { all, levels, window, jitter, begins, ends, low, reached, collapses, levelsOff, lost } = measured;
  const state = stateOf(measured), middle = Math.floor(window / 2);
  // what ends at its highest needs no neighbours to be believed
  const isSingle = isMean || values[values.length - 1] === max(values as number[]);
  const best = highest(isSingle ? logged : steadied(kept, window)), most = max(all as number[]);
  return {
    name: reward.name,
    state,
    first: values[0],
    last: values[values.length - 1],
    begins,
    ends,
    peak: best.level,
    peakAt: best.at,
    low,
    lowAt: kept.at[levels.indexOf(low) + middle],
    levelSince: kept.at[Math.min(reached + middle, all.length - 1)],
    collapses,
    levelsOff,
    lost,
    atCeiling: state === "plateau" && tail(all, 3).every((value) => value === most),
    noise: jitter,
    window: isSingle ? 1 : Math.round(window * values.length / all.length),
  };
});

/** What the state of a reward is read off: all that was logged, and the same averaged to at most {@linkcode LONGEST}. */
function measure(values: readonly number[], all: readonly number[], isMean: boolean) {
  const window = windowOf(all, LIMITS.window), levels = neighbourMedians(all, window);
  const jitter = noise(all) || Math.abs(median(all as number[])) / 100;
  const begins = median(values.slice(0, 3)), from = Math.min(begins, levels[0]);
  const ends = levels[levels.length - 1], top = max(levels as number[]), low = min(levels as number[]);
  const sunk = top - ends > LIMITS.noises * jitter ? top - ends : 0;
  const lost = sunk / Math.max(top - Math.min(from, ends), Math.abs(top) / 2, Number.MIN_VALUE);
  // the last level that was further from the end than a part of the rise
  const far = Math.max(LIMITS.level * (ends - from), LIMITS.noises * jitter);
  const reached = levels.findLastIndex((level) => Math.abs(level - ends) > far) + 1;
  const rise = Math.max(ends - from, Number.MIN_VALUE);
  const later = trendOf(all.slice(Math.floor(all.length / 2)), rise);
  // what rose for two thirds and has stood since levels off as well
  const latest = trendOf(all.slice(-Math.ceil(all.length / 3)), rise);
  const levelsOff = later.gain <= LIMITS.gain ||
    latest.gain <= LIMITS.gain && latest.most <= LIMITS.most;
  const collapses = collapsesOf(
    isMean ? neighbourMedians(all, windowOf(all, LIMITS.narrow)) : levels,
    LIMITS.noises * jitter,
  );
  return {
    values,
    all,
    levels,
    window,
    jitter,
    begins,
    from,
    ends,
    top,
    low,
    lost,
    reached,
    later,
    levelsOff,
    collapses,
  };
}

type Measured = ReturnType<typeof measure>;

/** Values that a level is the median of. */
function windowOf(all: readonly number[], share: number): number {
  return Math.max(3, Math.ceil(all.length * share));
}

function stateOf(measured: Measured): RewardState {
  const { values, all, levels, jitter, lost, reached, later, collapses } = measured;
  const isFew = values.length < LIMITS.few && spread(all) < LIMITS.fewNoises * jitter;
  if (isFew) return "unclear";
  if (isWorse(measured)) return "no better";
  if (lost > LIMITS.lost) return "fallen";
  if (!isRisen(measured)) return "flat";
  if (collapses >= LIMITS.collapses) return "unstable";
  const cameEarly = reached < levels.length * LIMITS.flat;
  if (!cameEarly || later.rises && later.gain > LIMITS.gain) return "risen";
  return later.most <= LIMITS.most ? "plateau" : "open";
}

/**
 * The trend of a part, of which bins are averaged so that neighbours tell of themselves alone: what it gains along it from one half to the other, what it
 * may gain in all at most (one in ten is more), both as shares of the whole rise, and whether it rises by more than chance.
 */
function trendOf(part: readonly number[], rise: number) {
  const { values } = condense({ at: part, values: part }, LIMITS.bins), count = values.length;
  const gain = theilSenSlope(values) * (count - 1), error = noise(values) * Math.sqrt(12 / count);
  return {
    gain: gain / 2 / rise,
    most: (gain + LIMITS.errors * error) / rise,
    rises: trendPValue(values, "up") < LIMITS.byChance,
  };
}

/** Whether it sank by more than the noise of one reward, and ends below what it began with and never left upwards. */
function isWorse({ values, begins, ends, top, low }: Measured): boolean {
  const single = noise(values);
  return begins - low > Math.max(LIMITS.noises * single, LIMITS.lost * Math.abs(begins)) &&
    ends < begins && top - begins < LIMITS.noises * single;
}

/** Whether it ends above its beginning by more than it wanders, with a trend; or by far more than all that it has moved since its first window. */
function isRisen({ all, levels, window, jitter, from, ends }: Measured): boolean {
  // what lies a window apart differs by this; a mean over the last episodes wanders though its neighbours are alike
  const wander = median(levels.slice(window).map((level, i) => Math.abs(level - levels[i])));
  const { values } = condense({ at: all, values: all }, LIMITS.bins);
  // along a trend that no chance makes, a rise may be less than one reward differs from the next by
  const along = theilSenSlope(values) * (values.length - 1);
  return along > LIMITS.wanders * wander && trendPValue(values, "up") < LIMITS.surely ||
    ends - levels[0] > Math.max(jitter, LIMITS.noises * wander) &&
      trendPValue(all, "up") < LIMITS.byChance ||
    ends - from > Math.max(LIMITS.noises * jitter, LIMITS.swings * spread(all.slice(window)));
}

function spread(values: readonly number[]): number {
  return max(values as number[]) - min(values as number[]);
}

/** The highest value, the first of equals, and where it is. */
function highest({ at, values }: Points) {
  const level = max(values as number[]);
  return { level, at: at[values.indexOf(level)] };
}

/** The median of each value's neighbourhood; it reaches over the ends no further than there are values, so that the last can be highest. */
function steadied({ at, values }: Points, window: number): Points {
  const before = Math.floor((window - 1) / 2);
  return {
    at,
    values: values.map((_, i) => median(values.slice(Math.max(0, i - before), i - before + window))),
  };
}

/** How often the reward lost much of what it had gained, and more than this, having come back in between. */
function collapsesOf(levels: readonly number[], least: number): number {
  let count = 0, top = levels[0], isDown = false;
  for (const level of levels) {
    const much = Math.max(LIMITS.lost * (top - levels[0]), least);
    if (level > top - much / 2) isDown = false;
    if (!isDown && level < top - much) {
      isDown = true;
      count++;
    }
    top = Math.max(top, level);
  }
  return count;
}
