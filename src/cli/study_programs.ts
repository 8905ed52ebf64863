/**
 * `deno task study:programs`: the monitor on the histories of small classifiers and language models.
 *
 * @module
 */
import { readJson, writeAtomically } from "../run/files.ts";
import { judgeProgram, type ProgramRun, programTable } from "../studies/programs/mod.ts";
import { createProgram, runProgram } from "./program.ts";
import { parseSeeds } from "./options.ts";

const FAMILIES = ["pytorch", "keras", "transformers"];
const FOLDER = "reports/programs";

const program = createProgram(
  "study:programs",
  "Let the monitor judge classifiers and language models with one known fault, from their histories alone.",
  ["deno task study:programs", "deno task study:programs --tuned-on none"],
).option(
  "--tuned-on <list>",
  "seeds that are left out of the figures, because rules may be tuned on them",
  parseSeeds,
  parseSeeds("0-4"),
);

program.action(({ tunedOn }: { readonly tunedOn: readonly number[] }) => {
  const trials = FAMILIES.flatMap((family) => {
    const runs = readJson(`${FOLDER}/${family}.json`) as readonly ProgramRun[];
    return runs.map((run) => judgeProgram(family, run));
  });
  const table = programTable(trials, tunedOn);
  writeAtomically(`${FOLDER}/table.md`, table);
  console.log(table);
});

await runProgram(program);
