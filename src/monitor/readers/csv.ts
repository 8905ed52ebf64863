/**
 * CSV logs: Keras's CSVLogger, Lightning's metrics.csv and their like.
 *
 * @module
 */
import { parse } from "@std/csv";
import type { History } from "../records.ts";
import { historyFromRows, type Row } from "./rows.ts";

/**
 * Reads a table with a header; blank cells are points that were not logged. Columns that hold words are left out.
 *
 * @throws {TypeError | SyntaxError} one line that names the column and line.
 */
export function historyFromCsv(text: string): History {
  const header = text.slice(0, text.indexOf("\n") >>> 0);
  const separator = [",", ";", "\t"].reduce((a, b) =>
    header.split(b).length > header.split(a).length ? b : a
  );
  const [names, ...lines] = parse(text.trimEnd(), { separator }) as string[][];
  if (names === undefined || lines.length === 0) {
    throw new TypeError("neither JSON nor a table with a header and rows");
  }
  if (names.every((name) => name.trim() !== "" && !Number.isNaN(Number(name)))) {
    throw new TypeError("the table has no header: its first line is all numbers");
  }
  const numeric = names.map((_, column) => {
    const filled = lines.find((line) => (line[column] ?? "").trim() !== "");
    return filled !== undefined && readCell(filled[column]) !== undefined;
  });
  const rows = lines.map((line, index) => readLine(line, index));
  return historyFromRows(
    rows,
    names.includes("step") ? "CSV, one row a logged step" : "CSV, one row an epoch",
  );

  function readLine(line: readonly string[], index: number): Row {
    const row: Record<string, unknown> = {};
    for (let column = 0; column < names.length; column++) {
      if (!numeric[column]) continue;
      const value = readCell(line[column] ?? "");
      if (value === undefined) {
        throw new TypeError(
          `${names[column]}, line ${index + 2}: expected a number, got ${JSON.stringify(line[column])}`,
        );
      }
      row[names[column]] = value;
    }
    return row;
  }
}

/** A cell as a number, `null` when blank, `undefined` when it is no number. Python writes nan and inf. */
function readCell(text: string): number | null | undefined {
  const word = text.trim().toLowerCase();
  if (word === "") return null;
  if (word === "nan") return NaN;
  if (/^[+-]?inf(inity)?$/.test(word)) return word[0] === "-" ? -Infinity : Infinity;
  const number = Number(word);
  return Number.isNaN(number) ? undefined : number;
}
