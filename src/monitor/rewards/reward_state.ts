/**
 * What became of a reward: whether it rose, stands, or was lost, as far as its noise tells.
 *
 * @module
 */
import { max, median, min, quantile } from "simple-statistics";
import { noise, tail, theilSenSlope, trendPValue } from "../series.ts";
import { limitsOf } from "../thresholds.ts";
import { type FallenOff, fellOff } from "./reward_end.ts";
import { type Ending, endingOf } from "./reward_ending.ts";
import { deepestFall, fallsOf } from "./reward_falls.ts";
import { binned, type Kind, type Levels, levelsOf, luckOfLevels, spread } from "./reward_levels.ts";
import type { Judged } from "./running_mean.ts";

const LIMITS = limitsOf("reward-course");

/** What became of a reward. */
export type RewardState =
  /** Few rewards, and the noise of one is as large as all that they moved; or few single episodes, which show no rise. */
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

/** What became of a reward, of which `all` is what was logged, averaged to at most some hundreds. */
export function became(judged: Judged, all: readonly number[], kind: Kind) {
  const levels = levelsOf(judged, all, kind), ending = endingOf(levels, all);
  const falls = fallsOf(levels, all, kind), fell = fellOff(judged, levels, kind);
  const found = stateOf(levels, ending, { ...falls, fell }, judged.values, all);
  // of few that fail or succeed the share tells a rise which their levels hide
  const isMore = kind.twoLevels?.moves === "up" && ["unclear", "flat"].includes(found);
  const state = isMore ? "risen" : found;
  const { isFew, window, jitter, begins, ends, low, lost, reached } = levels;
  const { gainsAgain, levelsOff, stands } = ending;
  return {
    state,
    isFew,
    levels: levels.levels,
    window,
    jitter,
    begins,
    ends,
    low,
    lost,
    reached,
    gainsAgain,
    levelsOff,
    stands,
    ...falls,
    // a level that some of the last entries are in and some not is none that it fell to
    ...(fell && (lost <= LIMITS.lost || fell.count < window) && { fell }),
    ...(state === "flat" && swings(levels) && { swings: { from: low, to: levels.top } }),
  };
}

/** What a reward of these levels, that ended so, came to. */
function stateOf(
  levels: Levels,
  { later, gainsAgain }: Ending,
  { collapses, fell }: { readonly collapses: number; readonly fell?: FallenOff | undefined },
  values: readonly number[],
  all: readonly number[],
): RewardState {
  const { isFew, jitter, lost, reached } = levels;
  if (values.length < LIMITS.few && spread(all) < LIMITS.fewNoises * jitter) return "unclear";
  const hasRisen = isRisen(levels, all);
  const { count: turns, isLearned } = turnsOf(levels);
  // what goes up and down throughout has neither risen when it is up nor been lost when it is down, unless it had been learned
  if (!hasRisen && !isFew && turns >= LIMITS.turns && !sinks(levels, all)) {
    return isLearned && collapses >= LIMITS.collapses ? "unstable" : "flat";
  }
  if (isWorse(levels, values)) return "no better";
  if (lost > LIMITS.lost || fell?.isSure) return "fallen";
  if (!hasRisen) return isFew ? "unclear" : "flat";
  if (collapses >= LIMITS.collapses) return "unstable";
  const cameEarly = reached < levels.levels.length * LIMITS.flat;
  if (gainsAgain || !cameEarly || later.rises && later.gain > LIMITS.gain) return "risen";
  return later.most <= LIMITS.most && !isFew ? "plateau" : "open";
}

/**
 * Whether it ends above its beginning by more than it wanders and fell on the way, with a trend; or has left it at once and for good, or
 * late: by far more than all that it has moved since its first window, or that one half lies above what the other holds; or stands at its
 * end, where it moves by far less.
 */
function isRisen(measured: Levels, all: readonly number[]): boolean {
  const { levels, window, jitter, from, ends, shared } = measured;
  // what lies a window apart differs by this; a mean over the last episodes wanders though its neighbours are alike
  const apart = Math.min(Math.max(window, Math.ceil(shared)), levels.length >> 1);
  const steps = levels.slice(apart).map((level, i) => level - levels[i]);
  // what has seen few hundred episodes may have risen by as much in each of them
  const even = shared < 2 ? 0 : median(steps);
  const wander = median(steps.map((step) => Math.abs(step - even)));
  const values = binned(all, shared);
  // along a trend that no chance makes, a rise may be less than one reward differs from the next by
  const along = theilSenSlope(values) * (values.length - 1);
  const half = levels.length >> 1, clear = LIMITS.noises * Math.max(jitter, wander);
  const leftAtOnce = min(levels.slice(half)) - levels[0] > clear;
  const cameLate = ends - max(levels.slice(0, half)) > clear;
  const atItsEnd = tail(levels, LIMITS.few / 5);
  const hasComeToStand = ends - from > Math.max(LIMITS.noises * jitter, LIMITS.standing * spread(atItsEnd));
  return leftAtOnce || cameLate || hasComeToStand ||
    along > LIMITS.wanders * wander && trendPValue(values, "up") < LIMITS.surely ||
    ends - levels[0] >
          Math.max(
            shared < 2 ? jitter : LIMITS.noises * jitter,
            LIMITS.noises * wander,
            deepestFall(measured),
          ) &&
      trendPValue(all, "up") < LIMITS.byChance ||
    ends - from > Math.max(LIMITS.noises * jitter, LIMITS.swings * spread(all.slice(window)));
}

/** Whether it sank by more than the noise of one reward, and ends below what it began with and never left upwards. */
function isWorse(
  { begins, ends, top, low, shared, jitter, noises }: Levels,
  values: readonly number[],
): boolean {
  const single = shared < 2 ? noise(values) : jitter;
  return begins - low > Math.max(noises * single, LIMITS.lost * Math.abs(begins)) &&
    ends < begins && top - begins <= noises * single;
}

/** Whether its levels lie further apart than noise alone takes both the highest and the lowest of so many. */
function swings({ top, low, jitter, levels, window, shared, noises }: Levels): boolean {
  const chance = Math.max(noises, 2 * luckOfLevels(levels.length, window, shared)) * jitter;
  return top - low > Math.max(chance, LIMITS.little * Math.max(Math.abs(top), Math.abs(low)));
}

/**
 * How often it went from its lower quarter to its upper one, or back, where these lie apart by more than noise; and whether it has learned
 * to: it was low at first, and for far longer than it ever was again.
 */
function turnsOf({ levels, top, low: least, noises, jitter }: Levels) {
  const [low, high] = [1 / 4, 3 / 4].map((share) => quantile(levels as number[], share));
  const sides = levels.flatMap((level) => level <= low ? [-1] : level >= high ? [1] : []);
  const count = sides.filter((side, i) => i > 0 && side !== sides[i - 1]).length;
  const ups = levels.flatMap((level, i) => level >= high ? [i] : []);
  const longest = Math.max(...ups.slice(1).map((up, i) => up - ups[i]));
  const isLearned = sides[0] < 0 && ups[0] > LIMITS.longer * longest;
  return { count: top - least > noises * jitter ? count : 0, isLearned };
}

/** Whether it sinks along a trend that no chance makes. */
function sinks({ shared }: Levels, all: readonly number[]): boolean {
  return trendPValue(binned(all, shared), "down") < LIMITS.surely;
}
