/**
 * Rows of several starts in one file: where each begins, and which of them go on from the one before, as `fit` does that is called
 * again with the same weights.
 *
 * @module
 */
import { median } from "simple-statistics";
import { isRising } from "../series.ts";
import { limitsOf } from "../thresholds.ts";
import { meaningOf } from "./classify.ts";
import type { Cells } from "./places.ts";

const LIMITS = limitsOf("appended-runs");

/** The rows of one run, and how many entries of what is logged most. */
export interface Start {
  readonly from: number;
  /** The row behind its last. */
  readonly to: number;
  readonly entries: number;
}

function longestOf(measures: readonly Cells[]): Cells | undefined {
  return measures.reduce<Cells | undefined>(
    (a, b) => a === undefined || b.values.length > a.values.length ? b : a,
    undefined,
  );
}

/** The training loss, or what is logged most often. */
function leadingOf(measures: readonly Cells[]): Cells | undefined {
  const losses = measures.filter(({ name }) => {
    const meaning = meaningOf(name);
    return meaning?.role === "loss" && meaning.split === "train";
  });
  return inTurn(losses) ?? longestOf(losses) ?? longestOf(measures);
}

/** Losses of which each begins behind the end of the one before it, as one: a run may call its loss otherwise than the run before it. */
function inTurn(losses: readonly Cells[]): Cells | undefined {
  if (losses.length < 2) return undefined;
  const rowsOf = ({ rows, values }: Cells) => rows ?? values.map((_, row) => row);
  const turns = losses.map((loss) => ({ rows: rowsOf(loss), values: loss.values }))
    .filter(({ rows }) => rows.length > 0).toSorted((a, b) => a.rows[0] - b.rows[0]);
  const areApart = turns.length > 1 &&
    turns.every(({ rows }, i) => i === 0 || rows[0] > turns[i - 1].rows.at(-1)!);
  return areApart
    ? {
      name: losses[0].name,
      rows: turns.flatMap(({ rows }) => rows),
      values: turns.flatMap(({ values }) => values),
    }
    : undefined;
}

function isHeldOut(name: string, role: "loss" | "metric"): boolean {
  const meaning = meaningOf(name);
  return meaning?.role === role && meaning.split !== "train";
}

/**
 * The starts in a file, by the places of its rows: a run begins where what leads is counted anew, at or before its first place.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const loss = { name: "loss", values: [3, 2, 3, 2, 1] };
 * assertEquals(startsIn([loss], [1, 2, 1, 2, 3]).map(({ from, to }) => [from, to]), [[0, 2], [2, 5]]);
 * ```
 */
export function startsIn(measures: readonly Cells[], places: readonly number[]): readonly Start[] {
  const leading = leadingOf(measures);
  if (leading === undefined) return [];
  const rows = leading.rows ?? leading.values.map((_, row) => row), [first] = rows;
  const begins = isRising(places)
    ? []
    : rows.flatMap((row, i) =>
      i > 0 && places[row] < places[rows[i - 1]] && places[row] <= places[first] ? [i] : []
    );
  // rows that go back each time are one run in another order
  const starts = begins.length > 1 && begins.length === rows.length - 1 ? [0] : [0, ...begins];
  const fromOf = (i: number) => {
    // what was logged at the same place in rows before it belongs to it
    let row = rows[i];
    while (i > 0 && row - 1 > rows[i - 1] && places[row - 1] <= places[row]) row--;
    return i === 0 ? 0 : row;
  };
  return starts.map((i, k) => {
    const next = starts[k + 1];
    return {
      from: fromOf(i),
      to: next === undefined ? places.length : fromOf(next),
      entries: (next ?? rows.length) - i,
    };
  });
}

/**
 * The runs, those together that go on from one another: the training loss begins where the one before it ended, and far from where the
 * first in the file began, and held-out rows give what they gave. A run from new weights begins where all do.
 */
export function goingOn(
  measures: readonly Cells[],
  starts: readonly Start[],
): readonly (readonly Start[])[] {
  const leading = leadingOf(measures);
  if (starts.length === 1 || leading === undefined || meaningOf(leading.name)?.role !== "loss") {
    return starts.map((start) => [start]);
  }
  const held = (["loss", "metric"] as const).flatMap((role) =>
    longestOf(measures.filter(({ name }) => isHeldOut(name, role))) ?? []
  );
  const courses = starts.map(({ from, to }) => finiteBetween(leading, from, to));
  let highest = -Infinity;
  const chains: Start[][] = [];
  starts.forEach((start, k) => {
    const [begins] = courses[k], before = courses[k - 1] ?? [];
    const end = before.length === 0 ? NaN : median(before.slice(-LIMITS.end)), gained = highest - end;
    const goes = gained >= LIMITS.gained * Math.abs(highest) &&
      Math.abs(begins - end) <= LIMITS.moved * gained;
    if (goes && held.every((one) => goesOnIn(one, starts[k - 1], start))) {
      chains[chains.length - 1].push(start);
    } else chains.push([start]);
    if (begins !== undefined) highest = Math.max(highest, begins);
  });
  return chains;
}

