/**
 * What the columns of a table are called where its header does not say all of it: by its file, by an index without a name.
 *
 * @module
 */
import { meaningOf, namesMeasure } from "./classify.ts";
import { isCounter } from "./counters.ts";

/** Whether an index without a name stands before each row, as pandas prints a table: 0, 1, 2, ... beside what counts by its name. */
export function hasIndex(names: readonly string[], lines: () => Iterable<readonly string[]>): boolean {
  const rows = [...lines()].slice(1);
  const isIndex = rows.length > 1 &&
    rows.every((row, i) => row.length === names.length + 1 && Number(row[0]) === i);
  return isIndex && (!isCounter(names[0]) || rows.every((row) => Number.isInteger(Number(row[1]))));
}

/**
 * The file's name in the place of a column that says of no measure what it is: TensorBoard's download of one series is called
 * run-RUN-tag-TAG.csv, or what it was renamed to; so does whoever writes a Series of pandas, which has a number for a name.
 */
export function ofTag(names: readonly string[], file: string): readonly string[] {
  const tag = file.replace(/^.*tag-/, "").replace(/\.(csv|tsv|txt)$/, "");
  if (names.join() === ",0") return ["", tag];
  if (names.join() === "Wall time,Step,Value") {
    return ["Wall time", "Step", meaningOf(tag) === undefined ? `${tag}, taken as a loss` : tag];
  }
  const value = names.findIndex((name) => VALUE.test(name)), { role } = meaningOf(tag) ?? {};
  const isAlone = value >= 0 &&
    (role === "metric" || role === "reward" || role === "loss" || role === "loss term") &&
    names.every((name, i) => i === value || !namesMeasure(name));
  return isAlone ? names.with(value, tag) : names;
}

/** What a column is called that holds one measure and does not say which. */
const VALUE = /^(values?|metrics?)$/i;

/** Guessed names, with the metric or reward by which a file of one series is called, as `val_acc.txt`, where that is more than a guess. */
export function ofFile(guessed: readonly string[], file: string): readonly string[] {
  const name = file.replace(/\.\w{1,5}$/, ""), { role } = meaningOf(name) ?? {};
  const isAlone = guessed.includes("loss") && !guessed.includes("val_loss");
  return isAlone && (role === "metric" || role === "reward")
    ? guessed.map((guess) => guess === "loss" ? name : guess)
    : guessed;
}

/** CatBoost's test_error.tsv was measured on held-out rows and says so in the file's name alone. */
export function ofSet(names: readonly string[], file: string): readonly string[] {
  return names[0] === "iter" && /^test_error(\.tsv)?$/.test(file)
    ? names.map((name) => name === "iter" ? name : `validation/${name}`)
    : names;
}
