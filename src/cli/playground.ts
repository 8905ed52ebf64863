/**
 * `deno task playground`: the page that trains in the reader's browser.
 *
 * @module
 */
import { readText, refuseUnwritable } from "../boundary/mod.ts";
import { gather } from "../report/gather.ts";
import { buildPlayground } from "../playground/build.ts";
import { writeAtomically } from "../run/files.ts";
import { createProgram, runProgram } from "./program.ts";

const PAGE = "reports/playground/index.html";

const program = createProgram(
  "playground",
  `Write ${PAGE}: one file that trains the network in the reader's browser, with the report's claims as audited on ` +
    "models/baseline-64. Open it in any browser; it needs no network and no server.",
  ["deno task playground", "deno task playground --check"],
).option("--check", "write nothing; fail when the page is not what its sources and the run make");

program.action(async ({ check }: { readonly check?: true }) => {
  const { audit } = gather("models/baseline-64");
  if (audit === undefined) throw new TypeError("models/baseline-64: its claims cannot be audited");
  if (!check) refuseUnwritable(PAGE, PAGE);
  const page = await buildPlayground(audit.claims);
  if (check && page !== readText(PAGE)) {
    throw new TypeError(
      `${PAGE} is not what its sources and models/baseline-64 make; run deno task playground`,
    );
  }
  if (!check) writeAtomically(PAGE, page);
  console.log(`${PAGE} (${Math.round(page.length / 1000)} kB)${check ? " is up to date" : ""}`);
});

await runProgram(program);
