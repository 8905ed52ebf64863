/**
 * Rows that are no moments of one training: each is a run that is over, or the answer to one thing.
 *
 * @module
 */
import { wordsOf } from "./classify.ts";
import { isCounter, isOtherCounter } from "./counters.ts";

/** What rows hold under one name: numbers or words; of words in a table the first. */
export interface NamedValues {
  readonly name: string;
  readonly values: readonly unknown[];
}

/** What the rows of a table of runs are called by: W&B's export of its table, sweeps. */
const RUN = /^(name|(run|trial|exp|experiment)(_?(name|id))?)$/;

/** What stands in a row of each thing that was answered, and what in one of each run (the second of scikit-learn's searches). */
const ANSWERS = /^(y_?)?(true|pred|label|prediction|target|ground_?truth)s?$/,
  FINALS = /^(final|best)_(\w+_)?(loss|acc)|^(rank|split\d+)_test_/;

/** What is one number for all of a run, and where its best was: the best so far never goes back. */
const SEED = /^(random_)?seed$/, BEST_AT = /^best_(epoch|step|iter|iteration|round)$/;

/** How many rows each model was fitted on, where nothing else counts: scikit-learn's learning curve. */
const ROWS_FITTED = /^(n_)?train(ing)?_(set_)?(sizes?|samples|examples|rows)(_abs)?$/;

const plain = (name: string) => wordsOf(name).join("_");

/**
 * Refuses rows that hold final values of a run each, or what was answered to one thing each.
 *
 * @throws {TypeError} one line that names the column that tells
 *
 * @example
 * ```ts
 * import { assertThrows } from "@std/assert";
 *
 * const seeds = [{ name: "seed", values: [1, 2, 3] }, { name: "test_acc", values: [0.8, 0.9, 0.7] }];
 * assertThrows(() => refuseFinished(seeds), TypeError, "it looks like one row a run (seed)");
 * ```
 */
export function refuseFinished(columns: readonly NamedValues[]): void {
  refuseNamedRuns(columns);
  const counters = columns.filter(({ name }) => isCounter(name));
  const answer = columns.find(({ name }) => ANSWERS.test(plain(name))),
    final = columns.find(({ name }) => FINALS.test(plain(name)));
  if (counters.length === 0 && (answer ?? final) !== undefined) {
    refuse(answer === undefined ? "run" : "prediction", (final ?? answer)!.name);
  }
  const counts = columns.some(({ name, values }) =>
    (isCounter(name) || isOtherCounter(name)) && !stands(values)
  );
  if (counts) return;
  const sizes = columns.find(({ name, values }) => ROWS_FITTED.test(plain(name)) && !stands(values));
  if (sizes !== undefined) {
    throw new TypeError(
      `no history of a training: scores by the number of training rows (${sizes.name}), a model of its own in each row, as a learning curve has them; read is what one run logged over time`,
    );
  }
  const run = columns.find(({ name, values }) =>
    SEED.test(plain(name)) && !stands(values) || BEST_AT.test(plain(name)) && goesBack(values)
  );
  if (run !== undefined) refuse("run", run.name);
}

/** Rows that have a run's name and count the same place in all of them are runs, each with its last values. */
function refuseNamedRuns(columns: readonly NamedValues[]): void {
  const name = columns.find(({ name, values }) =>
    RUN.test(plain(name)) && values.some((value) => typeof value === "string")
  );
  const places = columns.filter((column) => isCounter(column.name));
  if (name === undefined || places.length === 0 || places[0].values.length < 2) return;
  if (!places.every(({ values }) => stands(values))) return;
  throw new TypeError(
    `no history of a training: it looks like one row a run (a ${name.name} each, all at ${places[0].name} ${
      places[0].values[0]
    }); read is what one run logged, a row each time`,
  );
}

function refuse(thing: string, name: string): never {
  throw new TypeError(
    `no history of a training: it looks like one row a ${thing} (${name}); read is what one run logged, a row each time`,
  );
}

function stands(values: readonly unknown[]): boolean {
  return values.every((value) => value === values[0]);
}

function goesBack(values: readonly unknown[]): boolean {
  return values.some((value, row) => row > 0 && Number(value) < Number(values[row - 1]));
}
