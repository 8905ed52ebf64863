/**
 * Whether a recorded number is the one that is computed anew.
 *
 * @module
 */

/** Largest share by which a recorded number and the one computed anew may differ, and what always may: engines round in another order. */
const ROUNDING = 1e-3, NOTHING = 1e-7;

/** Whether a recorded value is the computed number, rounding aside. */
export function isNear(recorded: unknown, computed: number): boolean {
  return typeof recorded === "number" &&
    Math.abs(recorded - computed) <= Math.max(NOTHING, ROUNDING * Math.abs(computed));
}

/** A number or a word that is recorded otherwise than it is computed. */
export interface Difference {
  readonly place: string;
  readonly recorded: unknown;
  readonly computed: number | string;
}

/**
 * The first of all computed numbers and words that the record has otherwise, or not at all.
 *
 * @param place what the record is called in the difference's place
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(firstDifference({ mse: [1, 2] }, { mse: [1, 3] }, "test"), {
 *   place: "test.mse.1",
 *   recorded: 2,
 *   computed: 3,
 * });
 * assertEquals(firstDifference({ mse: 1, more: 5 }, { mse: 1 + 1e-9 }, ""), null);
 * ```
 */
export function firstDifference(recorded: unknown, computed: unknown, place: string): Difference | null {
  if (typeof computed === "number") {
    return isNear(recorded, computed) ? null : { place, recorded, computed };
  }
  if (typeof computed === "string") return recorded === computed ? null : { place, recorded, computed };
  if (typeof computed !== "object" || computed === null) return null;
  const values = (recorded ?? {}) as Readonly<Record<string, unknown>>;
  for (const [key, value] of Object.entries(computed)) {
    const found = firstDifference(values[key], value, place === "" ? key : `${place}.${key}`);
    if (found !== null) return found;
  }
  return null;
}
