/**
 * Lists in the cells of a table: the curves of a run in one row, or several values of an epoch.
 *
 * @module
 */
import { parse } from "@std/csv";
import { meaningOf } from "./classify.ts";
import { isCounter } from "./counters.ts";
import { meanOf } from "./numbers.ts";

/** A cell with several numbers in brackets, in quotes where commas part them. */
const LIST = /^\[\s*([-+\d.][^\][]*[\s,][^\][]*)\]$/;

/** Characters of the rows that are looked at. */
const LOOKED_AT = 20_000;

/** Fewer numbers in a cell are no course. */
const FEWEST = 3;

/** What a table with lists holds: runs, each a record of its curves, or the text with the mean of each list in its place. */
export interface OfLists {
  readonly runs?: Readonly<Record<string, Readonly<Record<string, readonly number[]>>>>;
  readonly text?: string;
  readonly note?: string;
}

/**
 * See {@linkcode OfLists}; `undefined` for a table without lists.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(ofListCells('model,loss\ncnn,"[0.9, 0.5, 0.4]"')?.runs, { cnn: { loss: [0.9, 0.5, 0.4] } });
 * assertEquals(ofListCells('epoch,iou\n1,"[0.5, 0.7]"\n2,"[0.6, 0.8]"')?.text, "epoch\tiou\n1\t0.6\n2\t0.7");
 * ```
 */
export function ofListCells(text: string): OfLists | undefined {
  const header = text.slice(0, text.indexOf("\n") >>> 0);
  const separator = ["\t", ";", ","].find((candidate) => header.includes(candidate)) ?? ",";
  if (header.startsWith("[") || !/[,;\t"]\[|^\[/m.test(text.slice(0, LOOKED_AT))) return undefined;
  const [names = [], ...rows] = cellsOf(text, separator);
  const isList = (cell: string | undefined) => cell !== undefined && LIST.test(cell);
  const lists = names.map((_, i) => i).filter((i) => rows.length > 0 && rows.some((row) => isList(row[i])));
  if (lists.length === 0) return undefined;
  const curves = lists.filter((i) => meaningOf(names[i]) !== undefined);
  const isCurve = (row: readonly string[]) => curves.every((i) => numbersIn(row[i]).length >= FEWEST);
  if (!names.some(isCounter) && curves.length > 0 && rows.every(isCurve)) {
    const label = names.findIndex((_, i) => !lists.includes(i) && rows.every((row) => row[i] !== ""));
    const called = rows.map((row, i) => label < 0 ? `run ${i + 1}` : row[label]);
    const titles = new Set(called).size < rows.length ? rows.map((_, i) => `run ${i + 1}`) : called;
    return {
      runs: Object.fromEntries(
        rows.map((
          row,
          k,
        ) => [titles[k], Object.fromEntries(curves.map((i) => [names[i], numbersIn(row[i])]))]),
      ),
    };
  }
  const means = rows.map((row) =>
    row.map((cell) => isList(cell) ? rounded(meanOf(numbersIn(cell).join())) : cell)
  );
  return {
    text: [names, ...means].map((row) => row.join("\t")).join("\n"),
    note: `${lists.map((i) => names[i]).join(", ")}: lists, of which the mean is read`,
  };
}

function cellsOf(text: string, separator: string): readonly (readonly string[])[] {
  const lines = text.includes('"')
    ? parse(text.trimEnd(), { separator })
    : text.split("\n").filter((line) => line.trim() !== "").map((line) => line.split(separator));
  return lines.map((line) => line.map((cell) => cell.trim()));
}

function numbersIn(cell: string | undefined): readonly number[] {
  const inside = cell?.match(LIST)?.[1].trim() ?? "";
  return inside === "" ? [] : inside.split(/[\s,]+/).map(Number);
}

/** Without what binary fractions leave behind the last digit. */
function rounded(mean: number): string {
  return String(Number(mean.toPrecision(12)));
}
