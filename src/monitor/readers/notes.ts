/**
 * What a reader had to assume, said once.
 *
 * @module
 */
import { someOf } from "../../text/mod.ts";

const RUNS = /^(\d+) runs in one file/, RESUMED = /^resumed at \S+: /;

/** More resumptions are counted. */
const MOST_RESUMED = 2;

/**
 * Some runs log less than others: of what is said of the runs in a file that which counts the most of them. Of a run that was
 * resumed again and again how often.
 */
function shortened(notes: readonly string[]): readonly string[] {
  const most = notes.reduce((most, note) => Math.max(most, Number(note.match(RUNS)?.[1] ?? 0)), 0);
  const resumed = new Set(notes.filter((note) => RESUMED.test(note))).size;
  return notes.filter((note) => Number(note.match(RUNS)?.[1] ?? most) === most).map((note) =>
    resumed > MOST_RESUMED ? note.replace(RESUMED, `resumed ${resumed} times: `) : note
  );
}

/** Names that are said of what is alike. */
const NAMES_TOLD = 3;

/** Where what is said of a column begins, behind its name. */
const OF_COLUMN = /(?<=^\S{1,200}): |(?<=^\S{1,200}) (?=has |is |stands )/;

/** What is said of several columns in the same words is said once. */
function ofColumns(notes: readonly string[]): readonly string[] {
  const restOf = (note: string) => note.slice(Math.max(0, note.search(OF_COLUMN)));
  return [...Map.groupBy(notes, restOf)].flatMap(([rest, those]) => {
    if (those.length === 1) return those;
    const names = those.map((note) => note.slice(0, note.length - rest.length));
    const first = someOf(names, NAMES_TOLD);
    return [`${first}${rest.startsWith(" ") ? `: each${rest}` : rest}`];
  });
}

/**
 * The notes without what is said again, of another column or another run.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(toldOnce(["acc has 10 entries", "a b", "f1 has 10 entries"]), ["acc, f1: each has 10 entries", "a b"]);
 * ```
 */
export function toldOnce(notes: readonly string[]): readonly string[] {
  return ofColumns([...new Set(shortened(notes))]);
}
