/**
 * A study is a table of cells: plain records that one function turns into results. This runs what is missing of the table,
 * on worker threads or elsewhere, and keeps everything in one file, so that a study that was ended goes on.
 *
 * @module
 */
import type { z } from "zod";
import { refuseUnwritable, requirePermissions } from "../boundary/mod.ts";
import { abortedBySignal } from "../run/interrupt.ts";
import { formatDuration } from "../text/mod.ts";
import { cellFile, readCellFile } from "./cell_file.ts";
import { openStudyFile } from "./study_file.ts";
import { type Execute, type Needs, USUAL_NEEDS } from "./sweep.ts";

/** What is particular to one study. */
export interface Study<Cell, Result extends Cell> {
  /** Its folder here, by which another machine finds it; see `catalogue.ts`. */
  readonly name: string;
  /** Module whose workers turn a cell into its result; see `serveTasks`. */
  readonly worker: URL;
  readonly cells: readonly Cell[];
  /** What a cell and a result are, wherever they come from. */
  readonly cell: z.ZodType<Cell>;
  readonly result: z.ZodType<Result>;
  /** What makes a cell the cell it is; its result has the same. */
  readonly key: (cell: Cell) => string;
  /** Work of a cell in any unit, for the order and the time left. */
  readonly cost: (cell: Cell) => number;
  /** What a cell needs of the machine that runs it, where that is not the usual. */
  readonly needs?: (cell: Cell) => Needs;
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
  /** What turns the cells into results: worker threads or machines elsewhere. */
  readonly execute: Execute;
  /** Forget what the file holds. */
  readonly fresh?: boolean;
  readonly print: (line: string) => void;
}

/**
 * Runs the cells that the file lacks, longest first, and keeps each result as it comes. A cell that fails does not end the
 * others. Results that lie in files of their own (see `cell_file.ts`) are taken into the study's.
 *
 * @returns every result in the file, in order
 * @throws {RangeError} when cells failed, naming each and its error, or when the file holds results with other settings;
 *   {TypeError} when the file is not that of the study; an `AbortError` on Ctrl-C, when the file holds what is done
 */
export async function runStudy<Cell, Result extends Cell>(
  study: Study<Cell, Result>,
  { file, execute, fresh = false, print }: StudyOptions,
): Promise<readonly Result[]> {
  requirePermissions({ name: "read", path: study.worker }); // a worker that may not would end with a stack trace
  refuseUnwritable(file, "the study's file");
  const { name, worker, cells, key, cost, needs = () => USUAL_NEEDS, line } = study;
  const kept = openStudyFile(study, file, fresh);
  for (const cell of fresh ? [] : cells.filter((cell) => !kept.has(key(cell)))) {
    const own = readCellFile(
      { study: name, key, result: study.result },
      cellFile(file, key(cell)),
      key(cell),
    );
    if (own !== null && study.belongs(own.result)) kept.add(own.result, own.made);
  }
  const missing = cells.filter((cell) => !kept.has(key(cell))).toSorted((a, b) => cost(b) - cost(a));
  if (missing.length < cells.length) {
    print(`${cells.length - missing.length} of ${cells.length} cells are done already`);
  }
  const tell = progressOf(missing, cost, print);
  const failures: string[] = [];
  using interrupt = abortedBySignal();
  try {
    await execute<Cell, Result>({
      study: name,
      worker,
      cells: missing,
      key,
      result: study.result,
      needs,
      onResult: (result, cell, maker) => {
        kept.add(result, maker);
        kept.writeNowAndThen();
        tell(cell, line(result));
      },
      onError: (message, cell) => {
        failures.push(`${key(cell)}: ${message}`);
        tell(cell, `${key(cell)} FAILED: ${message}`);
      },
      print,
      signal: interrupt.signal,
    });
  } finally {
    kept.write();
  }
  interrupt.signal.throwIfAborted();
  if (failures.length > 0) {
    throw new RangeError(`${failures.length} of ${missing.length} cells failed: ${failures.join("; ")}`);
  }
  return kept.ordered();
}

/** Tells of each cell that ended, and how long the others may take. */
function progressOf<Cell>(
  cells: readonly Cell[],
  cost: (cell: Cell) => number,
  print: (line: string) => void,
): (cell: Cell, text: string) => void {
  const total = cells.reduce((sum, cell) => sum + cost(cell), 0);
  const started = performance.now();
  let [ended, work] = [0, 0];
  return (cell, text) => {
    work += cost(cell);
    const left = (performance.now() - started) / 1000 * (total / work - 1);
    const rest = ++ended < cells.length ? `  about ${formatDuration(left)} left` : "";
    print(`${String(ended).padStart(3)}/${cells.length}  ${text}${rest}`);
  };
}
