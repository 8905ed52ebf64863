/**
 * `deno task report RUN`: the quick summary of a run, as text and as a page with figures.
 *
 * @module
 */
import { refuseUnwritable } from "../boundary/mod.ts";
import { gather } from "../report/gather.ts";
import { writeReport } from "../report/write.ts";
import { resolvePath } from "../run/source.ts";
import { createProgram, runProgram } from "./program.ts";

const program = createProgram(
  "report",
  "Write the quick summary of a run: every section of the original report, from measured values only. " +
    "`deno task probe RUN` first gives it more to say.",
  ["deno task report baseline-64", "deno task report models/curriculum-64"],
)
  .argument("<run>", "name of a run in models/, or the path of a run's folder");

program.action((run: string) => {
  const gathered = gather(resolvePath(run));
  const folder = `reports/${gathered.facts.name}`;
  refuseUnwritable(`${folder}/quick_summary.html`, folder);
  console.log([gathered.facts.diagnosis.verdict.summary, ...writeReport(folder, gathered)].join("\n"));
});

await runProgram(program);
