/**
 * Whether the last entries of a reward have fallen off, be they too few to move the level of its end.
 *
 * @module
 */
import { median } from "simple-statistics";
import type { Judged } from "./running_mean.ts";
import { highest, luckOf, neighbourMedians } from "../series.ts";
import { limitsOf } from "../thresholds.ts";

const LIMITS = limitsOf("reward-course");

/** Entries at the end that lie far below the level before them, theirs, and whether they tell of the policy by themselves. */
export interface FallenOff {
  readonly count: number;
  readonly level: number;
  readonly isSure: boolean;
}

/** What a fall is measured against: where the rise began, its highest level, and the noise of one reward. */
interface Rise {
  readonly from: number;
  readonly top: number;
  readonly jitter: number;
  readonly noises: number;
  /** What levels swing by for longer than from one reward to the next. */
  readonly swing: number;
}

/**
 * The last entries, if all of them have lost much of the rise. A mean of the last hundred episodes moves by so much only if many of them
 * went wrong, so that one entry tells; of single episodes and of evaluations so many in a row tell as are no chance, by how many were as
 * low shortly before, and fewer evaluations ask for another.
 */
export function fellOff(
  { values, apart }: Judged,
  { from, top: level, jitter, noises, swing }: Rise,
  { isMean, isRunning }: { readonly isMean: boolean; readonly isRunning: boolean },
): FallenOff | undefined {
  const top = isRunning ? highest(neighbourMedians(values)) : level;
  const line = top - LIMITS.lost * (top - from);
  const count = values.length - 1 - values.findLastIndex((value) => value >= line);
  if (count === 0 || count === values.length || !isMean && count < LIMITS.lastOnes) return undefined;
  const fallen = median(values.slice(-count));
  // about the level of their neighbourhood; a mean of the last episodes moves evenly from one entry to the next while it swings
  const wide = Math.max(3, Math.ceil(LIMITS.window * values.length)),
    middles = neighbourMedians(values, wide);
  const about = median(middles.map((middle, i) => Math.abs(values[i + (wide >> 1)] - middle)));
  const own = swing === 0 ? 0 : Math.max(swing, 1.4826 * luckOf(values.length) * about);
  const noise = isRunning ? Math.max(jitter, wander(values, apart)) : jitter;
  const least = isMean ? Math.max(noises, luckOf(values.length)) : noises;
  if (top - fallen <= Math.max(least * noise, own)) return undefined;
  const isSure = isRunning || byChance(values, count, line) < LIMITS.surely;
  return isSure || isMean ? { count, level: fallen, isSure } : undefined;
}

/** What a mean of the last episodes differs by from one of others, beside the pace at which it rises. */
function wander(values: readonly number[], apart: number): number {
  const steps = values.slice(apart).map((value, i) => value - values[i]);
  if (steps.length === 0) return 0;
  const even = median(steps);
  return 1.4826 * median(steps.map((step) => Math.abs(step - even))) / Math.SQRT2;
}

/** How likely it is that so many in a row are as low, by how many of those before them were. */
function byChance(values: readonly number[], count: number, line: number): number {
  const before = values.slice(-count - Math.max(LIMITS.before, 4 * count), -count);
  if (before.length < LIMITS.before) return 1;
  const low = before.filter((value) => value < line).length;
  return ((low + 1) / (before.length + 2)) ** count;
}
