/**
 * `deno task study:noise`: how much phase noise can each way of training bear?
 *
 * @module
 */
import { noiseSweep } from "../plots/noise_sweep.ts";
import { writeAtomically } from "../run/files.ts";
import { TARGET } from "../evaluation/mod.ts";
import { FULL_SCOPE, noiseStudy, noiseTable, QUICK_SCOPE, summarise } from "../studies/noise/study.ts";
import { runStudy } from "../studies/study.ts";
import { threadsOption } from "./options.ts";
import { createProgram, runProgram } from "./program.ts";

const program = createProgram(
  "study:noise",
  "Train every way from no phase noise to the full circle, beside the best memoryless predictor and the limit of any filter.",
  [
    "deno task study:noise            into reports/noise; an interrupted study goes on",
    "deno task study:noise --quick    both ends, an epoch a stage, into reports/noise-quick",
  ],
)
  .option("--quick", "both ends, one seed, one epoch a stage")
  .option("--fresh", "forget the cells that an interrupted study has finished")
  .option("--threads <n>", "worker threads (default: one a processor)", threadsOption);

interface Options {
  readonly quick?: true;
  readonly fresh?: true;
  readonly threads?: number;
}

program.action(async ({ quick, fresh, threads = navigator.hardwareConcurrency }: Options) => {
  const folder = quick ? "reports/noise-quick" : "reports/noise";
  const file = `${folder}/noise.json`;
  const study = noiseStudy(quick ? QUICK_SCOPE : FULL_SCOPE);
  const summary = summarise(await runStudy(study, { file, threads, fresh, print: console.log }));
  writeAtomically(`${folder}/table.md`, noiseTable(summary));
  writeAtomically(`${folder}/noise.svg`, noiseSweep({ points: summary, target: TARGET }) + "\n");
  console.log(`\n${file}\n${folder}/table.md\n${folder}/noise.svg`);
});

await runProgram(program);
