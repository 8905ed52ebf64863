/**
 * What a row of a table stands for: a moment of a training, or a thing.
 *
 * @module
 */
import { longestOf } from "../logged.ts";
import type { History } from "../records.ts";
import { unitOf } from "../series.ts";
import { wordsOf } from "./classify.ts";
import { isOtherCounter } from "./counters.ts";
import { listed } from "./listed.ts";
import type { Cells } from "./places.ts";

/** What a row stands for. */
export function rowsOf(history: History, names: readonly string[]): string {
  const { unit, at = [] } = history;
  const isCounted = history.counted !== undefined ||
    names.some((name) => isOtherCounter(name) || COUNTER.test(wordsOf(name).join("_")));
  if (!isCounted) return unit === "step" ? "rows taken as steps" : "rows taken as epochs from 1";
  if (unit === "epoch") return at.length < longestOf(history) ? "several rows an epoch" : "one row an epoch";
  return `one row a logged ${unitOf(history)}`;
}

/** An array as NumPy prints one that is longer than a line: weights of a moment, and the name of no thing. */
const ARRAY = /^\[[^\n]*\n/;

/** Rows that hold words and count neither epochs nor steps are things, not moments of a training. */
export function refuseWords(names: readonly string[], words: Iterable<string>): void {
  const counts = names.some((name) => {
    const words = wordsOf(name).join("_");
    return COUNTER.test(words) || TIME.test(words);
  });
  if (!counts && [...words].some((word) => !ARRAY.test(word.trim()))) {
    throw new TypeError(
      `no history of a training: rows of ${names[0]} with ${
        listed(names.slice(1))
      }, and neither epoch nor step`,
    );
  }
}

/** Whole numbers without a name are ids, classes or places in a picture, and no losses. */
export function refuseWhole(columns: readonly Cells[]): void {
  const loss = columns.find(({ name }) => name === "loss");
  if (loss === undefined || !loss.values.every((value) => Number.isInteger(value))) return;
  throw new TypeError(
    "no history of a training: no header, and whole numbers alone where losses are expected (--train names a column)",
  );
}

/** What tells moments apart and counts none. */
const TIME = /(^|_)time(stamp)?(_|$)/;

/** What counts moments of a training. */
const COUNTER =
  /(^|_)(epochs?|ep|epoche|steps?|iter|iters|iterations?|round|episodes?|generations?|cycles?|games?|updates?|batch|timesteps)(_|$)/;
