/**
 * Markdown tables between markers.
 *
 * @module
 */

/** Headings and rows of a table, all text. */
export interface MarkdownTable {
  readonly headings: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/**
 * A table with its columns padded, as `deno fmt` leaves it.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(markdownTable({ headings: ["a", "long"], rows: [["12", "3"]] }), "| a  | long |\n| -- | ---- |\n| 12 | 3    |");
 * ```
 */
export function markdownTable({ headings, rows }: MarkdownTable): string {
  if (rows.length === 0) {
    throw new RangeError(`no row for the table "${headings.join(", ")}": its record says nothing`);
  }
  const widths = headings.map((_, at) => Math.max(2, ...[headings, ...rows].map((row) => row[at].length)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at])).join(" | ")} |`;
  return [line(headings), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}

/** Names of the tables that a document has a place for, in order. */
function tablePlaces(document: string): string[] {
  return [...document.matchAll(/^<!-- table ([\w-]+) -->$/gm)].map(([, name]) => name);
}

/**
 * The document with every place filled: what stands between `<!-- table NAME -->` and `<!-- end -->` is replaced.
 *
 * @throws {RangeError} when a place has no table, or a table no place
 */
export function fillTables(document: string, tables: Readonly<Record<string, MarkdownTable>>): string {
  const places = tablePlaces(document);
  const lost = places.find((name) => !(name in tables)) ??
    Object.keys(tables).find((name) => !places.includes(name));
  if (lost !== undefined) throw new RangeError(`the table ${lost} has no place, or the place no table`);
  const marks = [...document.matchAll(/^<!-- (?:table [\w-]+|end) -->$/gm)].map(([mark]) =>
    mark === "<!-- end -->"
  );
  if (marks.some((isEnd, at) => isEnd !== (at % 2 === 1)) || marks.length % 2 !== 0) {
    throw new RangeError("a place for a table is not closed by <!-- end -->, or not opened");
  }
  return document.replace(
    /^<!-- table ([\w-]+) -->$[^]*?^<!-- end -->$/gm,
    (_, name: string) => `<!-- table ${name} -->\n\n${markdownTable(tables[name])}\n\n<!-- end -->`,
  );
}
