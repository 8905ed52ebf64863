/**
 * Tables that lie on their side: a row a series, its name in front, as `writer.writerow(["loss", *losses])` writes them.
 *
 * @module
 */
import { meaningOf, wordsOf } from "./classify.ts";
import { isCounter } from "./counters.ts";
import { readCell } from "./csv_columns.ts";

/** More series are not looked at, nor fewer entries of each. */
const MOST_SERIES = 100, FEWEST = 3;

/** What stands in front of the row that numbers the others, if not a counter's name. */
const CORNER = /^(metric|metrics|measure|name|key|series)?$/i;

/**
 * The table with a column a series; `undefined` for one that stands upright.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(upright("loss,0.9,0.5,0.4\nval_loss,1,0.8,\n"), "loss,val_loss\n0.9,1\n0.5,0.8\n0.4,");
 * assertEquals(upright("epoch,loss\n1,0.9\n2,0.5\n3,0.4\n"), undefined);
 * ```
 */
export function upright(text: string): string | undefined {
  const first = text.slice(0, text.indexOf("\n") >>> 0);
  const separator = ["\t", ";", ","].find((candidate) => first.includes(candidate));
  // most tables are told from these by their first two lines
  if (separator === undefined || !text.split("\n", 2).every((line) => isNamed(line.split(separator, 2)[0]))) {
    return undefined;
  }
  const lines = text.split("\n", MOST_SERIES + 1).filter((line) => line.trim() !== "");
  const rows = lines.map((line) => line.split(separator).map((cell) => cell.trim()));
  const [corner, ...places] = rows[0] ?? [];
  const isNumbered = isCounter(corner) || CORNER.test(corner) && places.every(countsUp);
  const series = isNumbered ? rows.slice(1) : rows;
  const isSeries = ([name, ...values]: readonly string[]) =>
    meaningOf(name) !== undefined && values.length >= FEWEST &&
    values.every((value) => readCell(value) !== undefined);
  if (rows.length > MOST_SERIES || series.length === 0 || !series.every(isSeries)) return undefined;
  const numbers = places.map((place) => place.match(/\d+$/)?.[0] ?? "");
  const name = isCounter(corner) ? corner : COUNTED.exec(places[0])?.[1] ?? "epoch";
  const columns = isNumbered ? [[name, ...numbers], ...series] : series;
  const length = Math.max(...columns.map((column) => column.length));
  return Array.from(
    { length },
    (_, row) => columns.map((column) => column[row] ?? "").join(separator),
  ).join("\n");
}

const COUNTED = /^([a-z]+)[ _-]?\d+$/i;

function isNamed(cell: string): boolean {
  return readCell(cell) === undefined || cell.trim() === "";
}

/** Whether a cell numbers a column: `7`, `epoch 7`. */
function countsUp(cell: string): boolean {
  const [, word] = COUNTED.exec(cell) ?? [];
  return /^\d+$/.test(cell) || word !== undefined && isCounter(wordsOf(word).join("_"));
}
