/**
 * `deno task study:beyond`: how far do the trained networks carry beyond their training data?
 *
 * @module
 */
import { beyondTraining } from "../plots/beyond_training.ts";
import { TARGET } from "../evaluation/mod.ts";
import { writeAtomically } from "../run/files.ts";
import { beyondStudy, beyondTable, summarise } from "../studies/beyond/study.ts";
import { createProgram, runProgram } from "./program.ts";
import { addSweepOptions, runSweep, type SweepOptions } from "./study/sweep.ts";

const FOLDER = "reports/beyond";

const program = createProgram(
  "study:beyond",
  "Measure the curriculum's networks on longer, later, detuned, gapped and noisier recordings, beside the limit of any filter.",
  ["deno task study:beyond            into reports/beyond; an interrupted study goes on"],
);

program.action(async (options: SweepOptions) => {
  const file = `${FOLDER}/beyond.json`;
  const results = await runSweep(beyondStudy(), file, options);
  if (results === null) return;
  writeAtomically(`${FOLDER}/table.md`, beyondTable(results));
  writeAtomically(
    `${FOLDER}/beyond.svg`,
    beyondTraining({ points: summarise(results), target: TARGET }) + "\n",
  );
  console.log(`\n${file}\n${FOLDER}/table.md\n${FOLDER}/beyond.svg`);
});

await runProgram(addSweepOptions(program));
