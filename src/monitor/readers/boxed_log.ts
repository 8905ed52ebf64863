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

const EDGE = /^\s*-{5,}\s*$/;
const LINE = /^\s*\|(\s*)([^|]*?)\s*\|\s*([^|]*?)\s*\|\s*$/;

/** Lines that are looked at to tell what a file is. */
const LINES = 2000;

/** Whether a line of dashes is followed by a name and a number between bars; a Markdown table has bars beside its dashes. */
export function looksBoxed(text: string): boolean {
  const lines = text.split("\n", LINES);
  return lines.some((line, i) => EDGE.test(line) && LINE.test(lines[i + 1] ?? ""));
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
    const [, indent, name, cell] = line.slice(0, 1000).match(LINE) ?? [];
    if (name === undefined) {
      if (Object.keys(row).length > 0) rows.push(row);
      row = {};
      heading = "";
    } else if (cell === "" && name.endsWith("/")) heading = name;
    else {
      const number = readCell(cell);
      // only what stands indented stands under the heading
      if (typeof number === "number") {
        row[heading !== "" && indent.length > 1 ? heading + name : name] = number;
      }
    }
  }
  return historyFromRows(rows, { ...frame, format: "boxed log" });
}
