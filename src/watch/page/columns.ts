/**
 * Lines with places of their own, as columns over one x axis.
 *
 * @module
 */
import type { Points } from "../thin.ts";

/**
 * The places of all lines in order, then one column a line with `null` where it has nothing. A logarithmic scale has no
 * place for zero and below.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const columns = columnsOf([{ x: [1, 3], y: [5, 0] }, { x: [2, 3], y: [7, 8] }], true);
 * assertEquals(columns, [[1, 2, 3], [5, null, null], [null, 7, 8]]);
 * ```
 */
export function columnsOf(lines: readonly Points[], positive = false): (number | null)[][] {
  const places = placesOf(lines);
  const columns = lines.map(({ x, y }) => {
    const column = new Array<number | null>(places.length).fill(null);
    for (let at = 0, index = 0; at < x.length; at++) {
      while (places[index] < x[at]) index++;
      if (!positive || y[at] > 0) column[index] = y[at];
    }
    return column;
  });
  return [places, ...columns];
}

/** Every place of any line, in order. */
function placesOf(lines: readonly Points[]): number[] {
  const all = new Float64Array(lines.reduce((sum, { x }) => sum + x.length, 0));
  let filled = 0;
  for (const { x } of lines) {
    all.set(x, filled);
    filled += x.length;
  }
  all.sort();
  return Array.from(all).filter((place, at) => place !== all[at - 1]);
}
