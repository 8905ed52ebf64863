/**
 * How a reward went: what it began with, what it came to, and where it was highest. Single rewards are noisy; levels are
 * medians of a window.
 *
 * @module
 */
import { max, median } from "simple-statistics";
import { isMeanReward, leadingReward } from "./rewards.ts";
import { once } from "../once.ts";
import type { History } from "../records.ts";
import type { FallenOff } from "./reward_end.ts";
import { became, type RewardState } from "./reward_state.ts";
import { isRunningMean, judged } from "./running_mean.ts";
import { condense, highest as highestOf, loggedPoints, type Points, tail, unitOf } from "../series.ts";
import { limitsOf } from "../thresholds.ts";
import { type TwoLevels, twoLevelsOf } from "./two_levels.ts";

const LIMITS = limitsOf("reward-course");

export type { RewardState } from "./reward_state.ts";

/** Rewards beyond these are averaged in bins. */
const LONGEST = 500;

/** The course of one reward. */
export interface RewardCourse {
  readonly name: string;
  readonly state: RewardState;
  /** What a running mean was read as: the episodes it was made of, or what it is from some fifty of them on, where it was far off before. */
  readonly read?: "episodes" | "later";
  /** Rewards that it is read off, and whether these are single episodes, and few. */
  readonly count: number;
  readonly isFew: boolean;
  /** First and last value as they were logged, or as they are read. */
  readonly first: number;
  readonly last: number;
  /** What levels are, and of how many logged values. */
  readonly levelsAre: "medians" | "medians of" | "means of some";
  readonly per: number;
  /** Level of the first three and of the last window, the highest and the lowest, and where those are. */
  readonly begins: number;
  readonly ends: number;
  readonly peak: number;
  readonly peakAt: number;
  /** Whether an earlier level was higher, by no more than noise. */
  readonly isTied: boolean;
  readonly low: number;
  readonly lowAt: number;
  /** Where it came to the level that it has kept. */
  readonly levelSince: number;
  /** How often it lost much of its rise. */
  readonly collapses: number;
  /** Where it had lost most of its rise, and how low it was, before it came back. */
  readonly dip?: { readonly at: number; readonly level: number };
  /** The last entries that have lost much of the rise, where these are too few to be its level at the end. */
  readonly fell?: FallenOff;
  /** Between which levels it goes up and down by more than noise, where it has not risen. */
  readonly swings?: { readonly from: number; readonly to: number };
  /** The two levels that rewards come to by turns, and how many come to the upper one. */
  readonly twoLevels?: TwoLevels;
  /** Since where a mean of episodes has been one and the same. */
  readonly frozenSince?: number;
  /** Whether it gains nothing more within the second half. */
  readonly levelsOff: boolean;
  /** Whether it gains once more at the end, after it stood; whether it gains nothing within the last fifth. */
  readonly gainsAgain: boolean;
  readonly stands: boolean;
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
  const logged = judged(history, reward), { values, undone, left } = logged;
  if (values.length < LIMITS.fewest) return undefined;
  const isMean = isMeanReward(reward.name) && !undone;
  const twoLevels = isMean ? undefined : twoLevelsOf(values);
  const isFlagged = !isMean &&
    (isCoarse(values) || twoLevels !== undefined && values.length > 2 * LIMITS.means);
  const kept = condense(logged, !isFlagged ? LONGEST : twoLevels ? LIMITS.meansOfTwo : LIMITS.means);
  const ofEpisodes = undone || !isMean && unitOf(history) === "episode";
  const all = kept.values;
  const { levels, window, jitter, low, reached, dip, ...told } = became(logged, all, {
    twoLevels,
    each: Math.ceil(values.length / all.length),
    isMean,
    isRunning: isRunningMean(reward) && !undone,
    ofEpisodes,
    isFlagged,
  });
  const { state, begins } = told, middle = Math.floor(window / 2);
  const isFarOff = left > 0 && Math.abs(loggedPoints(reward).values[0] - begins) > LIMITS.noises * jitter;
  // what ends at its highest needs no neighbours to be believed
  const isSingle = isMean || !isFlagged && values[values.length - 1] === max(values as number[]);
  // of levels that noise does not tell apart the latest is as good, and was trained longest
  const tie = isSingle ? 0 : LIMITS.tie * jitter * Math.sqrt(2 / window);
  const best = highest(isSingle ? logged : steadied(kept, window), tie), most = max(all as number[]);
  return {
    name: reward.name,
    ...told,
    ...(twoLevels && { twoLevels }),
    ...(undone ? { read: "episodes" } : isFarOff ? { read: "later" } : {}),
    count: values.length,
    levelsAre: isMean ? "medians" : isFlagged ? "means of some" : "medians of",
    per: Math.round(window * values.length / all.length),
    first: values[0],
    last: values[values.length - 1],
    peak: best.level,
    peakAt: best.at,
    isTied: best.isTied,
    low,
    lowAt: kept.at[levels.indexOf(low) + middle],
    levelSince: kept.at[Math.min(reached + middle, all.length - 1)],
    ...(dip && { dip: { at: kept.at[dip.index], level: dip.level } }),
    ...(isRunningMean(reward) && frozenOf(logged)),
    atCeiling: ["plateau", "risen", "open"].includes(state) &&
      (state === "plateau" && tail(all, 3).every((value) => value === most) ||
        isAtCeiling(values, told.ends - told.begins, isFlagged)),
    noise: jitter,
    window: isSingle ? 1 : Math.round(window * values.length / all.length),
  };
});

