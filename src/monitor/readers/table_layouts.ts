/**
 * Tables that are written otherwise than with a line of names and then rows of numbers between commas, as text of such a one.
 *
 * @module
 */
import { readCell } from "./csv_columns.ts";
import { SEPARATORS } from "./separator.ts";

const isNumber = (cell: string | undefined) => cell !== undefined && typeof readCell(cell) === "number";

const isWord = (cell: string) => cell.trim() !== "" && readCell(cell) === undefined;

/**
 * The text as a plain table, where it is one of these: cells between bars without a frame (psql's with a rule below its names), rows in brackets as Python prints tuples, names in
 * two lines as pandas writes its columns of two levels, names that are parted otherwise than the rows. `undefined` for any other.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(asPlainTable("epoch|loss\n1|0.9"), "epoch\tloss\n1\t0.9");
 * assertEquals(asPlainTable("epoch | loss\n------+-----\n 1 | 0.9\n(1 row)"), "epoch\tloss\n1\t0.9");
 * assertEquals(asPlainTable("(1, 0.9)\n(2, 0.7)"), "1, 0.9\n2, 0.7");
 * assertEquals(asPlainTable("epoch\tloss\n1   0.9"), "epoch\tloss\n1\t0.9");
 * assertEquals(asPlainTable("epoch,loss,loss\n,train,val\n1,0.9,1"), "epoch,train loss,val loss\n1,0.9,1");
 * ```
 */
export function asPlainTable(text: string): string | undefined {
  const [first, second = "", third = ""] = text.split("\n", 3);
  return betweenBars(text, first) ?? inTuples(text, first, second) ??
    belowTwoLines(text, first, second, third) ?? withDurations(text, first, second) ??
    partedOtherwise(text, first, second);
}

/** What rules a table below its names. */
const RULE = /^[\s|:+-]*-[\s|:+-]*$/;

function betweenBars(text: string, first: string): string | undefined {
  if (!first.includes("|") || SEPARATORS.some((separator) => first.includes(separator))) return undefined;
  const cellsOf = (line: string) => line.split("|").map((cell) => cell.trim());
  const names = cellsOf(first), isRuled = RULE.test(text.split("\n", 2)[1] ?? "");
  const lines = text.split("\n").slice(1).filter((line) => !isRuled || !RULE.test(line));
  // what stands below the rows of a ruled table, as how many they are, is none
  const rows = lines.map(cellsOf).filter(({ length }) => !isRuled || length === names.length);
  const [cells = []] = rows;
  const isTable = names.length === cells.length && names.every(isWord) && (isRuled || cells.every(isNumber));
  return isTable ? [names, ...rows].map((row) => row.join("\t")).join("\n") : undefined;
}

/** What boxes are drawn with: their rules, and what stands between their cells. */
const DRAWN_RULE = /^[\s\u2500-\u257f]*$/, DRAWN_BAR = /[\u2502\u2503\u2551]/g;

/**
 * A table in a box of drawn lines, as rich and tabulate print it, as one between bars; `undefined` for any other text.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const text = "  Training\n┏━━━┳━━━┓\n┃ epoch ┃ loss ┃\n┡━━━╇━━━┩\n│ 1 │ 0.9 │\n└───┴───┘";
 * assertEquals(withinBox(text), "| epoch | loss |\n| 1 | 0.9 |");
 * ```
 */
export function withinBox(text: string): string | undefined {
  if (!text.split("\n", LINES_ABOVE).some((line) => line.trim() !== "" && DRAWN_RULE.test(line))) {
    return undefined;
  }
  const rows = text.split("\n").map((line) => line.trim()).filter((line) =>
    /^[\u2502\u2503\u2551]/.test(line)
  );
  return rows.length < 2 ? undefined : rows.map((row) => row.replace(DRAWN_BAR, "|")).join("\n");
}

/** Lines in which such a table begins: a title may stand above it. */
const LINES_ABOVE = 10;

/** A row in round brackets, a line each, maybe with a comma behind it. */
const TUPLE = /^\(([-+\d][^()\n]*)\),?[ \t]*$/;

function inTuples(text: string, first: string, second: string): string | undefined {
  if (!TUPLE.test(first) || !TUPLE.test(second)) return undefined;
  return text.split("\n").map((line) => line.replace(TUPLE, "$1")).join("\n");
}

function belowTwoLines(text: string, first: string, second: string, third: string): string | undefined {
  const separator = SEPARATORS.find((candidate) => first.includes(candidate));
  if (separator === undefined) return undefined;
  const above = first.split(separator).map((cell) => cell.trim());
  const below = second.split(separator).map((cell) => cell.trim()), numbers = third.split(separator);
  const areNames = (cells: readonly string[]) =>
    cells.some(isWord) && cells.every((cell) => cell === "" || isWord(cell));
  const isTable = [below, numbers].every(({ length }) => length === above.length) && areNames(above) &&
    areNames(below) && numbers.every(isNumber);
  if (!isTable || above.every((name, i) => name === below[i])) return undefined;
  const names = above.map((name, i) => [below[i], name].filter((word) => word !== "").join(" "));
  return [names.join(separator), ...text.split("\n").slice(2)].join("\n");
}

/** A time with its unit, as scikit-learn's gradient boosting shows what remains. */
const DURATION = /^(\d+(?:\.\d+)?)(s|m|h)$/;

/** Names between several blanks, above numbers of which some are times with a unit: scikit-learn's `Iter   Train Loss   Remaining Time`. */
function withDurations(text: string, first: string, second: string): string | undefined {
  const cellsOf = (line: string) => line.trim().split(/\s+/);
  const names = first.trim().split(/\s{2,}/), cells = cellsOf(second);
  const isTable = names.length > 1 && names.length === cells.length && names.every(isWord) &&
    cells.some((cell) => DURATION.test(cell)) && cells.every((cell) => isNumber(cell) || DURATION.test(cell));
  if (!isTable) return undefined;
  const seconds = { s: 1, m: 60, h: 3600 };
  const rows = text.split("\n").slice(1).map(cellsOf).filter(({ length }) => length === names.length);
  const inSeconds = (cell: string) =>
    cell.replace(DURATION, (_, number, unit: keyof typeof seconds) => `${number * seconds[unit]}`);
  return [names, ...rows.map((row) => row.map(inSeconds))].map((row) => row.join("\t")).join("\n");
}

/** A header with tabs above rows between blanks, or with blanks above rows between commas. */
function partedOtherwise(text: string, first: string, second: string): string | undefined {
  const [above, below] = [first, second].map((line) =>
    SEPARATORS.find((candidate) => line.includes(candidate)) ?? " "
  );
  if (above === below) return undefined;
  const cellsOf = (line: string) => line.trim().split(below === " " ? /\s+/ : below);
  const names = first.trim().split(above === " " ? /\s+/ : above).map((name) => name.trim()),
    cells = cellsOf(second);
  const isTable = cells.length > 1 && names.length === cells.length && names.every(isWord) &&
    cells.every(isNumber);
  if (!isTable) return undefined;
  const rows = text.split("\n").slice(1).filter((line) => line.trim() !== "");
  return [names, ...rows.map(cellsOf)].map((row) => row.join("\t")).join("\n");
}
