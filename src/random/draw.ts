/**
 * What is drawn from uniform numbers in [0, 1).
 *
 * @module
 */

/** A standard normal number (Box & Muller 1958); 1 - u keeps the logarithm finite. */
export function drawNormal(next: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
}

/**
 * Brings values into a random order, in place (Fisher & Yates).
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { createGenerator } from "./generator.ts";
 * const values = Uint16Array.of(1, 2, 3, 4);
 * shuffle(values, createGenerator(1).next);
 * assertEquals(values.toSorted(), Uint16Array.of(1, 2, 3, 4));
 * ```
 */
export function shuffle(values: Float32Array | Uint16Array, next: () => number): void {
  for (let last = values.length - 1; last > 0; last--) {
    const other = Math.floor(next() * (last + 1));
    [values[last], values[other]] = [values[other], values[last]];
  }
}