/**
 * Whether rewards have converged at the most that they ever came to: nearly all of the last are that, or they are means of episodes that come
 * within a hundredth of the rise of the most that a well-known task gives.
 */
function isAtCeiling(values: readonly number[], rise: number, isFlagged: boolean): boolean {
  const last = tail(values, LIMITS.few / 4), most = highestOf(values);
  const reach = !isFlagged && CEILINGS.includes(most) ? LIMITS.nearCeiling * rise : 0;
  const near = last.filter((value) => value >= most - reach).length;
  return near >= LIMITS.atCeiling * last.length;
}

/** The most that an episode of CartPole (500, in its first version 200) gives, and of Pong; a task that gives 1 for success. */
const CEILINGS = [500, 200, 21, 1];

/** Since where the last entries of a mean are one and the same, if these are many and it was another before. */
function frozenOf({ at, values }: Points): { readonly frozenSince?: number } {
  const last = values[values.length - 1], from = values.findLastIndex((value) => value !== last) + 1;
  const least = Math.max(LIMITS.frozenEntries, LIMITS.frozen * values.length);
  return from > 0 && values.length - from >= least ? { frozenSince: at[from] } : {};
}

/** Whether many rewards are one and the same, as those of 0 or 1 are: the level is then their mean. */
function isCoarse(values: readonly number[]): boolean {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const most = [...counts.values()].reduce((a, b) => Math.max(a, b), 0);
  return counts.size > 1 && values.length > 2 * LIMITS.means && most > LIMITS.coarse * values.length;
}

/** The highest value, the first of equals, and where it is; or the last that is lower by no more than so much. */
function highest({ at, values }: Points, tie: number) {
  const most = max(values as number[]);
  const index = tie === 0 ? values.indexOf(most) : values.findLastIndex((value) => value >= most - tie);
  return { level: values[index], at: at[index], isTied: values[index] < most };
}

/** The median of each value's neighbourhood; it reaches over the ends no further than there are values, so that the last can be highest. */
function steadied({ at, values }: Points, window: number): Points {
  const before = Math.floor((window - 1) / 2);
  return {
    at,
    values: values.map((_, i) => median(values.slice(Math.max(0, i - before), i - before + window))),
  };
}
