/**
 * A history that is looked at again and again while somebody writes it.
 *
 * @module
 */
import { explained } from "../boundary/mod.ts";
import { longestOf } from "../monitor/logged.ts";
import type { History } from "../monitor/mod.ts";
import { findPath, historyFiles } from "./source.ts";
import { findTraining } from "./place.ts";

/** What one look at a history found. */
export interface Look<Read> {
  /** Where it lies now: a run in training moves when it is complete. */
  readonly place: string;
  /** Size and time of its files; null when there are none. */
  readonly stamp: string | null;
  /** Milliseconds since 1970; 0 before anything was written. */
  readonly writtenAt: number;
  /** What could be read of it, at this look or the last that could. */
  readonly read?: Read;
  /** Why this look could not read it: not there yet or any more, half written, or no history. */
  readonly problem?: Error;
}

/** Looks at a path or a run's name; where nothing was written since the last look, that is given back and nothing is read. */
export function lookAt<Read>(
  path: string,
  before: Look<Read> | undefined,
  read: (place: string, writtenAt: number) => Read,
): Look<Read> {
  let place = path, stamp: string | null = null, writtenAt = before?.writtenAt ?? 0;
  try {
    place = findTraining(path) ?? findPath(path);
    ({ stamp, writtenAt } = stampOf(place));
    const isSame = before?.place === place && before.stamp === stamp && before.problem === undefined;
    return isSame ? before : { place, stamp, writtenAt, read: read(place, writtenAt) };
  } catch (problem) {
    return { place, stamp, writtenAt, read: before?.read, problem: problem as Error };
  }
}

/** What tells a history from another run's: how long it is, and the first value of each series. */
export interface Beginning {
  readonly entries: number;
  readonly first: ReadonlyMap<string, number | null>;
}

/** Of the values as they were logged: an epoch's mean changes while the epoch lasts, and steps may turn out to be epochs. */
export function beginningOf(history: History): Beginning {
  const { trainLoss, series = [{ name: "", values: trainLoss }] } = history;
  const first = series.flatMap(({ name, values }) => values.length === 0 ? [] : [[name, values[0]] as const]);
  return { entries: longestOf(history), first: new Map(first) };
}

/** Whether a history begins otherwise than the one seen before. */
export function beginsOtherwise(before: Beginning, now: Beginning): boolean {
  return [...before.first].some(([name, value]) =>
    now.first.has(name) && !Object.is(now.first.get(name), value)
  );
}

/** Whether a history is another run's than the one seen before: shorter, or with another beginning. */
export function isAnotherRun(before: Beginning, now: Beginning): boolean {
  return now.entries < before.entries || beginsOtherwise(before, now);
}

/** The files with the history of a place; none where it has not begun. */
export function presentFiles(place: string): readonly string[] {
  try {
    return historyFiles(place);
  } catch {
    return [];
  }
}

/** A run's own record and evidence may change when its history does not. */
function stampOf(place: string): { readonly stamp: string; readonly writtenAt: number } {
  const histories = presentFiles(place);
  const known = (histories.length > 0 ? histories : [place]).map((file) =>
    explained(file, () => Deno.statSync(file))
  );
  const beside = [`${place}/run.json`, `${place}/evidence.json`].map((file) => {
    try {
      return Deno.statSync(file);
    } catch {
      return null; // a file from elsewhere has neither
    }
  });
  return {
    stamp: [...known, ...beside].map((info) => `${info?.size} ${info?.mtime?.getTime()}`).join(" "),
    writtenAt: known.reduce((last, { mtime }) => Math.max(last, mtime?.getTime() ?? 0), 0),
  };
}
