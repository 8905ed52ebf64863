/**
 * The options that all studies of cells share, and running one as they say.
 *
 * @module
 */
import type { Command } from "commander";
import { isFile, isFolder } from "../../boundary/mod.ts";
import { cellsFolder } from "../../studies/cell_file.ts";
import { onRay } from "../../studies/ray/execute.ts";
import { type Scheduler, SCHEDULERS } from "../../studies/schedulers.ts";
import { runStudy, type Study } from "../../studies/study.ts";
import { type Execute, USUAL_NEEDS } from "../../studies/sweep.ts";
import { onThreads } from "../../studies/worker_pool.ts";
import { choiceOption, countOption, threadsOption } from "../options.ts";
import { refuseOutput } from "../output.ts";
import { exportFor } from "./export.ts";

/** What the user chose. */
export interface SweepOptions {
  readonly fresh?: boolean;
  readonly resume?: boolean;
  readonly threads?: number;
  /** Address of a running cluster, or true for one that is started here. */
  readonly ray?: string | true;
  readonly export?: Scheduler;
  readonly memory?: number;
}

/** A terabyte, in MB. */
const MOST_MEMORY = 1e6;

/** Adds the options to a study's command. */
export function addSweepOptions(program: Command): Command {
  return program
    .option("--resume", "run only what is missing (as it does anyway), and refuse where nothing was begun")
    .option("--fresh", "forget the cells that an interrupted study has finished")
    .option("--threads <n>", "worker threads (default: one a processor)", threadsOption)
    .option(
      "--ray [address]",
      "in their place a Ray cluster: started here, or the one at HOST:PORT, ray://HOST:PORT",
    )
    .option(
      "--export <scheduler>",
      "run nothing: write what is missing for slurm or snakemake",
      choiceOption(Object.keys(SCHEDULERS) as Scheduler[]),
    )
    .option(
      "--memory <MB>",
      "most memory of a cell, with --ray or --export (default: 500)",
      countOption(MOST_MEMORY),
    );
}

/**
 * Runs the study into its file; ends the program with 130, as shells do, when the user interrupts it.
 *
 * @returns every result in the file, or null where cells are left for others to make
 */
export async function runSweep<Cell, Result extends Cell>(
  study: Study<Cell, Result>,
  file: string,
  options: SweepOptions,
): Promise<readonly Result[] | null> {
  const { fresh = false, resume = false, memory } = options;
  const cells = cellsFolder(file);
  refuseContradictions(options);
  let isLeft = false;
  const execute = executeAs(options, file, () => isLeft = true);
  refuseOutput(file, [".json"], "--out");
  if (resume && !isFile(file) && !isFolder(cells)) throw new RangeError(`nothing to resume: no ${file}`);
  if (fresh && isFolder(cells)) Deno.removeSync(cells, { recursive: true });
  const { needs = () => USUAL_NEEDS } = study;
  const asked = { ...study, needs: (cell: Cell) => ({ ...needs(cell), ...memory && { memoryMB: memory } }) };
  try {
    const results = await runStudy(asked, { file, fresh, print: console.log, execute });
    return isLeft ? null : results;
  } catch (error) {
    if (!(error instanceof DOMException && error.name === "AbortError")) throw error;
    console.log(`\ninterrupted; ${file} holds what is done, and --resume goes on`);
    Deno.exit(130);
  }
}

/** What makes the cells; `onLeft` is called where it leaves them to others. */
function executeAs(
  { threads, ray, export: scheduler }: SweepOptions,
  file: string,
  onLeft: () => void,
): Execute {
  if (scheduler !== undefined) return exportFor(scheduler, file, onLeft);
  if (ray !== undefined) return onRay(ray === true ? undefined : ray);
  return onThreads(threads ?? navigator.hardwareConcurrency);
}

/** Options of which one at most is given. */
const EXCLUSIVE = [["resume", "fresh"], ["threads", "ray", "export"]] as const;

function refuseContradictions(options: SweepOptions): void {
  for (const names of EXCLUSIVE) {
    const [first, second] = names.filter((name) => options[name] !== undefined);
    if (second !== undefined) throw new RangeError(`--${first} and --${second} exclude each other`);
  }
  if (options.memory !== undefined && options.ray === undefined && options.export === undefined) {
    throw new RangeError("--memory is for --ray and --export: threads share what there is");
  }
}