/** Whether what held-out rows gave at the start of a run is near to what they gave at the end of the one before; where either gave nothing, nothing speaks against it. */
function goesOnIn(measure: Cells, before: Start, start: Start): boolean {
  const [begins] = finiteBetween(measure, start.from, start.to);
  const ends = finiteBetween(measure, before.from, before.to).slice(-LIMITS.end);
  if (begins === undefined || ends.length === 0) return true;
  return Math.abs(begins - median(ends)) <= LIMITS.near * Math.abs(median(ends));
}

function finiteBetween({ rows, values }: Cells, from: number, to: number): readonly number[] {
  return (rows === undefined
    ? values.slice(from, to)
    : values.filter((_, i) => rows[i] >= from && rows[i] < to)).filter(Number.isFinite);
}

/** The highest training loss with which a run before the last course began. */
export function highestBefore(
  measures: readonly Cells[],
  chains: readonly (readonly Start[])[],
): number | undefined {
  const leading = leadingOf(measures);
  if (leading === undefined || meaningOf(leading.name)?.role !== "loss") return undefined;
  const begins = chains.slice(0, -1).flat().flatMap(({ from, to }) =>
    finiteBetween(leading, from, to).slice(0, 1)
  );
  return begins.length === 0 ? undefined : begins.reduce((a, b) => Math.max(a, b));
}

/**
 * What the runs are called that are told side by side: folds, and where the last has hardly begun beside a longer one before it; else
 * none, for the last is the one that its owner asks about. Those without a course are left out, the last excepted.
 */
export function toldBeside(chains: readonly (readonly Start[])[], areFolds: boolean): readonly string[] {
  const lengths = chains.map((chain) => chain.reduce((sum, { entries }) => sum + entries, 0));
  const last = lengths.length - 1, longest = Math.max(0, ...lengths.slice(0, -1));
  const isShort = longest >= Math.max(LIMITS.course, LIMITS.longer * lengths[last]);
  if (chains.length > LIMITS.mostTold || !(areFolds || isShort)) return [];
  const told = lengths.flatMap((length, k) =>
    length >= LIMITS.course || k === last ? [nameOf(k, chains.length, areFolds)] : []
  );
  return told.length < 2 ? [] : told;
}

/** What all of them are called. */
export function namesOf(chains: readonly (readonly Start[])[], areFolds: boolean): readonly string[] {
  return chains.map((_, k) => nameOf(k, chains.length, areFolds));
}

/**
 * The rows of the run of that name.
 *
 * @throws {RangeError} when no run has it
 */
export function rowsOfRun(
  name: string,
  chains: readonly (readonly Start[])[],
  areFolds: boolean,
): { readonly from: number; readonly to: number } {
  const names = namesOf(chains, areFolds), chain = chains[names.indexOf(name)];
  if (chain === undefined) throw new RangeError(`no run ${name} in it; it holds ${names.join(", ")}`);
  return { from: chain[0].from, to: chain[chain.length - 1].to };
}

function nameOf(k: number, count: number, isFold: boolean): string {
  return `${isFold ? "fold" : "run"} ${k + 1} of ${count}`;
}

/** The places with those of each run counted on from the end of the one that it goes on from. */
export function countedOn(
  places: readonly number[],
  chains: readonly (readonly Start[])[],
): readonly number[] {
  if (chains.every(({ length }) => length === 1)) return places;
  const counted = [...places];
  for (const chain of chains) {
    let offset = 0;
    chain.forEach(({ from, to }, k) => {
      const last = k === 0 ? 0 : counted.slice(chain[k - 1].from, from).reduce((a, b) => Math.max(a, b), 0);
      offset = k === 0 ? 0 : last + (places[from] === 0 ? 1 : 0);
      for (let row = from; row < to; row++) counted[row] = places[row] + offset;
    });
  }
  return counted;
}

/** The measures without what is printed once at each start of several, and is a setting. */
export function withoutOnceARun<One extends Cells>(
  measures: readonly One[],
  starts: number,
): readonly One[] {
  const most = leadingOf(measures)?.values.length ?? 0;
  return starts > 1 && most > 2 * starts ? measures.filter(({ values }) => values.length > starts) : measures;
}
