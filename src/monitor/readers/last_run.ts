/**
 * Runs of one column, one behind the other in one file: the last is read, resumed ones are joined, and what the earlier ones came to is told.
 *
 * @module
 */
import type { History, LoggedSeries } from "../records.ts";
import { isRising } from "../series.ts";

type Column = Pick<LoggedSeries, "name" | "at" | "values">;

/** Share of rows that go back from which on a log is out of order: runs are resumed more rarely. */
const SHUFFLED = 0.25;

/**
 * Where a column starts anew another run was appended, where it goes back a little the run was resumed; one that goes back again
 * and again and to no place twice is out of order.
 */
export function lastRun(column: Column, notes: string[]): Column {
  const { name, at, values } = column;
  if (isRising(at)) return column;
  const back = at.filter((place, i) => i > 0 && place < at[i - 1]).length;
  if (back > 1 && back >= SHUFFLED * at.length && new Set(at).size === at.length) {
    notes.push("the rows are not in their order: read by what they count");
    const order = at.map((_, i) => i).sort((a, b) => at[a] - at[b]);
    return { name, at: order.map((i) => at[i]), values: order.map((i) => values[i]) };
  }
  const runs = runsOf(column), last = runs[runs.length - 1];
  let kept = { at: [] as readonly number[], values: [] as readonly number[] };
  for (const piece of piecesOf(last)) {
    const [place] = piece.at, from = kept.at.findIndex((before) => before >= place);
    const again = from < 0 ? 0 : kept.at.length - from;
    const end = kept.at[kept.at.length - 1];
    // what has hardly begun to go over it again does not take its place
    if (piece.at.length <= GIVEN_UP * again && piece.at[piece.at.length - 1] < end) {
      notes.push(
        `resumed at ${place} after ${end}: read is the course up to there, the ${piece.at.length} logged since are left out`,
      );
      continue;
    }
    if (again > 0) notes.push(`resumed at ${place}: what was logged twice is read once, as it was last`);
    kept = {
      at: [...again > 0 ? kept.at.slice(0, from) : kept.at, ...piece.at],
      values: [...again > 0 ? kept.values.slice(0, from) : kept.values, ...piece.values],
    };
  }
  const givenUp = runs.filter((run) => run.at.length <= GIVEN_UP * last.at.length).length;
  if (runs.length - givenUp > 1) {
    notes.push(`${runs.length} runs in one file, or stages of one: the last is read`);
  } else if (givenUp > 0) notes.push(`begun anew at ${last.at[0]}: what was logged before is left out`);
  return { name, ...kept };
}

/** The pieces of a run that was resumed, each in its order. */
function piecesOf({ at, values }: Pick<Column, "at" | "values">): readonly Pick<Column, "at" | "values">[] {
  const starts = at.flatMap((place, i) => i === 0 || place < at[i - 1] ? [i] : []);
  return starts.map((from, i) => ({
    at: at.slice(from, starts[i + 1]),
    values: values.slice(from, starts[i + 1]),
  }));
}

/** Share of the last run's entries with which one before it was given up. */
const GIVEN_UP = 0.1;

/**
 * The runs of a column: one more wherever it starts anew. What says once more, at its end, what it began with (as some trackers do) is
 * none.
 */
function runsOf({ at, values }: Column): readonly Pick<Column, "at" | "values">[] {
  // a start that came to NaN in its first line and was begun again at the same place
  const afterFailedStarts = (from: number): number =>
    from > 0 && Number.isNaN(values[from]) && at[from + 1] === at[from] ? afterFailedStarts(from + 1) : from;
  const starts = at.flatMap((place, i) => i === 0 || place < at[i - 1] && place <= at[0] ? [i] : []);
  const runs = starts.map((start, i) => {
    const isLast = i === starts.length - 1, from = isLast ? afterFailedStarts(start) : start;
    return { at: at.slice(from, starts[i + 1]), values: values.slice(from, starts[i + 1]) };
  });
  return runs.filter((run, i) => {
    const before = runs[i - 1];
    return before === undefined || run.at.length >= before.at.length ||
      run.at.some((place, k) => place !== before.at[k] || run.values[k] !== before.values[k]);
  });
}

/** The best that an earlier run of the same file came to, where the one that is read did not come to it. */
export function betterBefore(
  written: Column,
  { values, better }: Pick<LoggedSeries, "values" | "better">,
): History["betterBefore"] {
  if (written.values.length <= values.length) return undefined;
  const best = (all: readonly number[]) =>
    all.reduce(
      (a, b) => Number.isFinite(b) && (better === "higher" ? b > a : b < a) ? b : a,
      better === "higher" ? -Infinity : Infinity,
    );
  const value = best(written.values.slice(0, written.values.length - values.length)), own = best(values);
  const isBetter = better === "higher" ? value > own : value < own;
  return isBetter ? { name: written.name, value, at: written.at[written.values.indexOf(value)] } : undefined;
}

/** How many of the earlier runs of the same file lost their numbers. */
export function runsLostBefore(written: Column | undefined): number {
  const runs = written === undefined || isRising(written.at) ? [] : runsOf(written);
  return runs.slice(0, -1).filter(({ values }) => !values.every(Number.isFinite)).length;
}
