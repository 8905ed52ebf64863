/**
 * What parts the cells of a table, and whether a text is one.
 *
 * @module
 */
import { readCell } from "./csv_columns.ts";

/** What parts cells, where it is no blank. */
export const SEPARATORS = ["\t", ";", ","];

/** What parts the cells of a table that begins with this line. */
export function partedLike(header: string) {
  // tabs behind commas line the cells up
  const separator = /,\t/.test(header) && !/[^,]\t/.test(header)
    ? ","
    : SEPARATORS.find((candidate) => header.includes(candidate)) ?? ",";
  const spaced = !header.includes(separator) && /\S\s+\S/.test(header);
  const cellsOf = (line: string) => spaced ? line.trim().split(/\s+/) : line.split(separator);
  return { separator, spaced, cellsOf };
}

/** What parts a text into the cells of one line after the other; without a separator they stand between spaces. */
export function partedBy(separator: string | undefined) {
  return function* (text: string): Generator<readonly string[]> {
    for (let from = 0; from < text.length;) {
      const end = text.indexOf("\n", from) >>> 0;
      const line = text.slice(from, end);
      from = end + 1;
      if (separator === undefined) yield line.trim().split(/\s+/);
      else if (line !== "") yield line.split(separator);
    }
  };
}

/** Whether most lines have as many cells as the first, which are all numbers or none. */
export function looksLikeTable(text: string): boolean {
  // what is quoted is one cell, whatever it holds, and one that begins a cell may go on over lines (RFC 4180, 2.6)
  const whole = text.replace(/(?<=^|[,;\t])"[^"]*"(?=[,;\t\n])/gm, "quoted");
  const lines = whole.split("\n", LINES).filter((line) => line.trim() !== "").map((line) =>
    line.replace(/"[^"]*"/g, "quoted")
  );
  const { cellsOf } = partedLike(lines[0] ?? "");
  const first = cellsOf(lines[0] ?? ""), numbers = first.filter((cell) => typeof readCell(cell) === "number");
  const alike = lines.filter((line) => cellsOf(line).length === first.length);
  // a line of words is no header of one column, unless numbers stand below it
  const isColumn = first.length > 1 || lines.some((line) => typeof readCell(line) === "number");
  if (!isColumn) return false;
  return (numbers.length === 0 || numbers.length === first.length) && 2 * alike.length > lines.length;
}

/** Lines that are looked at to tell a table from other text. */
const LINES = 100;
