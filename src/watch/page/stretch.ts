/**
 * Where on the x axis the reader looks, and how that moves.
 *
 * @module
 */
import type { Stretch } from "../thin.ts";

/** A zoom about a place, or a step along. */
export interface Move {
  /** What the length of the stretch is multiplied by. */
  readonly factor?: number;
  /** What stays where it is; the middle by default. */
  readonly about?: number;
  /** Share of the stretch that it moves on. */
  readonly shift?: number;
}

/** Shortest stretch: an epoch, or a step. */
const SHORTEST = 1;

/**
 * The stretch after a move, within 0 and the last place of any run; null when that is all.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(moved(null, 100, { factor: 0.5 }), [25, 75]);
 * assertEquals(moved([40, 60], 100, { factor: 0.5, about: 40 }), [40, 50]);
 * assertEquals(moved([40, 60], 100, { shift: 0.5 }), [50, 70]);
 * assertEquals(moved([80, 100], 100, { shift: 0.5 }), [80, 100]);
 * assertEquals(moved([25, 75], 100, { factor: 2 }), null);
 * ```
 */
export function moved(stretch: Stretch, last: number, { factor = 1, about, shift = 0 }: Move): Stretch {
  const [from, to] = stretch ?? [0, last];
  const length = Math.min(last, Math.max(SHORTEST, (to - from) * factor));
  if (length >= last) return null;
  const fixed = about ?? (from + to) / 2;
  const start = fixed - (fixed - from) * length / (to - from) + shift * (to - from);
  const low = Math.min(last - length, Math.max(0, start));
  return [low, low + length];
}
