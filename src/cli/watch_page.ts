/**
 * `deno task watch:page`: builds the page that watches, or compares the build with its sources.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { refuseUnwritable } from "../boundary/mod.ts";
import { writeAtomically } from "../run/files.ts";
import { buildWatchPage } from "../watch/build.ts";
import { BUILT_PAGE, livePage } from "../watch/page.ts";
import { createProgram, runProgram } from "./program.ts";

const program = createProgram(
  "watch:page",
  "Build src/watch/index.html, the page of deno task watch, from src/watch/page.",
  ["deno task watch:page", "deno task watch:page --check"],
).option("--check", "write nothing; fail when the page is not what its sources make");

program.action(async ({ check }: { readonly check?: true }) => {
  if (!check) refuseUnwritable(fileURLToPath(BUILT_PAGE), "src/watch/index.html");
  const page = await buildWatchPage();
  if (check && page !== livePage()) {
    throw new TypeError("src/watch/index.html is not what its sources make; run deno task watch:page");
  }
  if (!check) writeAtomically(fileURLToPath(BUILT_PAGE), page);
  console.log(`src/watch/index.html (${Math.round(page.length / 1000)} kB)${check ? " is up to date" : ""}`);
});

await runProgram(program);
