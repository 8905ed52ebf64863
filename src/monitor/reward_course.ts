/**
 * How a reward went: what it began with, what it came to, and where it was highest. Single rewards are noisy; levels are
 * medians of a window.
 *
 * @module
 */
import { max, median, min } from "simple-statistics";
import { finite, isMeanReward, leadingReward } from "./logged.ts";
import type { History } from "./records.ts";
import { condense, noise, type Points, tail, trendPValue } from "./series.ts";
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
export function courseOf(history: History): RewardCourse | undefined {
  const reward = leadingReward(history);
  if (reward === undefined) return undefined;
  const known = reward.values.flatMap((value, i) => Number.isFinite(value) ? [i] : []);
  if (known.length < LIMITS.fewest) return undefined;
  const values = finite(reward.values), at = known.map((i) => reward.at[i]);
  const kept = condense({ at, values }, LONGEST), all = kept.values as number[];
  const window = Math.max(3, Math.ceil(all.length * LIMITS.window));
  const levels = levelsOf(all, window);
  const jitter = noise(all) || Math.abs(median(all)) / 100;
  const begins = median(values.slice(0, 3)),
    single = noise(values),
    early = levels[0],
    ends = levels[levels.length - 1];
  const top = max(levels), low = min(levels);
  const middle = Math.floor(window / 2);
  const isMean = isMeanReward(reward.name);
  // what ends at its highest needs no neighbours to be believed
  const isSingle = isMean || values[values.length - 1] === max(values as number[]);
  const best = isSingle ? highest({ at, values }, 1) : highest(kept, window);
  const from = Math.min(begins, early);
  const sunk = top - ends > LIMITS.noises * jitter ? top - ends : 0;
  const lost = sunk / Math.max(top - Math.min(from, ends), Math.abs(top) / 2, Number.MIN_VALUE);
  // the last level that was further from the end than a part of the rise
  const reached =
    levels.findLastIndex((level) =>
      Math.abs(level - ends) > Math.max(LIMITS.level * (ends - from), LIMITS.noises * jitter)
    ) +
    1;
  const later = all.slice(Math.floor(all.length / 2)), half = Math.ceil(later.length / 2);
  const gained = median(later.slice(-half)) - median(later.slice(0, half));
  const isFew = values.length < LIMITS.few && max(all) - min(all) < LIMITS.fewNoises * jitter;
  const isFallen = lost > LIMITS.lost;
  const isWorse = begins - low > Math.max(LIMITS.noises * single, LIMITS.lost * Math.abs(begins)) &&
    ends < begins && top - begins < LIMITS.noises * single;
  // what lies a window apart differs by this; a mean over the last episodes wanders though its neighbours are alike
  const wander = median(levels.slice(window).map((level, i) => Math.abs(level - levels[i])));
  const rest = all.slice(window);
  // a rise that was over within the first window is one if it is far more than all that the reward has moved since
  const isRisen =
    ends - early > Math.max(jitter, LIMITS.noises * wander) && trendPValue(all, "up") < LIMITS.byChance ||
    ends - from > Math.max(LIMITS.noises * jitter, LIMITS.swings * (max(rest) - min(rest)));
  const levelsOff = gained <= LIMITS.gain * (ends - from);
  const stands = reached < levels.length * LIMITS.flat &&
    (levelsOff || trendPValue(later, "up") >= LIMITS.byChance);
  const collapses = collapsesOf(
    isMean ? levelsOf(all, Math.max(3, Math.ceil(all.length * LIMITS.narrow))) : levels,
    LIMITS.noises * jitter,
  );
  const state = isFew
    ? "unclear"
    : isWorse
    ? "no better"
    : isFallen
    ? "fallen"
    : !isRisen
    ? "flat"
    : collapses >= LIMITS.collapses
    ? "unstable"
    : stands
    ? "plateau"
    : "risen";
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
    atCeiling: state === "plateau" && tail(all, 3).every((value) => value === max(all)),
    noise: jitter,
    window: isSingle ? 1 : Math.round(window * values.length / all.length),
  };
}

/** The highest level and where it is; a window reaches over the ends no further than there are values, so that the last can be highest. */
function highest({ at, values }: Points, window: number) {
  const before = Math.floor((window - 1) / 2);
  const levels = values.map((_, i) =>
    median(values.slice(Math.max(0, i - before), i - before + window) as number[])
  );
  const level = max(levels);
  return { level, at: at[levels.indexOf(level)] };
}

/** Medians of each so many neighbours. */
function levelsOf(values: readonly number[], window: number): readonly number[] {
  return values.slice(window - 1).map((_, i) => median(values.slice(i, i + window)));
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
