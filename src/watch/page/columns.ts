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
  const places = [...new Set(lines.flatMap(({ x }) => x))].sort((a, b) => a - b);
  const indexOf = new Map(places.map((place, index) => [place, index]));
  const columns = lines.map(({ x, y }) => {
    const column = new Array<number | null>(places.length).fill(null);
    x.forEach((place, at) => {
      if (!positive || y[at] > 0) column[indexOf.get(place)!] = y[at];
    });
    return column;
  });
  return [places, ...columns];
}
