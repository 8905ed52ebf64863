/**
 * Random numbers that NumPy's legacy generator would give: MT19937, doubles of 53 bits.
 *
 * The generator is the package `mersenne-twister`, a translation of its authors' own C program; this module only
 * checks the seed and moves the state in and out, so that a run can be resumed at the very next number.
 *
 * @module
 */
// @ts-types="npm:@types/mersenne-twister@1.1.7"
import MersenneTwister from "mersenne-twister";

/** A stream of uniform numbers in [0, 1) whose position can be saved. */
export interface Generator {
  /** The next number; the same double as NumPy's `random_sample()`. */
  next(): number;
  /** A copy of the whole state, for {@linkcode restoreGenerator}. */
  state(): Uint32Array;
}

/** Largest seed: NumPy's `seed` takes 32 bits. */
export const MAX_SEED = 2 ** 32 - 1;

/** Words of the state. */
const WORDS = 624;

/** The part of the library used here: 624 words and the position among them are its whole state. */
interface Source {
  mt: ArrayLike<number>;
  mti: number;
  /** The next double of 53 bits. */
  random_long(): number;
}

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
  return wrap(new MersenneTwister(seed) as unknown as Source);
}

/** A generator that goes on exactly where the one whose state was saved stood. */
export function restoreGenerator(state: Uint32Array): Generator {
  const source = new MersenneTwister(0) as unknown as Source;
  source.mt = Array.from(state.subarray(0, WORDS));
  source.mti = state[WORDS];
  return wrap(source);
}

function wrap(source: Source): Generator {
  return {
    next: () => source.random_long(),
    state: () => Uint32Array.of(...Array.from(source.mt), source.mti),
  };
}
