/**
 * Fewer points that look the same.
 *
 * @module
 */
import { createLTTB } from "downsample";

/** A stretch of the x axis; null for all of it. */
export type Stretch = readonly [from: number, to: number] | null;

/** Points of a line; every y is finite, x never falls. */
export interface Points {
  readonly x: readonly number[];
  readonly y: readonly number[];
}

/**
 * A line as it is seen: the stretch and as much again on either side with at most `most` points, what lies before and
 * after with half as many, so that nothing is missing while the reader moves on. Thinned by largest triangles
 * (Steinarsson 2013), which keeps peaks. Linear in the length.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const x = Array.from({ length: 1000 }, (_, i) => i);
 * const y = x.map((i) => i === 500 ? 9 : 0);
 * assertEquals(Math.max(...thin({ x, y }, null, 20).y), 9);
 * const near = thin({ x, y }, [600, 602], 20).x.filter((i) => i >= 598 && i <= 604);
 * assertEquals(near, [598, 599, 600, 601, 602, 603, 604]);
 * ```
 */
export function thin({ x, y }: Points, stretch: Stretch, most: number): Points {
  const margin = stretch === null ? 0 : stretch[1] - stretch[0];
  const from = stretch === null ? 0 : firstFrom(x, stretch[0] - margin);
  const to = stretch === null ? x.length : firstFrom(x, stretch[1] + margin, true);
  const kept = [
    ...largestTriangles(x, y, 0, from, Math.ceil(most / 2)),
    ...largestTriangles(x, y, from, to, most),
    ...largestTriangles(x, y, to, x.length, Math.ceil(most / 2)),
  ];
  return { x: kept.map((i) => x[i]), y: kept.map((i) => y[i]) };
}

/** Indices of the points from `from` to before `to` that stay. */
function largestTriangles(
  x: readonly number[],
  y: readonly number[],
  from: number,
  to: number,
  most: number,
): ArrayLike<number> & Iterable<number> {
  const indices = Array.from({ length: to - from }, (_, i) => from + i);
  if (indices.length <= most) return indices;
  const thinned = createLTTB<number>({ x: (i: number) => x[i], y: (i: number) => y[i] })(indices, most);
  return Array.from(thinned as ArrayLike<number>);
}

/** Index of the first point at or after (or only after) a place. */
function firstFrom(x: readonly number[], place: number, isAfter = false): number {
  let [low, high] = [0, x.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (x[middle] < place || isAfter && x[middle] === place) low = middle + 1;
    else high = middle;
  }
  return low;
}
