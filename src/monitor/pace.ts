/**
 * Whether what gets better goes on at the pace that it had: what levels off gets slower.
 *
 * @module
 */
import { theilSenSlope } from "./series.ts";
import { limitsOf } from "./thresholds.ts";

const LIMITS = limitsOf("pace");

/**
 * Whether the last of the values rise (fall, for a sign of -1) about as fast as those before them, or as all of them. Whether they do so
 * by more than chance is for the caller to ask.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const falls = Array.from({ length: 12 }, (_, i) => 5 - 0.1 * i);
 * const levelsOff = falls.map((value, i) => value + 0.004 * i ** 2);
 * const keeps = [falls, levelsOff].map((values) => keepsPace(values, values.slice(-4), -1));
 * assertEquals(keeps, [true, false]);
 * ```
 */
export function keepsPace(before: readonly number[], last: readonly number[], sign: number): boolean {
  const [then, now] = [before, last].map((values) => sign * theilSenSlope(values));
  return then > 0 && now > LIMITS.kept * then;
}
