/**
 * Numbers below headings, or behind names, a series each: `Training Loss:` with its values in the lines below it, `# val` and then the
 * validation losses, the lists of a YAML file, `val losses: 0.9, 0.7, 0.6`.
 *
 * @module
 */
import { meaningOf } from "./classify.ts";
import { readCell } from "./csv_columns.ts";

/** Fewer values are no course, but numbers of one moment. */
const FEWEST = 3;

/** Characters of the first line that are looked at. */
const LONGEST = 1000;

/** More series are not looked for. */
const MOST_SECTIONS = 50;

/** A name by itself or in front of its numbers, whatever is drawn around it. */
const HEADED = /^[#=*\s-]*([A-Za-z][\w ./()@%-]{0,60}?)\s*(?:([:=])[=*\s-]*|[=*#\s-]*$)/;

/** A line of a YAML list, or of a list that was written over many lines. */
const AROUND = /^\s*-\s(?=\s*[-+\d.])|[[\](),;]/g;

/**
 * The table with a column a section; `undefined` for any other text. Every line is a heading that names a measure, or numbers, or
 * both, and no heading comes twice: a log that says the same names again and again is a course of its own.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const text = "Training Loss:\n0.9\n0.5\n0.4\n\nValidation Loss:\n1.0\n0.8\n0.7";
 * assertEquals(ofSections(text), "Training Loss,Validation Loss\n0.9,1.0\n0.5,0.8\n0.4,0.7");
 * assertEquals(ofSections("loss: 0.9\nval_loss: 1.0\nloss: 0.5\nval_loss: 0.8"), undefined);
 * ```
 */
export function ofSections(text: string): string | undefined {
  if (!HEADED.test(text.slice(0, Math.min(LONGEST, text.indexOf("\n") >>> 0)))) return undefined;
  const sections = new Map<string, string[][]>();
  for (let from = 0; from < text.length;) {
    const end = text.indexOf("\n", from) >>> 0, line = text.slice(from, end);
    from = end + 1;
    if (/^[\s=*#-]*$/.test(line)) continue;
    const [head, name, joined] = line.match(HEADED) ?? [];
    if (name !== undefined) {
      const isKnown = meaningOf(name) !== undefined && !sections.has(name);
      if (!isKnown || sections.size === MOST_SECTIONS) return undefined;
      sections.set(name, []);
    }
    const numbers = line.slice(head?.length ?? 0).replace(AROUND, " ").trim().split(/\s+/).filter((
      cell,
    ) => cell !== "");
    const own = [...sections.values()].at(-1);
    if (own === undefined || numbers.some((cell) => typeof readCell(cell) !== "number")) return undefined;
    if (numbers.length === 0) continue;
    // a name and one number behind it is what a moment gave
    if (joined !== undefined && numbers.length < FEWEST) return undefined;
    own.push(numbers);
  }
  const columns = [...sections].map(([name, lines]) => [name, ...lines.flat()]);
  const areCourses = columns.length > 1 && columns.every(({ length }) => length > FEWEST) &&
    ![...sections.values()].some(areRows);
  if (!areCourses) return undefined;
  const longest = columns.reduce((most, { length }) => Math.max(most, length), 0);
  return Array.from({ length: longest }, (_, row) => columns.map((column) => column[row] ?? "").join(","))
    .join("\n");
}

/** Whether the lines of a section are rows of a table, each with its count in front, and no list over several lines. */
function areRows(lines: readonly (readonly string[])[]): boolean {
  const counts = lines.map(([first]) => Number(first));
  return lines.length > 1 && lines[0].length > 1 && counts.every((count, row) => count === counts[0] + row);
}
