/**
 * How a reward falls on its way: how often, how deep, and whether it came back.
 *
 * @module
 */
import { min } from "simple-statistics";
import { neighbourMedians } from "../series.ts";
import { limitsOf } from "../thresholds.ts";
import { type Kind, type Levels, luckOfLevels, spread, windowOf } from "./reward_levels.ts";

const LIMITS = limitsOf("reward-course");

/**
 * How often a reward lost much of what it had gained, and the deepest of these times from which it came back. A mean of the last hundred
 * episodes that is far down at one entry has been there, if its neighbours are alike otherwise.
 */
export function fallsOf(
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

/** The furthest that levels came down from the highest before, beyond their noise. */
export function deepestFall({ levels, noises, jitter }: Levels): number {
  let top = levels[0], fall = 0;
  for (const level of levels) {
    top = Math.max(top, level);
    fall = Math.max(fall, top - level);
  }
  return fall > noises * jitter ? fall : 0;
}
