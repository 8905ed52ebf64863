/**
 * How long a run will take, from seconds that were measured.
 *
 * @module
 */
import { quantile } from "simple-statistics";

/** Seconds for a number of epochs: the middle, and the pace of the fastest and slowest tenth of the epochs. */
export interface TimeEstimate {
  readonly epochs: number;
  readonly secondsPerEpoch: number;
  readonly seconds: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Time for `epochs` epochs at the measured pace, or `undefined` when nothing was measured. `workRatio` is the work
 * of one epoch relative to a measured one: the ratio of the numbers of parameters for the same rows.
 */
export function estimateTime(
  epochSeconds: readonly (number | null)[],
  epochs: number,
  workRatio = 1,
): TimeEstimate | undefined {
  if (!(epochs >= 0)) throw new RangeError(`epochs must not be negative, got ${epochs}`);
  const measured = epochSeconds.filter((s): s is number => s !== null && Number.isFinite(s));
  if (measured.length === 0) return undefined;
  const pace = (q: number) => quantile(measured, q) * workRatio;
  return {
    epochs,
    secondsPerEpoch: pace(0.5),
    seconds: pace(0.5) * epochs,
    low: pace(0.1) * epochs,
    high: pace(0.9) * epochs,
  };
}
