/**
 * What became of a reward: whether it rose, stands, or was lost, as far as its noise tells.
 *
 * @module
 */
import { max, median, min, quantile } from "simple-statistics";
import { type FallenOff, fellOff } from "./reward_end.ts";
import { type Judged, noiseOfMean } from "./running_mean.ts";
import {
  condense,
  highest,
  lowest,
  luckOf,
  neighbourMedians,
  noise,
  tail,
  theilSenSlope,
  trendPValue,
} from "../series.ts";
import { limitsOf } from "../thresholds.ts";
import { noiseOfShare, type TwoLevels } from "./two_levels.ts";

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

/** Whether rewards are means of episodes, or of the last hundred, or single ones, or of a few values. */
interface Kind {
  readonly isMean: boolean;
  readonly isRunning: boolean;
  readonly ofEpisodes: boolean;
  readonly isFlagged: boolean;
  /** Two levels that they come to by turns; how many are averaged to one. */
  readonly twoLevels?: TwoLevels | undefined;
  readonly each: number;
}

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

/** Levels of a reward: where it began, was highest and lowest, ends, and since when it has been there. */
function levelsOf(
  { values, apart }: Judged,
  all: readonly number[],
  { isRunning, ofEpisodes, isFlagged, twoLevels, each }: Kind,
) {
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
    swing,
    begins,
    from,
    ends,
    top,
    low,
    isFew,
    noises,
    lost,
    far,
    reached,
  };
}

type Levels = ReturnType<typeof levelsOf>;

/** Whether a reward that rose still does at its end, has come to stand there, or gains again after it stood. */
function endingOf({ levels, isFew, from, ends, far, ...sharing }: Levels, all: readonly number[]) {
  const rise = Math.max(ends - from, Number.MIN_VALUE);
  const part = (share: number) => trendOf(all.slice(-Math.ceil(all.length * share)), rise, sharing);
  const later = part(1 / 2);
  // what rose for two thirds and has stood since levels off as well
  const latest = part(1 / 3), last = part(1 / 5);
  const cameUp = levels.findIndex((level) => level > ends - far);
  const near = levels.findLastIndex((level) => level < ends - Math.max(LIMITS.lost * rise, far)) + 1;
  const gainsAgain = !isFew && near < levels.length * LIMITS.flat &&
    hasSecondGain(levels.slice(near), rise, sharing.jitter);
  const levelsOff = !isFew && !gainsAgain && cameUp < levels.length * LIMITS.late &&
    (later.gain <= LIMITS.gain || latest.gain <= LIMITS.gain && latest.most <= LIMITS.most);
  const stands = !isFew && !gainsAgain && last.gain <= LIMITS.still && last.most <= LIMITS.pause;
  return { later, gainsAgain, levelsOff, stands };
}

type Ending = ReturnType<typeof endingOf>;

/**
 * How often a reward lost much of what it had gained, and the deepest of these times from which it came back. A mean of the last hundred
 * episodes that is far down at one entry has been there, if its neighbours are alike otherwise.
 */
