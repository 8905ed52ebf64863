/**
 * `deno task study:recorded`: the monitor on recorded programs with known faults.
 *
 * @module
 */
import { writeAtomically } from "../run/files.ts";
import {
  askedTable,
  FAMILIES,
  judgeRecorded,
  readRecordedRuns,
  recordedTable,
  sumRecorded,
} from "../studies/recorded/mod.ts";
import { createProgram, runProgram } from "./program.ts";
import { parseSeeds } from "./options.ts";

const ASKED = ["torch", "keras"];
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
  const trials = FAMILIES.flatMap((family) => judged(family, family));
  const asked = askedTable(ASKED.flatMap((family) => judged(family, `asked_${family}`)), tunedOn);
  const table = recordedTable(trials, tunedOn);
  writeAtomically(`${FOLDER}/table.md`, table);
  writeAtomically(`${FOLDER}/sums.json`, `${JSON.stringify(sumRecorded(trials, tunedOn), null, 1)}\n`);
  writeAtomically(`${FOLDER}/asked.md`, asked);
  console.log(`${table}\n${asked}`);
});

function judged(family: string, file: string) {
  return readRecordedRuns(`${FOLDER}/${file}.jsonl`).map((run) => judgeRecorded(family, run));
}

await runProgram(program);
