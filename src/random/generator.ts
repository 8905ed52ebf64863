/**
 * Random numbers that NumPy's legacy generator would give: MT19937, doubles of 53 bits.
 *
 * The generator is the package `mersenne-twister`, a translation of its authors' own C program; this module only
 * checks the seed.
 *
 * @module
 */
// @ts-types="npm:@types/mersenne-twister@1.1.7"
import MersenneTwister from "mersenne-twister";

/** A stream of uniform numbers in [0, 1). */
export interface Generator {
  /** The next number; the same double as NumPy's `random_sample()`. */
  next(): number;
}

/** Largest seed: NumPy's `seed` takes 32 bits. */
export const MAX_SEED = 2 ** 32 - 1;

/**
 * A generator equal to `numpy.random.seed(seed)` followed by `random_sample()`.
 *
 * @throws {RangeError} unless the seed is an integer from 0 to 2^32 - 1.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(createGenerator(1).next(), 0.417022004702574); // numpy.random.seed(1); random_sample()
 * ```
 */
export function createGenerator(seed: number): Generator {
  if (!Number.isInteger(seed) || seed < 0 || seed > MAX_SEED) {
    throw new RangeError(`seed must be an integer from 0 to ${MAX_SEED}, given: ${seed}`);
  }
  const source = new MersenneTwister(seed);
  return { next: () => source.random_long() }; // doubles of 53 bits
}
