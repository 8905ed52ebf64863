/**
 * Rows as comma-separated text with a header line: S, C1..CF, target.
 *
 * @module
 */
import { parse, stringify } from "@std/csv";
import type { Table } from "./npy.ts";

/** Column names of a table for F selectors. */
export function columnNames(selectors: number): string[] {
  return ["S", ...Array.from({ length: selectors }, (_, i) => `C${i + 1}`), "target"];
}

/** CSV text; every float32 is written so that it reads back exactly. */
export function encodeCsv({ rows, columns, values }: Table): string {
  let text = stringify([columnNames(columns - 2)]);
  for (let row = 0; row < rows; row++) {
    text += `${values.subarray(row * columns, (row + 1) * columns).join(",")}\r\n`;
  }
  return text;
}

/**
 * The table in CSV text with a header line.
 *
 * @throws {TypeError} when the columns are not S, C1, ..., target in this order, a line has another number of fields or
 *   a field is not a number; lines count from 1
 */
export function decodeCsv(text: string): Table {
  const [header, ...lines] = parsed(text);
  const columns = header?.length ?? 0;
  if (lines.length === 0 || columns < 3) {
    throw new TypeError("csv: a header line [S, C1, ..., target] and at least one row are needed");
  }
  const names = columnNames(columns - 2).join();
  if (header.map((name) => name.trim()).join() !== names) {
    throw new TypeError(`csv: the columns must be ${names}, given: ${header.join().slice(0, 80)}`);
  }
  const values = new Float32Array(lines.length * columns);
  lines.forEach((fields, row) => {
    if (fields.length !== columns) {
      throw new TypeError(`csv: line ${row + 2} has ${fields.length} fields, the header has ${columns}`);
    }
    fields.forEach((field, column) => {
      const value = field.trim() === "" ? NaN : Number(field);
      if (Number.isNaN(value)) {
        throw new TypeError(
          `csv: line ${row + 2}, column ${header[column]} is not a number: "${field.slice(0, 40)}"`,
        );
      }
      values[row * columns + column] = value;
    });
  });
  return { rows: lines.length, columns, values };
}

function parsed(text: string): string[][] {
  try {
    return parse(text.startsWith("\uFEFF") ? text.slice(1) : text);
  } catch (error) {
    throw new TypeError(`csv: ${(error as Error).message.split("\n")[0]}`); // a quotation mark out of place
  }
}
