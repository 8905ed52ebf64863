/**
 * What two writers log at once, as processes of one training do that share a file: each step stands twice, once of each, and no run was
 * resumed between them.
 *
 * @module
 */
import { median } from "simple-statistics";
import type { LoggedSeries } from "../records.ts";
import { isRising } from "../series.ts";

type Column = Pick<LoggedSeries, "name" | "at" | "values">;

/** Entries that the writers may be apart. */
const APART = 8;

/** Most that both may differ on a step, as a share, and on half of the steps: each rounds, or averages, by itself. */
const MOST = 0.1, HALF = 0.005;

/** Entries that are written again, and the share of all, from which on there are two writers. */
const FEWEST = 3, AGAIN = 1 / 3;

/**
 * The entries without those that a second writer adds: of the same place as one of the last few, and near to its value; `undefined` where
 * they are few.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const twice = { name: "loss", at: [10, 20, 10, 30, 20, 30], values: [3, 2, 3, 1.5, 2.001, 1.5] };
 * assertEquals(withoutSecondWriter(twice), { name: "loss", at: [10, 20, 30], values: [3, 2, 1.5] });
 * assertEquals(withoutSecondWriter({ name: "loss", at: [10, 20, 10, 20], values: [3, 2, 1.6, 1.4] }), undefined);
 * ```
 */
export function withoutSecondWriter({ name, at, values }: Column): Column | undefined {
  if (isRising(at)) return undefined;
  const kept: number[] = [], apart: number[] = [];
  at.forEach((place, i) => {
    for (let k = kept.length - 1; k >= Math.max(0, kept.length - APART); k--) {
      const before = kept[k];
      if (at[before] !== place || i - before > APART) continue;
      const between = differenceOf(values[before], values[i]);
      if (!(between <= MOST)) continue;
      apart.push(between);
      return;
    }
    kept.push(i);
  });
  return apart.length < Math.max(FEWEST, AGAIN * at.length) || median(apart) > HALF
    ? undefined
    : { name, at: kept.map((i) => at[i]), values: kept.map((i) => values[i]) };
}

/** How far one value lies from another, as a share of the larger. */
function differenceOf(a: number, b: number): number {
  return Object.is(a, b) ? 0 : Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b));
}
