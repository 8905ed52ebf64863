/**
 * Tables with marks around their cells that are none of them: bars, rules, comments, what stands behind the last; as text without these.
 *
 * @module
 */
import { namesAbove } from "./header_names.ts";
import { partedLike } from "./separator.ts";

/** Numbers without a header, each with a comma behind it: nothing stands behind the last. */
export function withoutEnds(text: string): string | undefined {
  const lines = text.split("\n", 2);
  if (!lines.every((line) => ENDED.test(line.slice(0, CHARACTERS)))) return undefined;
  const all = text.split("\n").filter((line) => line.trim() !== "");
  return all.every((line) => /[,;]\s*$/.test(line))
    ? all.map((line) => line.replace(/[,;]\s*$/, "")).join("\n")
    : undefined;
}

/** A line of numbers that ends with what parts them. */
const ENDED = /^(?:[-+\d.einfa ]+[,;])+[ \t]*$/i;

/** Characters of a line that are looked at. */
const CHARACTERS = 10_000;

/** Whether rows stand between bars: Markdown's, or those of a table that is ruled with signs. */
export function isRuled(text: string): boolean {
  return text.startsWith("|") ||
    text.includes("\n|") && (/^\+[-=+]{2,2000}\n\|/.test(text) || MARKDOWN.test(text));
}

/** A Markdown table below other text: its header and the line under that. */
const MARKDOWN = /^\|[^\n]{1,2000}\|[ \t]*\n\|[ :|-]{2,2000}\|[ \t]*$/m;

/** The rows of a Markdown table, their cells parted by tabs. */
export function ofMarkdown(text: string): string {
  const rows = text.split("\n").filter((line) => line.startsWith("|") && !/^[|\s:-]+$/.test(line));
  return rows.map((row) => row.split("|").slice(1, -1).map((cell) => cell.trim()).join("\t")).join("\n");
}

/** Names behind a hash above numbers, as NumPy's savetxt writes them for gnuplot: DeePMD's lcurve.out, DeepXDE's loss.dat. */
export const COMMENTED = /^#[ \t]*[A-Za-z_][^\n]*\n(?:#[^\n]*\n)*[ \t]*[-+\d.]/;

/** The table below its last line behind a hash; its header is parted otherwise than its rows. */
export function ofComment(text: string): string {
  const lines = text.split("\n"), rows = lines.filter((line) => !line.startsWith("#"));
  const header = lines[lines.findIndex((line) => !line.startsWith("#")) - 1].slice(1).trim();
  const { cellsOf } = partedLike(rows[0]), names = namesAbove(header, cellsOf(rows[0].trim()).length);
  return [names, ...rows.map((row) => cellsOf(row.trim()))].map((cells) => cells.join("\t")).join("\n");
}

/** Flair parts the training loss from what follows by two tabs, and writes a line for what it did not measure. */
export function ofFlair(text: string): string {
  return text.replaceAll("\t\t", "\t").replace(/\t_(?=\t|$)/gm, "\t");
}
