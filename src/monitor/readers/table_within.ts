/**
 * A table that stands among other text: a summary of the model above it, a report below.
 *
 * @module
 */
import { isCounter } from "./counters.ts";
import { meaningOf } from "./classify.ts";
import { readCell } from "./csv_columns.ts";

/** Fewer rows below a header are no course. */
const FEWEST_ROWS = 3;

/** Longer lines are no header's. */
const LONGEST = 2000;

/** The table, and the lines in which it stands. */
export interface TableWithin {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/**
 * The longest block of a header with a measure of training, and rows below it that hold nothing but numbers and as many cells. Its
 * first column counts, by its name or, as pandas writes an index, without one.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const log = "Layer  Params\ndense  7\n\n,loss\n0,0.9\n1,0.5\n2,0.4\n\nResults: fine";
 * assertEquals(tableWithin(log), { text: ",loss\n0,0.9\n1,0.5\n2,0.4", from: 4, to: 7 });
 * ```
 */
export function tableWithin(text: string): TableWithin | undefined {
  const lines = text.split("\n");
  let longest: TableWithin | undefined;
  for (let at = 0; at < lines.length; at++) {
    const separator = separatorOf(lines[at]);
    if (separator === undefined) continue;
    const cells = lines[at].split(separator).length, begins = at;
    while (at + 1 < lines.length && isRow(lines[at + 1], separator, cells)) at++;
    const rows = at - begins;
    if (rows >= FEWEST_ROWS && rows > (longest === undefined ? 0 : longest.to - longest.from)) {
      longest = { text: lines.slice(begins, at + 1).join("\n"), from: begins + 1, to: at + 1 };
    }
  }
  return longest;
}

/** What parts the names of a header; `undefined` for any other line. */
function separatorOf(line: string): string | undefined {
  if (line.length > LONGEST) return undefined;
  return [",", "\t", ";"].find((separator) => {
    const [first, ...names] = line.split(separator).map((name) => name.trim());
    return (first === "" || isCounter(first)) && names.some((name) => meaningOf(name) !== undefined) &&
      names.every((name) => name !== "" && readCell(name) === undefined);
  });
}

function isRow(line: string, separator: string, cells: number): boolean {
  const values = line.split(separator);
  return values.length === cells && values.every((value) => readCell(value) !== undefined) &&
    typeof readCell(values[0]) === "number";
}
