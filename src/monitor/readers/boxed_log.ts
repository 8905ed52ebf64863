/**
 * What OpenAI's baselines, Spinning Up and Stable-Baselines3 print: a box of names and numbers an epoch or rollout, in the
 * last under headings. Source: `HumanOutputFormat` of baselines and of Stable-Baselines3, `EpochLogger` of Spinning Up.
 *
 * @module
 */
import type { History } from "../records.ts";
import { readCell } from "./csv_columns.ts";
import type { LogFrame } from "./log.ts";
import { historyFromRows, type Row } from "./rows.ts";

const EDGE = /^-{5,}\s*$/;

/** Lines that are looked at to tell what a file is. */
const LINES = 2000;

/** Whether a line of dashes is followed by a name and a number between bars; a Markdown table has bars beside its dashes. */
export function looksBoxed(text: string): boolean {
  const lines = text.split("\n", LINES);
  return lines.some((line, i) => EDGE.test(line) && lineOf(lines[i + 1] ?? "") !== undefined);
}

/** Name and number of a line between bars, and whether the name stands indented; `undefined` for any other line. */
function lineOf(line: string) {
  const [before, name, cell, after, ...more] = line.trim().split("|", 5);
  if (before !== "" || after !== "" || more.length > 0) return undefined;
  return { name: name.trim(), cell: cell.trim(), isIndented: name.startsWith("  ") };
}

/**
 * Reads the boxes, each as one logged point; what else was printed is passed over.
 *
 * @throws {TypeError} one line that lists what was found, when none of it is a measure of training.
 */
export function historyFromBoxes(text: string, frame: Partial<LogFrame> = {}): History {
  const rows: Row[] = [];
  let row: Record<string, number> = {}, heading = "";
  for (const line of [...text.split("\n"), ""]) {
    const written = lineOf(line);
    if (written === undefined) {
      if (Object.keys(row).length > 0) rows.push(row);
      row = {};
      heading = "";
      continue;
    }
    const { name, cell, isIndented } = written;
    if (cell === "" && name.endsWith("/")) heading = name;
    const number = readCell(cell);
    // only what stands indented stands under the heading
    if (typeof number === "number") row[isIndented ? heading + name : name] = number;
  }
  return historyFromRows(rows, { ...frame, format: "boxed log" });
}
