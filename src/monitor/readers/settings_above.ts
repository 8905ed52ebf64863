/**
 * Settings that a trainer prints above the first of what it measures.
 *
 * @module
 */
import { meaningOf } from "./classify.ts";
import { isMeasure, isPlace } from "./console_line.ts";
import type { Row } from "./rows.ts";

/** What is printed before the first epoch, or the first line of a kind that comes again, and never after it are settings. */
export function withoutSettings(rows: readonly Row[]): readonly Row[] {
  const count = new Map<string, number>();
  for (const name of rows.flatMap((row) => Object.keys(row))) count.set(name, (count.get(name) ?? 0) + 1);
  const counted = rows.findIndex((row) => "epoch" in row || "step" in row);
  const most = Math.max(...[...count].map(([name, times]) => isPlace(name) ? 0 : times));
  // what is logged most begins with the training; a setting may be called as a counter is
  const logged = rows.findIndex((row) =>
    Object.keys(row).some((name) => !isPlace(name) && count.get(name) === most)
  );
  // an estimate before the first update is placed and holds a loss
  const estimated = rows.findIndex((row) =>
    Object.keys(row).some(isPlace) && Object.keys(row).some((name) => /loss/i.test(name) && isMeasure(name))
  );
  const begins = most > 1 ? Math.max(logged, counted) : counted;
  const from = estimated >= 0 ? Math.min(estimated, begins) : begins;
  if (from <= 0) return rows;
  const measured = new Set(rows.slice(from).flatMap((row) => Object.keys(row)));
  // a rate that is set and never logged is known, if it is the only one
  const rates = [...count.keys()].filter((name) => meaningOf(name)?.role === "learning rate");
  if (rates.length === 1) measured.add(rates[0]);
  const before = rows.slice(0, from).map((row) =>
    Object.fromEntries(Object.entries(row).filter(([name]) => measured.has(name)))
  );
  return [...before.filter((row) => !Object.keys(row).every(isPlace)), ...rows.slice(from)];
}
