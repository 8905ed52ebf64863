/**
 * `deno task study:programs`: the monitor on the histories of small classifiers and language models.
 *
 * @module
 */
import { writeAtomically, writeJsonAtomically } from "../run/files.ts";
import {
  judgeProgram,
  programTable,
  readFreshSets,
  readProgramRuns,
  withFreshSet,
} from "../studies/programs/mod.ts";
import { createProgram, runProgram } from "./program.ts";
import { parseSeeds } from "./options.ts";

const FAMILIES = ["pytorch", "keras", "transformers"];
const FOLDER = "reports/programs";
/** Every set as it was judged while it was fresh. */
const SETS = `${FOLDER}/fresh.json`;

const program = createProgram(
  "study:programs",
  "Let the monitor judge classifiers and language models with one known fault, from their histories alone.",
  ["deno task study:programs", "deno task study:programs --fresh 20-24   # once, before a rule is changed"],
).option(
  "--fresh <list>",
  "seeds that no rule was made on: their figure is kept, and refused a second time",
  parseSeeds,
);

program.action(({ fresh }: { readonly fresh?: readonly number[] }) => {
  const trials = FAMILIES.flatMap((family) =>
    readProgramRuns(`${FOLDER}/${family}.json`).map((run) => judgeProgram(family, run))
  );
  const before = readFreshSets(SETS);
  const sets = fresh === undefined ? before : withFreshSet(before, trials, fresh);
  if (fresh !== undefined) writeJsonAtomically(SETS, sets);
  const table = programTable(trials, sets);
  writeAtomically(`${FOLDER}/table.md`, table);
  console.log(table);
});

await runProgram(program);
