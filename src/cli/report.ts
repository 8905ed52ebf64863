/**
 * `deno task report RUN`: the quick summary of a run, as text and as a page with figures.
 *
 * @module
 */
import { refuseUnwritable } from "../boundary/mod.ts";
import { gather } from "../report/gather.ts";
import { htmlPage } from "../report/html_page.ts";
import { quickSummary } from "../report/quick_summary.ts";
import { writeAtomically } from "../run/files.ts";
import { resolvePath } from "../run/history.ts";
import { createProgram, runProgram } from "./program.ts";

const program = createProgram(
  "report",
  "Write the quick summary of a run: every section of the original report, from measured values only. " +
    "`deno task probe RUN` first gives it more to say.",
  ["deno task report baseline-64", "deno task report models/curriculum-64"],
)
  .argument("<run>", "name of a run in models/, or the path of a run's folder");

program.action((run: string) => {
  const { facts, audit } = gather(resolvePath(run));
  const folder = `reports/${facts.name}`;
  refuseUnwritable(`${folder}/quick_summary.html`, folder);
  const [text, page] = [quickSummary(facts, audit?.claims), htmlPage(facts, audit)];
  writeAtomically(`${folder}/quick_summary.txt`, text);
  writeAtomically(`${folder}/quick_summary.html`, page);
  console.log(
    `${facts.diagnosis.verdict.summary}\n${folder}/quick_summary.txt\n${folder}/quick_summary.html`,
  );
});

await runProgram(program);
