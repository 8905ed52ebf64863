/**
 * `deno task readme`: the README's tables from the records that commands wrote; `--check` compares.
 *
 * @module
 */
import { DOCUMENTS } from "../report/readme/documents.ts";
import { fillTables } from "../report/readme/table.ts";
import { writeAtomically } from "../run/files.ts";
import { createProgram, runProgram } from "./program.ts";

const program = createProgram(
  "readme",
  "Write the tables of the README from the records in models/ and reports/ and the tasks in deno.json, and the monitor's list of rules.",
  [
    "deno task readme",
    "deno task readme --check   write nothing; fails when a table is not what its records say",
  ],
).option("--check", "compare only");

program.action(({ check = false }: { readonly check?: boolean }) => {
  const stale: string[] = [];
  for (const [path, tablesOf] of Object.entries(DOCUMENTS)) {
    const text = Deno.readTextFileSync(path);
    const fresh = fillTables(text, tablesOf());
    if (!check) writeAtomically(path, fresh);
    else if (fresh !== text) stale.push(path);
  }
  const paths = Object.keys(DOCUMENTS).join(", ");
  if (stale.length === 0) {
    console.log(check ? `${paths}: the tables are what the records say` : `${paths} written`);
  } else {
    console.error(`${stale.join(", ")}: the tables are not what the records say; run: deno task readme`);
    Deno.exit(1);
  }
});

await runProgram(program);
