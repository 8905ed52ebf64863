/**
 * Rewards that lie near one of two levels, as of episodes that fail or succeed: their median is the one or the other, and the share of
 * those at the upper level is what training moves.
 *
 * @module
 */
import { errorFunction, median } from "simple-statistics";
import { limitsOf } from "../thresholds.ts";

const LIMITS = limitsOf("two-levels");

/** Two levels of rewards, and how many come to the upper one. */
export interface TwoLevels {
  readonly low: number;
  readonly high: number;
  /** Rewards in the first and in the last third, and the shares of these that come to the upper level. */
  readonly third: number;
  readonly first: number;
  readonly last: number;
  /** The same share of all. */
  readonly all: number;
  /** Whether that share has moved from one half to the other by more than chance. */
  readonly moves: "up" | "down" | "neither";
}

/** The two levels that rewards come to by turns, with next to none in between; `undefined` for rewards of one level, or of a level after another. */
export function twoLevelsOf(values: readonly number[]): TwoLevels | undefined {
  const count = values.length;
  if (count < LIMITS.fewest) return undefined;
  const sorted = values.toSorted((a, b) => a - b), split = bestSplit(sorted);
  if (Math.min(split, count - split) < Math.max(LIMITS.few, LIMITS.share * count)) return undefined;
  const low = median(sorted.slice(0, split)), high = median(sorted.slice(split)), apart = high - low;
  const between = (value: number) =>
    value > low + LIMITS.inner * apart && value < high - LIMITS.inner * apart;
  const beyond = (value: number) =>
    value <= low - LIMITS.outer * apart || value >= high + LIMITS.outer * apart;
  const many = Math.floor(LIMITS.between * count);
  if ([between, beyond].some((elsewhere) => sorted.filter(elsewhere).length > many)) return undefined;
  const isHigh = values.map((value) => value >= sorted[split]);
  const turns = isHigh.filter((one, i) => i > 0 && one !== isHigh[i - 1]).length;
  if (turns < Math.max(LIMITS.few, LIMITS.turns * count)) return undefined;
  const third = Math.floor(count / 3),
    shareOf = (some: readonly boolean[]) => some.filter(Boolean).length / some.length;
  return {
    low,
    high,
    third,
    first: shareOf(isHigh.slice(0, third)),
    last: shareOf(isHigh.slice(-third)),
    all: shareOf(isHigh),
    moves: moved(shareOf(isHigh.slice(0, count >> 1)), shareOf(isHigh.slice(-(count >> 1))), count >> 1),
  };
}

/** What the mean of so many differs by from another's, by chance alone. */
export function noiseOfShare({ low, high, all }: TwoLevels, each: number): number {
  return (high - low) * Math.sqrt(all * (1 - all) / each);
}

/** Where sorted values part into two groups that differ least within themselves (Otsu 1979): how many are in the lower one. */
function bestSplit(sorted: readonly number[]): number {
  const count = sorted.length, total = sorted.reduce((a, b) => a + b, 0);
  let best = 0, most = -Infinity, sum = 0;
  for (let below = 1; below < count; below++) {
    sum += sorted[below - 1];
    if (sorted[below] === sorted[below - 1]) continue;
    const apart = sum / below - (total - sum) / (count - below);
    const between = below * (count - below) * apart ** 2;
    if (between > most) [best, most] = [below, between];
  }
  return best;
}

/** Whether two shares of so many each differ by more than chance (the normal approximation of their difference). */
function moved(before: number, after: number, each: number): TwoLevels["moves"] {
  const both = (before + after) / 2, error = Math.sqrt(2 * both * (1 - both) / each);
  if (error === 0 || 1 - errorFunction(Math.abs(after - before) / error / Math.SQRT2) >= LIMITS.byChance) {
    return "neither";
  }
  return after > before ? "up" : "down";
}
