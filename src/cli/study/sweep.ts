/**
 * The options that all studies of cells share, and running one as they say.
 *
 * @module
 */
import type { Command } from "commander";
import { isFile, isFolder } from "../../boundary/mod.ts";
import { cellsFolder } from "../../studies/cell_file.ts";
import { runStudy, type Study } from "../../studies/study.ts";
import { threadsOption } from "../options.ts";

/** What the user chose. */
export interface SweepOptions {
  readonly fresh?: boolean;
  readonly resume?: boolean;
  readonly threads?: number;
}

/** Adds the options to a study's command. */
export function addSweepOptions(program: Command): Command {
  return program
    .option("--resume", "run only what is missing (as it does anyway), and refuse where nothing was begun")
    .option("--fresh", "forget the cells that an interrupted study has finished")
    .option("--threads <n>", "worker threads (default: one a processor)", threadsOption);
}

/**
 * Runs the study into its file; ends the program with 130, as shells do, when the user interrupts it.
 *
 * @returns every result in the file, or null where cells are left for others to make
 */
export async function runSweep<Cell, Result extends Cell>(
  study: Study<Cell, Result>,
  file: string,
  { fresh = false, resume = false, threads = navigator.hardwareConcurrency }: SweepOptions,
): Promise<readonly Result[] | null> {
  const cells = cellsFolder(file);
  if (resume && fresh) throw new RangeError("--resume and --fresh exclude each other");
  if (resume && !isFile(file) && !isFolder(cells)) throw new RangeError(`nothing to resume: no ${file}`);
  if (fresh && isFolder(cells)) Deno.removeSync(cells, { recursive: true });
  try {
    return await runStudy(study, { file, threads, fresh, print: console.log });
  } catch (error) {
    if (!(error instanceof DOMException && error.name === "AbortError")) throw error;
    console.log(`\ninterrupted; ${file} holds what is done, and --resume goes on`);
    Deno.exit(130);
  }
}