function fallsOf(
  { levels, window, shared, jitter, top, low }: Levels,
  all: readonly number[],
  { isMean, isRunning }: Kind,
) {
  const luck = (window: number) => Math.max(LIMITS.noises, luckOfLevels(all.length, window, shared)) * jitter;
  const isSmooth = isRunning && luck(1) < LIMITS.lost * (top - low);
  const narrow = isSmooth ? 1 : isMean ? windowOf(all, LIMITS.narrow) : window;
  const fine = isSmooth ? all : isMean ? neighbourMedians(all, narrow) : levels;
  const { count, deepest } = collapsesOf(fine, Math.max(luck(narrow), LIMITS.little * (top - low)));
  const dip = deepest && { index: deepest.index + (narrow >> 1), level: fine[deepest.index] };
  return { collapses: count, dip };
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
function luckOfLevels(count: number, window: number, shared: number): number {
  const alone = count / Math.max(window, shared);
  return (luckOf(alone) + 1) * (shared < 2 ? Math.min(1, LIMITS.ofMedian / Math.sqrt(window)) : 1);
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

/** The furthest that levels came down from the highest before, beyond their noise. */
function deepestFall({ levels, noises, jitter }: Levels): number {
  let top = levels[0], fall = 0;
  for (const level of levels) {
    top = Math.max(top, level);
    fall = Math.max(fall, top - level);
  }
  return fall > noises * jitter ? fall : 0;
}

/** Values that a level is the median of. */
function windowOf(all: readonly number[], share: number): number {
  return Math.max(3, Math.ceil(all.length * share));
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
 * The trend of a part, of which bins are averaged so that neighbours tell of themselves alone: what it gains along it from one half to the other, what it
 * may gain in all at most (one in ten is more), both as shares of the whole rise, and whether it rises by more than chance.
 */
function trendOf(part: readonly number[], rise: number, { shared, jitter }: Sharing) {
  const values = binned(part, shared), count = values.length, gain = theilSenSlope(values) * (count - 1);
  const single = Math.max(noise(values), shared < 2 ? 0 : jitter);
  const error = single * Math.sqrt(12 * (count - 1) / (count * (count + 1)));
  return {
    gain: gain / 2 / rise,
    most: (gain + LIMITS.errors * error) / rise,
    rises: trendPValue(values, "up") < LIMITS.byChance || shared >= 2 && gain > LIMITS.noises * error,
  };
}

/** Whether a level that was kept for long is left upwards at the end, by more than it moved before; what comes to a level gains ever less. */
function hasSecondGain(kept: readonly number[], rise: number, jitter: number): boolean {
  const third = Math.floor(kept.length / 3);
  if (third < LIMITS.third) return false;
  const [first, middle, last] = [0, 1, 2].map((i) =>
    kept.slice(i * third, i === 2 ? undefined : (i + 1) * third)
  );
  const level = median(middle), before = level - median(first), since = kept[kept.length - 1] - level;
  const moved = quantile([...first, ...middle].map((one) => Math.abs(one - level)), LIMITS.mostly);
  return since > Math.max(LIMITS.noises * jitter, LIMITS.swings * moved, LIMITS.gain * rise, 2 * before) &&
    median(last) > level;
}

/** Entries that share their episodes, and what they wander by from one such number of entries to the next. */
interface Sharing {
  readonly shared: number;
  readonly jitter: number;
}

/** Means of so many neighbours that each tells of itself alone. */
function binned(values: readonly number[], shared: number): readonly number[] {
  const alone = shared < 2 ? LIMITS.bins : Math.max(LIMITS.fewBins, Math.floor(values.length / shared));
  return condense({ at: values, values }, Math.min(LIMITS.bins, alone)).values;
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

function spread(values: readonly number[]): number {
  return max(values as number[]) - min(values as number[]);
}

/** How often the reward lost much of what it had gained, and more than this, having come back in between; the deepest of these it came back from. */
function collapsesOf(levels: readonly number[], least: number) {
  let count = 0, top = levels[0], isDown = false, begins = 0;
  const range = spread(levels);
  let deepest: { readonly index: number; readonly fall: number } | undefined;
  levels.forEach((level, i) => {
    const much = Math.max(LIMITS.lost * (top - levels[0]), least);
    if (isDown && level > top - much / 2) {
      isDown = false;
      const low = levels.slice(begins, i), index = begins + low.indexOf(min(low as number[]));
      const fall = (top - levels[index]) / Math.max(top - levels[0], Number.MIN_VALUE);
      const isLarge = top - levels[index] > LIMITS.all * range;
      if (isLarge && (deepest === undefined || fall > deepest.fall)) deepest = { index, fall };
    }
    if (!isDown && level < top - much) {
      [isDown, begins] = [true, i];
      count++;
    }
    top = Math.max(top, level);
  });
  return { count, deepest: (deepest?.fall ?? 0) > LIMITS.deep ? deepest : undefined };
}
