/**
 * `deno task study:ablations`: which part of the curriculum does the work?
 *
 * @module
 */
import { strips } from "../plots/strips.ts";
import { writeAtomically } from "../run/files.ts";
import { ablationsTable, stripsOf } from "../studies/ablations/show.ts";
import { armsStudy, FULL_SCOPE, QUICK_SCOPE, ratesStudy, summarise } from "../studies/ablations/study.ts";
import { createProgram, runProgram } from "./program.ts";
import { addSweepOptions, runSweep, type SweepOptions } from "./study/sweep.ts";

const program = createProgram(
  "study:ablations",
  "Train the curriculum with one thing changed at a time, each arm at the better of two rates, from several seeds.",
  [
    "deno task study:ablations            into reports/ablations; an interrupted study goes on",
    "deno task study:ablations --quick    an epoch a stage, into reports/ablations-quick",
  ],
)
  .option("--quick", "one seed, one epoch a stage");

interface Options extends SweepOptions {
  readonly quick?: true;
}

program.action(async ({ quick, ...options }: Options) => {
  const folder = quick ? "reports/ablations-quick" : "reports/ablations";
  const file = `${folder}/ablations.json`;
  const scope = quick ? QUICK_SCOPE : FULL_SCOPE;
  const tried = await runSweep(ratesStudy(scope), file, options);
  if (tried === null) return;
  const results = await runSweep(armsStudy(scope, tried), file, { ...options, fresh: false });
  if (results === null) return;
  const summary = summarise(results);
  writeAtomically(`${folder}/table.md`, ablationsTable(summary));
  writeAtomically(`${folder}/ablations.svg`, strips(stripsOf(summary)) + "\n");
  console.log(`\n${file}\n${folder}/table.md\n${folder}/ablations.svg`);
});

await runProgram(addSweepOptions(program));
