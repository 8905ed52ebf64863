/**
 * `deno task study:recorded`: the monitor on recorded programs with known faults.
 *
 * @module
 */
import { writeAtomically } from "../run/files.ts";
import {
  ASKED_SETS,
  askedTable,
  FAMILIES,
  judgeAsked,
  judgeFile,
  recordedTable,
  sumRecorded,
} from "../studies/recorded/mod.ts";
import { createProgram, runProgram } from "./program.ts";
import { parseSeeds } from "./options.ts";

const FOLDER = "reports/recorded";

const program = createProgram(
  "study:recorded",
  "Let the monitor judge recorded programs with one known fault: from the history, with the record, with experiments.",
  ["deno task study:recorded", "deno task study:recorded --tuned-on none"],
).option(
  "--tuned-on <list>",
  "seeds that are left out of the figures, because rules were written on them",
  parseSeeds,
  parseSeeds("0"),
);

program.action(({ tunedOn }: { readonly tunedOn: readonly number[] }) => {
  const trials = FAMILIES.flatMap((family) => judgeFile(family));
  const asked = askedTable(ASKED_SETS.map((set) => ({ ...set, trials: judgeAsked(set) })));
  const table = recordedTable(trials, tunedOn);
  writeAtomically(`${FOLDER}/table.md`, table);
  writeAtomically(`${FOLDER}/sums.json`, `${JSON.stringify(sumRecorded(trials, tunedOn), null, 1)}\n`);
  writeAtomically(`${FOLDER}/asked.md`, asked);
  console.log(`${table}\n${asked}`);
});

await runProgram(program);
