/**
 * Rows in long form: each says in a column of words on which rows its numbers were measured, and the same name holds the loss of them
 * all. What such a column is called does not matter, for its words tell it.
 *
 * @module
 */
import { meaningOf, wordsOf } from "./classify.ts";
import type { Cells } from "./places.ts";

/** The rows that a word names, as it is put before a measure's name. */
export type RowSet = "train" | "val" | "test";

/** See {@linkcode RowSet}; `undefined` for any other word. */
export function setOf(word: unknown): RowSet | undefined {
  if (typeof word !== "string") return undefined;
  const [first = "", ...others] = wordsOf(word).filter((part) => part !== "set");
  if (others.length > 0) return undefined;
  if (/^(train|training|trn|tr)$/.test(first)) return "train";
  if (/^(val|valid|validation|va|vld|eval|evaluation|dev)$/.test(first)) return "val";
  return /^(test|testing|te|tst)$/.test(first) ? "test" : undefined;
}

/** Whether words name rows, and not those of the training alone, as whoever names none means. */
export function tellsSets(words: readonly unknown[]): boolean {
  const told = words.filter((word) => word !== null && word !== undefined && word !== "");
  if (setOf(told[0]) === undefined) return false;
  const sets = new Set(told.map(setOf));
  return !sets.has(undefined) && !(sets.size === 1 && sets.has("train"));
}

/** A measure's name with the rows it was taken on, unless it says them itself. */
export function nameOf(name: string, set: RowSet | undefined): string {
  const meaning = set === undefined || set === "train" ? undefined : meaningOf(name);
  const isJudged = meaning?.split === "train" && /^(metric|loss|loss term|reward)$/.test(meaning.role);
  return isJudged ? `${set}/${name}` : name;
}

/**
 * The columns of a table with those that hold several sets' numbers parted by them.
 *
 * @param sets what each line says
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(parted([{ name: "loss", values: [3, 4, 2] }], ["train", "val", "train"]), [
 *   { name: "loss", rows: [0, 2], values: [3, 2] },
 *   { name: "val/loss", rows: [1], values: [4] },
 * ]);
 * ```
 */
export function parted(columns: readonly Cells[], sets: readonly (RowSet | undefined)[]): readonly Cells[] {
  return columns.flatMap((column) => {
    const rows = column.rows ?? column.values.map((_, row) => row);
    const parts = Map.groupBy(rows.map((_, i) => i), (i) => nameOf(column.name, sets[rows[i]]));
    return parts.size < 2 && parts.has(column.name) ? [column] : [...parts].map(([name, own]) => ({
      name,
      rows: own.map((i) => rows[i]),
      values: own.map((i) => column.values[i]),
    }));
  });
}
