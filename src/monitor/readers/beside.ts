/**
 * Runs that stand side by side in one file: each is a history of its own, from what was read once.
 *
 * @module
 */
import type { History } from "../records.ts";
import type { Chosen } from "./chosen.ts";

/** What is said of a whole file, said of its history and of those beside it. */
export function ofEach(history: History, change: (history: History) => History): History {
  const { beside, ...own } = change(history);
  return beside === undefined
    ? own
    : { ...own, beside: beside.map((run) => ({ name: run.name, history: change(run.history) })) };
}

/**
 * The runs of these names beside the history: none where a column was named, which chooses, and none of which nothing can be read.
 *
 * @param read the run of a name, from what was read of the file
 */
export function besideOf(
  names: readonly string[],
  { train, validation }: Chosen = {},
  read: (name: string) => History,
): Pick<History, "beside"> {
  if (train !== undefined || validation !== undefined) return {};
  const beside = names.flatMap((name) => {
    try {
      return [{ name, history: read(name) }];
    } catch (error) {
      if (error instanceof TypeError) return [];
      throw error;
    }
  });
  return beside.length < 2 ? {} : { beside };
}
