/**
 * One series of a history: numbers, nulls, and what stands for NaN.
 *
 * @module
 */
import type { Series } from "../records.ts";
import { entryAsNumber } from "./json.ts";
import { refuseLong } from "./size.ts";

/** A list of numbers and nulls; copied only when it holds something else that means a number. */
export function readSeries(value: unknown, name: string): Series {
  const list = Array.isArray(value) ? value : Object.values(value as object);
  refuseLong(list.length);
  if (list.length === 0) throw new TypeError(`${name}: the list is empty, it needs at least one entry`);
  let copy: (number | null)[] | undefined;
  for (let i = 0; i < list.length; i++) {
    const entry = list[i];
    if (typeof entry === "number" || entry === null) continue;
    const number = entryAsNumber(entry);
    if (number === undefined) {
      throw new TypeError(
        `${name}[${i}]: expected a number or null, got ${JSON.stringify(entry).slice(0, 60)}`,
      );
    }
    copy ??= [...list];
    copy[i] = number;
  }
  const series = copy ?? list as Series;
  if (series.every((entry) => entry === null)) throw new TypeError(`${name}: every entry is null`);
  return series;
}

/** One entry an epoch: a series measured every k-th epoch is spread out, a longer or shorter one cut or filled. */
export function alignTo(
  length: number,
  series: Series | undefined,
  name: string,
  notes: string[],
): Series | undefined {
  if (series === undefined || series.length === length) return series;
  const every = length / series.length;
  if (Number.isInteger(every)) {
    notes.push(
      `${name} has ${series.length} entries for ${length} epochs: taken as measured every ${every} epochs`,
    );
    return Array.from({ length }, (_, i) => (i + 1) % every === 0 ? series[(i + 1) / every - 1] : null);
  }
  notes.push(`${name} has ${series.length} entries for ${length} epochs: taken from the first epoch on`);
  return Array.from({ length }, (_, i) => series[i] ?? null);
}
