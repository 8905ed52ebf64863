/**
 * A study is a table of cells: plain records that one function turns into results. This runs what is missing of the table
 * on worker threads and keeps everything in one file, so that a study that was ended goes on.
 *
 * @module
 */
import { refuseUnwritable } from "../boundary/mod.ts";
import { readJson, writeJsonAtomically } from "../run/files.ts";
import { versions } from "../run/versions.ts";
import { formatDuration } from "../text/mod.ts";
import { runInWorkers } from "./worker_pool.ts";

/** What is particular to one study. */
export interface Study<Cell, Result extends Cell> {
  /** Module whose workers turn a cell into its result; see `serveTasks`. */
  readonly worker: URL;
  readonly cells: readonly Cell[];
  /** What makes a cell the cell it is; its result has the same. */
  readonly key: (cell: Cell) => string;
  /** Work of a cell in any unit, for the order and the time left. */
  readonly cost: (cell: Cell) => number;
  /** Whether an earlier result in the file is of the same study, with other cells than these perhaps. */
  readonly belongs: (result: Result) => boolean;
  /** Place in the file. */
  readonly order: (cell: Cell) => number;
  /** Everything in the file but the results, the versions and who made them. */
  readonly summarise: (results: readonly Result[]) => Readonly<Record<string, unknown>>;
  /** A result in one line. */
  readonly line: (result: Result) => string;
}

/** How it is run. */
export interface StudyOptions {
  readonly file: string;
  readonly threads: number;
  /** Forget what the file holds. */
  readonly fresh?: boolean;
  readonly print: (line: string) => void;
}

/**
 * Runs the cells that the file lacks, longest first, and writes the file after each. A cell that fails does not end the
 * others.
 *
 * @returns every result in the file, in order
 * @throws {RangeError} when cells failed, naming each and its error; {TypeError} when the file is not that of a study
 */
export async function runStudy<Cell, Result extends Cell>(
  study: Study<Cell, Result>,
  { file, threads, fresh = false, print }: StudyOptions,
): Promise<readonly Result[]> {
  refuseUnwritable(file, "the study's file");
  const { cells, key, cost, order, line } = study;
  const results = fresh ? [] : readResults<Result>(file).filter(study.belongs);
  const done = new Set(results.map(key));
  const tasks = cells.filter((cell) => !done.has(key(cell))).toSorted((a, b) => cost(b) - cost(a));
  if (tasks.length < cells.length) {
    print(`${cells.length - tasks.length} of ${cells.length} cells are done already`);
  }
  const total = tasks.reduce((sum, cell) => sum + cost(cell), 0);
  const started = performance.now();
  const failures: string[] = [];
  let [ended, work] = [0, 0];
  const ordered = () => results.toSorted((a, b) => order(a) - order(b));
  const tell = (cell: Cell, text: string) => {
    work += cost(cell);
    const left = (performance.now() - started) / 1000 * (total / work - 1);
    const rest = ++ended < tasks.length ? `  about ${formatDuration(left)} left` : "";
    print(`${String(ended).padStart(3)}/${tasks.length}  ${text}${rest}`);
  };
  await runInWorkers<Cell, Result>({
    worker: study.worker,
    tasks,
    threads,
    onResult: (result, cell) => {
      results.push(result);
      writeStudy(study, file, ordered());
      tell(cell, line(result));
    },
    onError: (message, cell) => {
      failures.push(`${key(cell)}: ${message}`);
      tell(cell, `${key(cell)} FAILED: ${message}`);
    },
  });
  writeStudy(study, file, ordered());
  if (failures.length > 0) {
    throw new RangeError(`${failures.length} of ${tasks.length} cells failed: ${failures.join("; ")}`);
  }
  return ordered();
}

/** Results that an earlier study left, none where there is no file. */
export function readResults<Result>(file: string): readonly Result[] {
  let contents: unknown;
  try {
    contents = readJson(file);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
  const { results } = (contents ?? {}) as { readonly results?: readonly Result[] };
  if (!Array.isArray(results)) throw new TypeError(`${file}: no study's file: it has no list of results`);
  return results;
}

function writeStudy<Cell, Result extends Cell>(
  study: Study<Cell, Result>,
  file: string,
  results: readonly Result[],
): void {
  writeJsonAtomically(file, { ...study.summarise(results), versions: versions(), results });
}
