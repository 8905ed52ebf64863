/**
 * Tables in long form: the name of a measure in one column and its number in another, as MLflow's page and pandas's `melt` write them; and
 * several runs in one table, told apart by a column of their names.
 *
 * @module
 */
import { parse } from "@std/csv";
import { meaningOf, wordsOf } from "./classify.ts";
import { isCounter, isOtherCounter } from "./counters.ts";
import { readCell } from "./csv_columns.ts";
import { isPhase } from "./phases.ts";
import { setOf, tellsSets } from "./sets.ts";

/** What the column is called that holds the numbers, and what the one that says of what. */
const VALUE = /^values?$/, MEASURE = /^(metric|measure|tag|key|variable|series|name|type)(_?(name|key))?$/;

/** What a column is called whose numbers tell processes or runs apart that wrote into one table. */
const PROCESS = /^(pid|process_?id|run_?id)$/;

/** More runs are a sweep, of which no table of a few lines tells. */
const MOST_RUNS = 20;

/** Longer tables are one tool's, and one run's. */
const LONGEST = 4_000_000;

/** One run of the table, as a table of its own. */
export interface RunTable {
  /** What its rows say that they are of; `""` where all are of one. */
  readonly name: string;
  readonly text: string;
}

/** The runs, and what the column is called that tells them. */
export interface LongForm {
  readonly by: string;
  readonly runs: readonly RunTable[];
}

/**
 * The table with a column a measure, in as many parts as it holds runs; `undefined` where it is no long form.
 *
 * A column of words, or of the numbers of processes, tells runs where the count goes back in the file and never does in the rows of one word: so are runs that
 * stand behind one another, and those whose rows take turns.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const text = "step,metric,value\n1,loss,0.9\n1,acc,0.5\n2,loss,0.7\n2,acc,0.6";
 * assertEquals(longForm(text)?.runs[0].text, "step\tloss\tacc\n1\t0.9\t0.5\n2\t0.7\t0.6");
 * ```
 */
export function longForm(text: string): LongForm | undefined {
  const [header = "", second = ""] = text.split("\n", 2);
  const separator = ["\t", ";", ","].find((candidate) => header.includes(candidate));
  const isProcess = (name: string) => PROCESS.test(wordsOf(name).join("_"));
  if (separator === undefined || text.length > LONGEST) return undefined;
  if (!/[a-z]/i.test(second) && !header.split(separator).some(isProcess)) return undefined;
  const lines = text.includes('"')
    ? parse(text.trimEnd(), { separator })
    : text.split("\n").filter((line) => line.trim() !== "").map((line) => line.split(separator));
  const [first, ...rows] = lines.map((line) => line.map((cell) => cell.trim()));
  const names = first.map((name) => name.replace(/^#\s*/, ""));
  if (rows.length < 2 || rows.some(({ length }) => length !== names.length)) return undefined;
  const place = names.findIndex(isCounter) >= 0
    ? names.findIndex(isCounter)
    : names.findIndex(isOtherCounter);
  if (place < 0) return undefined;
  const isWords = (i: number) => rows.every((row) => row[i] !== "" && readCell(row[i]) === undefined);
  const words = names.map((_, i) => i).filter((i) => i !== place && isWords(i));
  const wide = withColumns(names, rows, place, words);
  const labels = [...words, ...names.flatMap((name, i) => isProcess(name) && i !== place ? [i] : [])];
  const label = labels.find((i) => i !== wide?.measure && tellsRuns(names[i], rows, i, place, wide?.measure));
  if (wide === undefined && label === undefined) return undefined;
  const parts = label === undefined ? new Map([["", rows]]) : Map.groupBy(rows, (row) => row[label]);
  const written = (rows: readonly (readonly string[])[]) => {
    const table = wide === undefined
      ? [names, ...rows].map((row) => row.toSpliced(label!, 1))
      : wide.of(rows);
    return table.map((row) => row.join("\t")).join("\n");
  };
  return {
    by: label === undefined ? "" : names[label],
    runs: [...parts].map(([name, rows]) => ({ name, text: written(rows) })),
  };
}

/** How the rows are written with a column a measure, where one column names these and one holds the numbers. */
function withColumns(
  names: readonly string[],
  rows: readonly (readonly string[])[],
  place: number,
  words: readonly number[],
) {
  const plain = names.map((name) => wordsOf(name).join("_"));
  const value = plain.findIndex((name) => VALUE.test(name));
  const measure = words.find((i) =>
    MEASURE.test(plain[i]) && rows.some((row) => meaningOf(row[i]) !== undefined)
  );
  if (value < 0 || measure === undefined) return undefined;
  const set = words.find((i) => i !== measure && tellsSets(rows.map((row) => row[i])));
  const named = (row: readonly string[]) => set === undefined ? row[measure] : `${row[set]}/${row[measure]}`;
  const measures = [...new Set(rows.map(named))];
  const of = (own: readonly (readonly string[])[]) => {
    const cells = new Map<string, string[]>();
    for (const row of own) {
      const at = measures.indexOf(named(row));
      cells.getOrInsertComputed(row[place], () => [row[place], ...measures.map(() => "")])[at + 1] =
        row[value];
    }
    return [[names[place], ...measures], ...cells.values()];
  };
  return { measure, of };
}

/** Whether a column of words tells runs: the count goes back in the file, and never in the rows of one word. */
function tellsRuns(
  name: string,
  rows: readonly (readonly string[])[],
  label: number,
  place: number,
  measure: number | undefined,
): boolean {
  const parts = Map.groupBy(rows, (row) => row[label]);
  // rows of sets and phases are of one run
  if (parts.size < 2 || parts.size > MOST_RUNS || isPhase(name)) return false;
  if ([...parts.keys()].some((word) => setOf(word) !== undefined)) return false;
  const rises = (own: readonly (readonly string[])[]) => {
    const counts = own.map((row) => Number(row[place]));
    return counts.every((count, i) => i === 0 || count > counts[i - 1]);
  };
  const ofMeasures = (own: readonly (readonly string[])[]) =>
    measure === undefined ? [own] : [...Map.groupBy(own, (row) => row[measure]).values()];
  return !ofMeasures(rows).every(rises) && [...parts.values()].every((own) => {
    const courses = ofMeasures(own);
    return courses.every(rises) && own.length > courses.length;
  });
}
