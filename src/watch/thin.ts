/**
 * Fewer points that look the same.
 *
 * @module
 */
import { createLTTB } from "downsample";

/** A stretch of the x axis; null for all of it. */
export type Stretch = readonly [from: number, to: number] | null;

/** Numbers in order, as they were sent or packed. */
export type Column = readonly number[] | Float64Array;

/** Points of a line; every y is finite, x never falls. */
export interface Points {
  readonly x: Column;
  readonly y: Column;
}

/**
 * A line as it is seen: the stretch and as much again on either side with at most `most` points, what lies before and
 * after with half as many, so that nothing is missing while the reader moves on. Thinned by largest triangles
 * (Steinarsson 2013), which keeps peaks; of a long line only the extremes of short parts stand for choice, which makes the
 * same picture (Van Der Donckt and others 2023, MinMaxLTTB) in milliseconds for a million points. Linear in the length
 * the first time that a line is seen; after that the extremes of its blocks are known.
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
export function thin(
  { x, y }: Points,
  stretch: Stretch,
  most: number,
): { readonly x: number[]; readonly y: number[] } {
  const kept = sectionsOf(x, stretch, most).flatMap(({ from, to, most }) =>
    largestTriangles(x, y, from, to, most)
  );
  return { x: kept.map((i) => x[i]), y: kept.map((i) => y[i]) };
}

/**
 * The same line as means of equal parts, each at the last place of its part: what a curve is smoothed from, since the
 * extremes of many points do not lie about their mean.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(means({ x: [1, 2, 3, 4], y: [9, 1, 8, 2] }, null, 2), { x: [2, 4], y: [5, 5] });
 * ```
 */
export function means(
  { x, y }: Points,
  stretch: Stretch,
  most: number,
): { readonly x: number[]; readonly y: number[] } {
  const mean = { x: [] as number[], y: [] as number[] };
  for (const { from, to, most: parts } of sectionsOf(x, stretch, most)) {
    const count = Math.min(parts, to - from);
    for (let part = 0, start = from; part < count; part++) {
      const end = from + Math.round((part + 1) * (to - from) / count);
      let sum = 0;
      for (let i = start; i < end; i++) sum += y[i];
      mean.x.push(x[end - 1]);
      mean.y.push(sum / (end - start));
      start = end;
    }
  }
  return mean;
}

/** Indices of a line before the stretch, along it and as much again on either side, and after it, and how many points each may have. */
function sectionsOf(x: Column, stretch: Stretch, most: number) {
  const margin = stretch === null ? 0 : stretch[1] - stretch[0];
  const from = stretch === null ? 0 : firstFrom(x, stretch[0] - margin);
  const to = stretch === null ? x.length : firstFrom(x, stretch[1] + margin, true);
  const few = Math.ceil(most / 2);
  return [{ from: 0, to: from, most: few }, { from, to, most }, { from: to, to: x.length, most: few }];
}

/** Extremes that stand for choice for each point that is kept. */
const CHOICE = 4;

/** Indices of the points from `from` to before `to` that stay. */
function largestTriangles(x: Column, y: Column, from: number, to: number, most: number): readonly number[] {
  if (to - from <= most) return Array.from({ length: to - from }, (_, i) => from + i);
  const choice = extremes(y, from, to, CHOICE * most / 2);
  const thinned = createLTTB<number>({ x: (i: number) => x[i], y: (i: number) => y[i] })(choice, most);
  return Array.from(thinned as ArrayLike<number>);
}

/** The first point, the last, and the least and the largest of each of so many parts between them. */
function extremes(y: Column, from: number, to: number, parts: number): readonly number[] {
  const size = Math.max(1, (to - from - 2) / parts);
  const blocks = size > 2 * BLOCK ? blocksOf(y) : undefined;
  const chosen = [from];
  for (let start = from + 1, part = 1; start < to - 1; part++) {
    const place = from + 1 + part * size;
    const border = blocks === undefined ? Math.round(place) : BLOCK * Math.round(place / BLOCK);
    const end = Math.min(to - 1, Math.max(start + 1, border));
    let [least, largest] = [start, start];
    for (let i = start; i < end;) {
      const isBlock = blocks !== undefined && i % BLOCK === 0 && i + BLOCK <= end;
      const low = isBlock ? blocks.least[i / BLOCK] : i, high = isBlock ? blocks.largest[i / BLOCK] : i;
      if (y[low] < y[least]) least = low;
      if (y[high] > y[largest]) largest = high;
      i += isBlock ? BLOCK : 1;
    }
    chosen.push(Math.min(least, largest));
    if (least !== largest) chosen.push(Math.max(least, largest));
    start = end;
  }
  chosen.push(to - 1);
  return chosen;
}

/** Points of a block, whose extremes are looked for once. */
const BLOCK = 64;

/** Indices of the least and the largest of every whole block. */
interface Blocks {
  readonly least: Uint32Array;
  readonly largest: Uint32Array;
}

const known = new WeakMap<Column, Blocks>();

function blocksOf(y: Column): Blocks {
  const before = known.get(y);
  if (before !== undefined) return before;
  const count = Math.floor(y.length / BLOCK);
  const blocks = { least: new Uint32Array(count), largest: new Uint32Array(count) };
  for (let block = 0; block < count; block++) {
    let least = block * BLOCK, largest = least;
    for (let i = least + 1; i < (block + 1) * BLOCK; i++) {
      if (y[i] < y[least]) least = i;
      else if (y[i] > y[largest]) largest = i;
    }
    blocks.least[block] = least;
    blocks.largest[block] = largest;
  }
  known.set(y, blocks);
  return blocks;
}

/** Index of the first point at or after (or only after) a place. */
function firstFrom(x: Column, place: number, isAfter = false): number {
  let [low, high] = [0, x.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (x[middle] < place || isAfter && x[middle] === place) low = middle + 1;
    else high = middle;
  }
  return low;
}
