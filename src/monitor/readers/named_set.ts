/**
 * The rows that the name of a file tells, where the series in it do not: `val_loss.txt`, `test_acc.csv`, `val.log`.
 *
 * @module
 */
import { meaningOf, saysSplit, wordsOf } from "./classify.ts";

/** What may stand beside the set in the name of a log, besides the name of a measure. */
const PLAIN = /^(logs?|hist|history|curves?|results?|metrics?|epochs?|values?|scores?|\d+)$/;

const VALIDATION = /^(val|valid|validation)$/, OTHER = /^(test|testing|eval|evaluation|dev)$/;

/**
 * The set by which a file is called, if its name is that of a log of it; a `test.log` may be that of a trial.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const names = ["val_loss.txt", "valid.log", "test_acc.csv", "test.log", "train_val_loss.csv", "voc_val_resnet.log"];
 * assertEquals(names.map(setNamed), ["val", "valid", "test", undefined, undefined, undefined]);
 * ```
 */
export function setNamed(file: string): string | undefined {
  const [, name] = file.match(/^(.{1,200})\.(?:txt|csv|tsv|log|out|dat|jsonl)$/i) ?? [];
  if (name === undefined) return undefined;
  const words = wordsOf(name);
  const set = words.find((word) => VALIDATION.test(word)) ?? words.find((word) => OTHER.test(word));
  const others = words.filter((word) => word !== set && !PLAIN.test(word));
  const areMeasures = others.every((word) => isMeasured(meaningOf(word)?.role) && !saysSplit(word));
  return set !== undefined && areMeasures && (others.length > 0 || VALIDATION.test(set)) ? set : undefined;
}

/** The columns with the set before each measure, where none of them tells rows of its own. */
export function ofSetNamed<T extends { readonly name: string }>(
  columns: readonly T[],
  set: string | undefined,
): readonly T[] {
  if (set === undefined || columns.some(({ name }) => saysSplit(name))) return columns;
  return columns.map((column) =>
    isMeasured(meaningOf(column.name)?.role) ? { ...column, name: `${set}/${column.name}` } : column
  );
}

function isMeasured(role: string | undefined): boolean {
  return role === "loss" || role === "loss term" || role === "metric";
}
