/**
 * Lists in one object, a counter among them that tells where each entry belongs: rows, as a table has them. A counter that begins anew is of several
 * runs; one that leaps is of entries measured every so many epochs or steps.
 *
 * @module
 */
import { namesMeasure } from "./classify.ts";
import { isCounter } from "./counters.ts";
import { looseNumber } from "./json.ts";
import type { Row } from "./rows.ts";

/**
 * The rows of such lists; `undefined` where no counter is among them, or only one that counts the entries themselves, or where measures are not
 * counted by it.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const rows = rowsCounted({ epoch: [1, 2, 1], loss: [3, 2, 4] });
 * assertEquals(rows, [{ epoch: 1, loss: 3 }, { epoch: 2, loss: 2 }, { epoch: 1, loss: 4 }]);
 * assertEquals(rowsCounted({ step: [50, 100], loss: [3, 2] }), [{ step: 50, loss: 3 }, { step: 100, loss: 2 }]);
 * assertEquals(rowsCounted({ epoch: [1, 2, 3], loss: [3, 2, 1] }), undefined);
 * ```
 */
export function rowsCounted(content: object): readonly Row[] | undefined {
  const lists = Object.entries(content).filter((entry): entry is [string, unknown[]] =>
    Array.isArray(entry[1])
  );
  const [, places] = lists.find(([name, list]) => isCounter(name) && tellsPlaces(list)) ?? [];
  if (places === undefined) return undefined;
  const columns = lists.filter(([, list]) => list.length === places.length && list.every(isCell));
  const others = lists.filter((list) => !columns.includes(list));
  const areCounted = columns.some(([name]) => namesMeasure(name)) &&
    !others.some(([name, list]) => namesMeasure(name) && list.every(isCell));
  return areCounted
    ? places.map((_, row) => Object.fromEntries(columns.map(([name, list]) => [name, list[row]])))
    : undefined;
}

function tellsPlaces(places: readonly unknown[]): boolean {
  return places.every(Number.isInteger) &&
    (places as readonly number[]).some((place, i, all) => i > 0 && place !== all[i - 1] + 1);
}

function isCell(value: unknown): boolean {
  return typeof value === "string" || looseNumber(value) !== undefined;
}
