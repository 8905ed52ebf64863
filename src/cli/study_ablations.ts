/**
 * `deno task study:ablations`: which part of the curriculum does the work?
 *
 * @module
 */
import { ablationStrips } from "../plots/ablation_strips.ts";
import { writeAtomically } from "../run/files.ts";
import { ablationsTable, stripsOf } from "../studies/ablations/show.ts";
import { armsStudy, FULL_SCOPE, QUICK_SCOPE, ratesStudy, summarise } from "../studies/ablations/study.ts";
import { TARGET } from "../evaluation/mod.ts";
import { runStudy } from "../studies/study.ts";
import { threadsOption } from "./options.ts";
import { createProgram, runProgram } from "./program.ts";

const program = createProgram(
  "study:ablations",
  "Train the curriculum with one thing changed at a time, each arm at the best of three rates, from several seeds.",
  [
    "deno task study:ablations            into reports/ablations; an interrupted study goes on",
    "deno task study:ablations --quick    an epoch a stage, into reports/ablations-quick",
  ],
)
  .option("--quick", "one seed, one epoch a stage")
  .option("--fresh", "forget the cells that an interrupted study has finished")
  .option("--threads <n>", "worker threads (default: one a processor)", threadsOption);

interface Options {
  readonly quick?: true;
  readonly fresh?: true;
  readonly threads?: number;
}

program.action(async ({ quick, fresh, threads = navigator.hardwareConcurrency }: Options) => {
  const folder = quick ? "reports/ablations-quick" : "reports/ablations";
  const file = `${folder}/ablations.json`;
  const scope = quick ? QUICK_SCOPE : FULL_SCOPE;
  const how = { file, threads, print: console.log };
  const tried = await runStudy(ratesStudy(scope), { ...how, fresh });
  const summary = summarise(await runStudy(armsStudy(scope, tried), how));
  writeAtomically(`${folder}/table.md`, ablationsTable(summary));
  writeAtomically(`${folder}/ablations.svg`, ablationStrips({ ...stripsOf(summary), target: TARGET }) + "\n");
  console.log(`\n${file}\n${folder}/table.md\n${folder}/ablations.svg`);
});

await runProgram(program);
