/**
 * Tables without a header: what their columns are taken as, and why some are not read.
 *
 * @module
 */
import { someOf } from "../../text/mod.ts";
import { meaningOf } from "./classify.ts";
import { readCell } from "./csv_columns.ts";
import { UnclearNames } from "./header_names.ts";
import type { Chosen } from "./chosen.ts";
import type { Cells } from "./places.ts";
import { MANY_ROWS } from "./rows.ts";

/** Columns without names of which the first is taken as the loss: losses and accuracies of both sets of rows are so many. */
export const MOST_NAMELESS = 4;

/** Share of the lines that may count otherwise: a run that is resumed goes back, and one that was killed tears a line. */
const RESUMED = 0.01;

/** The highest rate of learning that is in use, and how far below all other columns it lies. */
const HIGHEST_RATE = 0.1, BELOW = 10;

/** How far above the first a second column is no loss of the same kind: a time, or how many rows a second. */
const FAR_ABOVE = 100;

/** What the numbers of one column do. */
interface Course {
  readonly least: number;
  readonly most: number;
  readonly first: number;
  readonly last: number;
  /** Lines in which it rises again after it had begun to fall. */
  readonly risesAgain: number;
}

function coursesOf(
  lines: Iterable<readonly string[]>,
): { readonly count: number; readonly courses: Course[] } {
  const courses: { -readonly [Key in keyof Course]: number }[] = [], hasFallen: boolean[] = [];
  let count = 0;
  for (const line of lines) {
    count++;
    // a torn line tells nothing
    if (count > 1 && line.length !== courses.length) continue;
    line.forEach((cell, i) => {
      const value = readCell(cell) ?? NaN;
      const course = courses[i] ??= { least: value, most: value, first: value, last: value, risesAgain: 0 };
      if (value > course.last && hasFallen[i]) course.risesAgain++;
      hasFallen[i] ||= value < course.last;
      course.least = Math.min(course.least, value);
      course.most = Math.max(course.most, value);
      course.last = value;
    });
  }
  return { count, courses };
}

/** Whether the numbers are a schedule: they rise to a peak and fall from it, far below what any other column ever comes to. */
function isRate({ least, most, risesAgain }: Course, count: number, others: readonly Course[]): boolean {
  return least >= 0 && most > least && most <= HIGHEST_RATE && risesAgain <= RESUMED * count &&
    others.every((other) => other.least > BELOW * most);
}

/**
 * Names by the numbers: what counts in front, then the loss, the validation loss of two alike, and the rate of learning. Of more
 * columns nothing tells which is which, and of many not even which is the loss.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const lines = [["0", "3.1", "0.001"], ["1", "2.7", "0.002"], ["2", "2.2", "0.001"]];
 * assertEquals(guessedNames(lines), ["epoch", "loss", "learning_rate"]);
 * ```
 */
export function guessedNames(lines: readonly (readonly string[])[]): readonly string[] {
  const [first] = lines, { count, courses } = coursesOf(lines);
  const counter = counterOf(lines), own = courses.map((_, i) => i).slice(counter.length);
  const measures = own.filter((i) => {
    const others = own.filter((other) => other !== i).map((other) => courses[other]);
    return i === own[0] || !isRate(courses[i], count, others);
  });
  const [loss, second] = measures;
  const isAlike = measures.length === 2 && courses[second].most > courses[second].least &&
    courses[second].least <= FAR_ABOVE * courses[loss].most;
  return first.map((_, i) => {
    if (i < counter.length) return counter[i];
    if (measures.length <= MOST_NAMELESS && !measures.includes(i)) return "learning_rate";
    if (measures.length <= MOST_NAMELESS && i === loss) return "loss";
    return i === second && isAlike ? "val_loss" : `column ${i + 1}`;
  });
}

/** What a column in front counts, if it counts: runs that are appended count anew, steps are logged now and then. */
function counterOf(lines: readonly (readonly string[])[]): readonly string[] {
  const [first] = lines;
  let last = NaN, others = 0, leaps = 0;
  lines.forEach(([cell], row) => {
    const number = Number(cell), isNext = number === last + 1 || number === Number(first[0]) && row !== 1;
    if (!isNext) leaps++;
    if (!isNext && !(Number.isInteger(number) && number > last)) others++;
    if (Number.isInteger(number)) last = number;
  });
  const few = lines.length >= MANY_ROWS ? RESUMED * lines.length : 0, isEvery = leaps <= few;
  if (others > few || lines.length <= 2 - Number(isEvery) || first.length < 2) return [];
  return [isEvery && lines.length < MANY_ROWS ? "epoch" : "step"];
}

/** Lines of several lengths are lists, of which none is an epoch more than a curve; the last line may be cut off. */
export function refuseLists(lines: Iterable<readonly string[]>): void {
  const lengths = [...lines].slice(0, -1).map(({ length }) => length);
  const least = lengths.reduce((a, b) => Math.min(a, b), Infinity), most = Math.max(0, ...new Set(lengths));
  if (least >= most) return;
  throw new UnclearNames(
    `no names, and lines of ${least} to ${most} numbers: each may be a curve of its own or the batches of an epoch, and nothing tells which`,
  );
}

/** Of many columns without names none is the loss more than another: said is what they look like, and how to name one. */
export function refuseNameless(
  columns: readonly Cells[],
  count: number,
  { train, validation, metrics = [] }: Chosen = {},
): void {
  if (train !== undefined || validation !== undefined || metrics.length > 0) return;
  const short = (value: number) => `${Number(value.toPrecision(3))}`;
  const courses = columns.map(({ values }) => `${short(values[0])} to ${short(values[values.length - 1])}`);
  throw new UnclearNames(
    `no header above its ${columns.length} columns: nothing tells which holds the loss. From the first to the last of ${count} rows they go ${
      someOf(courses, 10)
    }; a first line with their names tells which, or --train "column N" (N from 1)`,
  );
}

/** Numbers in a line from which on they are many of one kind, and no columns. */
const MANY_A_LINE = 100;

/**
 * A table of the mean of each line, where a file that is called by a measure holds many numbers a line: the episodes of an evaluation, or the
 * batches of an epoch. `undefined` for any other.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const lines = [Array(100).fill("2"), Array(100).fill("3,5")];
 * assertEquals(meansOfLines(lines, "rewards.csv")?.text, "rewards\n2\n3.5");
 * ```
 */
export function meansOfLines(
  lines: readonly (readonly string[])[],
  file: string,
): { readonly text: string; readonly note: string } | undefined {
  const name = file.replace(/\.\w{1,5}$/, ""), { role } = meaningOf(name) ?? {};
  const many = lines[0]?.length ?? 0;
  const isMeasure = role === "reward" || role === "loss" || role === "loss term" || role === "metric";
  if (!isMeasure || many < MANY_A_LINE || lines.some(({ length }) => length !== many)) return undefined;
  const means = lines.map((line) => line.reduce((sum, cell) => sum + (readCell(cell) ?? NaN), 0) / many);
  if (means.some(Number.isNaN)) return undefined;
  return {
    text: [name, ...means].join("\n"),
    note: `${many} numbers in each of its ${lines.length} lines: read is the mean of each line`,
  };
}
