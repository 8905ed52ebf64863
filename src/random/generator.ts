/**
 * Random numbers that NumPy's legacy generator would give: MT19937, doubles of 53 bits.
 *
 * The generator is `@stdlib/random-base-mt19937`; this module only seeds it and moves its state in and out,
 * so that a run can be resumed at the very next number.
 *
 * @module
 */
import mt19937 from "@stdlib/random-base-mt19937";

/** A stream of uniform numbers in [0, 1) whose position can be saved. */
export interface Generator {
  /** The next number; the same double as NumPy's `random_sample()`. */
  next(): number;
  /** A copy of the whole state, for {@linkcode restoreGenerator}. */
  state(): Uint32Array;
}

/** Largest seed: NumPy's `seed` takes 32 bits. */
export const MAX_SEED = 2 ** 32 - 1;

/** The part of the library's surface used here; its own types leave `normalized` out. */
interface Source {
  readonly normalized: { (): number; readonly state: Uint32Array };
}
const makeSource = mt19937.factory as unknown as (
  options: { seed: number } | { state: Uint32Array },
) => Source;

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
  return wrap(seed === 0 ? makeSource({ state: stateOfSeedZero() }) : makeSource({ seed }));
}

/** A generator that goes on exactly where the one whose state was saved stood. */
export function restoreGenerator(state: Uint32Array): Generator {
  return wrap(makeSource({ state }));
}

function wrap({ normalized }: Source): Generator {
  return { next: normalized, state: () => Uint32Array.from(normalized.state) };
}

/**
 * The library refuses the seed 0, which NumPy takes, so its state is filled here by the generator's own
 * recurrence (Matsumoto & Nishimura 1998, the 2002 initialisation): x_i = 1812433253 (x_{i-1} ^ (x_{i-1} >>> 30)) + i.
 */
function stateOfSeedZero(): Uint32Array {
  const state = Uint32Array.from(makeSource({ seed: 1 }).normalized.state);
  const first = 3; // after the library's version, number of sections and section length
  state[first] = 0;
  for (let i = 1; i < 624; i++) {
    const before = state[first + i - 1];
    state[first + i] = Math.imul(1812433253, before ^ (before >>> 30)) + i;
  }
  state[state.length - 1] = 0; // the seed itself
  return state;
}
