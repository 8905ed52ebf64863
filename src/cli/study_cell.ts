/**
 * `deno task study:cell`: one cell of a study, wherever this runs.
 *
 * @module
 */
import { requirePermissions } from "../boundary/mod.ts";
import { writeAtomically } from "../run/files.ts";
import { versions } from "../run/versions.ts";
import { type AnyCell, cellOf, STUDY_NAMES, studyNamed } from "../studies/catalogue.ts";
import { type CellRecord, readCellFile } from "../studies/cell_file.ts";
import { runInWorkers } from "../studies/worker_pool.ts";
import { pathOption, wordsOption } from "./options.ts";
import { refuseOutput } from "./output.ts";
import { createProgram, runProgram } from "./program.ts";

const program = createProgram(
  "study:cell",
  "Turn one cell of a study into its result: a record of JSON that the study's own task takes up.",
  [
    "deno task study:cell capacity windows/softened/64/0",
    "deno task study:cell capacity --quick windows/softened/16/0 --out reports/capacity-quick/cells/windows/softened/16/0.json",
    `deno task study:cell seeds '{"seed": 40, "epochs": 2}'    a cell that is in no table, written out`,
  ],
)
  .argument("<study>", `one of ${STUDY_NAMES.join(", ")}`)
  .argument("<key>", "of a cell in the study's table, or the cell as JSON")
  .option("--quick", "look the key up in the study's small table")
  .option("--by <words>", "who makes it, for the record", wordsOption, "one command")
  .option("--out <file>", "where in reports/ the record goes (default: standard output)", pathOption);

interface Options {
  readonly quick?: true;
  readonly by: string;
  readonly out?: string;
}

program.action(async (name: string, text: string, { quick, by, out }: Options) => {
  const study = await studyNamed(name, quick ?? false);
  requirePermissions({ name: "read", path: study.worker });
  const cell = cellOf(study, text);
  const key = study.key(cell);
  if (out !== undefined) {
    refuseOutput(out, [".json"], "--out");
    readCellFile({ ...study, study: name }, out, key); // what lies there is made anew if it is the same cell's, and kept if it is not
  }
  const records: CellRecord<AnyCell>[] = [];
  await runInWorkers<AnyCell, AnyCell>({
    worker: study.worker,
    tasks: [cell],
    threads: 1,
    onResult: (result) => records.push({ study: name, key, made: { by, ...versions() }, result }),
    onError: (message) => {
      throw new RangeError(`${key}: ${message}`);
    },
  });
  const line = JSON.stringify(records[0]) + "\n";
  if (out === undefined) Deno.stdout.writeSync(new TextEncoder().encode(line));
  else writeAtomically(out, line);
});

await runProgram(program);
