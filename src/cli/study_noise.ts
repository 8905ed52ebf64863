/**
 * `deno task study:noise`: how much phase noise can each way of training bear?
 *
 * @module
 */
import { noiseSweep } from "../plots/noise_sweep.ts";
import { writeAtomically } from "../run/files.ts";
import { TARGET } from "../evaluation/mod.ts";
import { FULL_SCOPE, noiseStudy, noiseTable, QUICK_SCOPE, summarise } from "../studies/noise/study.ts";
import { createProgram, runProgram } from "./program.ts";
import { addSweepOptions, runSweep, type SweepOptions } from "./study/sweep.ts";

const program = createProgram(
  "study:noise",
  "Train every way from no phase noise to the full circle, beside the best memoryless predictor and the limit of any filter.",
  [
    "deno task study:noise            into reports/noise; an interrupted study goes on",
    "deno task study:noise --quick    both ends, an epoch a stage, into reports/noise-quick",
  ],
)
  .option("--quick", "both ends, one seed, one epoch a stage");

interface Options extends SweepOptions {
  readonly quick?: true;
}

program.action(async ({ quick, ...options }: Options) => {
  const folder = quick ? "reports/noise-quick" : "reports/noise";
  const file = `${folder}/noise.json`;
  const study = noiseStudy(quick ? QUICK_SCOPE : FULL_SCOPE);
  const results = await runSweep(study, file, options);
  if (results === null) return;
  const summary = summarise(results);
  writeAtomically(`${folder}/table.md`, noiseTable(summary));
  writeAtomically(`${folder}/noise.svg`, noiseSweep({ points: summary, target: TARGET }) + "\n");
  console.log(`\n${file}\n${folder}/table.md\n${folder}/noise.svg`);
});

await runProgram(addSweepOptions(program));
