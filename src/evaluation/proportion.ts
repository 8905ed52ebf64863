/**
 * Probabilities from replicate runs; without replicates there is none to state.
 *
 * @module
 */

/** The 97.5% point of the standard normal distribution. */
const Z = 1.959963984540054;

/** A share k of n with its 95% interval. */
export interface Proportion {
  readonly successes: number;
  readonly trials: number;
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/**
 * 95% Wilson score interval of a binomial proportion (Wilson 1927): unlike the normal interval it keeps its level
 * for few trials and for shares of 0 or 1.
 *
 * @throws {RangeError} unless 0 <= successes <= trials and trials >= 1.
 *
 * @example
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const { low, high } = wilson(8, 10);
 * assertAlmostEquals(low, 0.4902, 1e-4);
 * assertAlmostEquals(high, 0.9433, 1e-4);
 * ```
 */
export function wilson(successes: number, trials: number): Proportion {
  if (!(trials >= 1 && successes >= 0 && successes <= trials)) {
    throw new RangeError(
      `successes must lie in 0..trials and trials be at least 1, got ${successes} of ${trials}`,
    );
  }
  const share = successes / trials;
  const spread = Z * Z / trials;
  const centre = (share + spread / 2) / (1 + spread);
  const half = Z * Math.sqrt(share * (1 - share) / trials + spread / (4 * trials)) / (1 + spread);
  return { successes, trials, share, low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}

/**
 * As a table says it: how many of how many, and the interval in per cent.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(formatProportion(wilson(10, 10)), "10 of 10 (72-100)");
 * ```
 */
export function formatProportion({ successes, trials, low, high }: Proportion): string {
  return `${successes} of ${trials} (${Math.round(100 * low)}-${Math.round(100 * high)})`;
}

/** Share of replicate runs whose error is below a threshold, or `undefined` when there are no replicates. */
export function probabilityBelow(threshold: number, replicates: readonly number[]): Proportion | undefined {
  if (replicates.length === 0) return undefined;
  return wilson(replicates.filter((error) => error < threshold).length, replicates.length);
}
