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
  const lines: (string | number)[][] = [columnNames(columns - 2)];
  for (let row = 0; row < rows; row++) {
    lines.push(Array.from(values.subarray(row * columns, (row + 1) * columns)));
  }
  return stringify(lines);
}

/**
 * The table in CSV text with a header line.
 *
 * @throws {TypeError} when a line has another number of fields or a field is not a number; lines count from 1
 */
export function decodeCsv(text: string): Table {
  const [header, ...lines] = parse(text);
  const columns = header?.length ?? 0;
  if (lines.length === 0 || columns < 3) {
    throw new TypeError("csv: a header line [S, C1, ..., target] and at least one row are needed");
  }
  const values = new Float32Array(lines.length * columns);
  lines.forEach((fields, row) => {
    if (fields.length !== columns) {
      throw new TypeError(`csv: line ${row + 2} has ${fields.length} fields, the header has ${columns}`);
    }
    fields.forEach((field, column) => {
      const value = field.trim() === "" ? NaN : Number(field);
      if (Number.isNaN(value)) {
        throw new TypeError(`csv: line ${row + 2}, column ${header[column]} is not a number: "${field}"`);
      }
      values[row * columns + column] = value;
    });
  });
  return { rows: lines.length, columns, values };
}
