/**
 * `deno task study:plan`: what comes of the report's orders?
 *
 * @module
 */
import { TARGET } from "../evaluation/mod.ts";
import { strips } from "../plots/strips.ts";
import { writeAtomically } from "../run/files.ts";
import {
  FULL_SCOPE,
  planStrips,
  planStudy,
  planTable,
  QUICK_SCOPE,
  summarise,
} from "../studies/plan/study.ts";
import { createProgram, runProgram } from "./program.ts";
import { addSweepOptions, runSweep, type SweepOptions } from "./study/sweep.ts";

const program = createProgram(
  "study:plan",
  "Follow the report's orders from several seeds: 128 units, then what its decision tree orders, 150 epochs and 256 units.",
  [
    "deno task study:plan            into reports/plan; an interrupted study goes on",
    "deno task study:plan --quick    one epoch each, into reports/plan-quick",
  ],
)
  .option("--quick", "one epoch, one seed each");

interface Options extends SweepOptions {
  readonly quick?: true;
}

program.action(async ({ quick, ...options }: Options) => {
  const folder = quick ? "reports/plan-quick" : "reports/plan";
  const file = `${folder}/plan.json`;
  const study = planStudy(quick ? QUICK_SCOPE : FULL_SCOPE);
  const results = await runSweep(study, file, options);
  if (results === null) return;
  const summary = summarise(results);
  const reached = results.filter(({ testMse }) => testMse < TARGET).length;
  writeAtomically(`${folder}/table.md`, planTable(summary));
  writeAtomically(
    `${folder}/plan.svg`,
    strips({
      title: "What the report orders, followed",
      subtitle: `${reached} of ${results.length} networks reach the target.`,
      measures: ["running loss, last epoch", "test MSE, frozen weights"],
      panels: [{ rows: planStrips(results) }],
      target: TARGET,
    }) + "\n",
  );
  console.log(`\n${file}\n${folder}/table.md\n${folder}/plan.svg`);
});

await runProgram(addSweepOptions(program));
