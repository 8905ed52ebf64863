/**
 * A confidence interval for the mean of a series whose neighbours are alike.
 *
 * @module
 */
import { createGenerator } from "../random/generator.ts";
import type { Interval } from "./record.ts";

/** How the series is resampled. */
export interface BlockBootstrap {
  /** Series of equal length laid end to end, each resampled by itself. */
  readonly series: number;
  /** Neighbours that stay together. */
  readonly blockLength: number;
  readonly resamples: number;
  readonly level: number;
  readonly seed: number;
}

/**
 * Percentile interval for the mean of `values` by the circular block bootstrap (Politis & Romano 1992): each series is
 * rebuilt from blocks that start anywhere and wrap around, so that dependence inside a block is kept.
 *
 * @param values [series n]
 */
export function blockBootstrapMean(values: Float64Array, options: BlockBootstrap): Interval {
  const { series, blockLength, resamples, level, seed } = options;
  const n = values.length / series;
  const blocks = Math.ceil(n / blockLength);
  const { next } = createGenerator(seed);
  const blockSum = Array.from(
    { length: series },
    (_, k) => blockSums(values.subarray(k * n, (k + 1) * n), blockLength),
  );
  const means = new Float64Array(resamples);
  for (let resample = 0; resample < resamples; resample++) {
    let sum = 0;
    for (const sums of blockSum) {
      for (let block = 0; block < blocks; block++) sum += sums[Math.floor(next() * n)];
    }
    means[resample] = sum / (series * blocks * blockLength);
  }
  means.sort();
  const quantile = (share: number) => means[Math.min(resamples - 1, Math.floor(share * resamples))];
  return {
    low: quantile((1 - level) / 2),
    high: quantile((1 + level) / 2),
    level,
    method:
      `circular block bootstrap, blocks of ${blockLength} samples, ${resamples} resamples, seed ${seed}, percentiles`,
  };
}

/** Sum of the block that starts at each entry and wraps around, [n]. */
function blockSums(values: Float64Array, blockLength: number): Float64Array {
  const n = values.length;
  const before = new Float64Array(n + 1);
  for (let i = 0; i < n; i++) before[i + 1] = before[i] + values[i];
  return Float64Array.from(values, (_, start) => {
    const end = start + blockLength;
    return end <= n ? before[end] - before[start] : before[n] - before[start] + before[end - n];
  });
}
