/**
 * `deno task study:capacity`: capacity or optimisation?
 *
 * @module
 */
import { errorBySize } from "../plots/error_by_size.ts";
import { writeAtomically } from "../run/files.ts";
import { errorBySizeOf } from "../studies/capacity/cell.ts";
import { capacityStudy, FULL_SCOPE, QUICK_SCOPE } from "../studies/capacity/study.ts";
import { createProgram, runProgram } from "./program.ts";
import { addSweepOptions, runSweep, type SweepOptions } from "./study/sweep.ts";

const program = createProgram(
  "study:capacity",
  "Train every hidden size in every way on every noise preset: is it capacity or optimisation?",
  [
    "deno task study:capacity            sizes 32 to 256, into reports/capacity; an interrupted study goes on",
    "deno task study:capacity --quick    two small sizes in about two minutes, into reports/capacity-quick",
  ],
)
  .option("--quick", "two small sizes, a tenth of the training");

interface Options extends SweepOptions {
  readonly quick?: true;
}

program.action(async ({ quick, ...options }: Options) => {
  const folder = quick ? "reports/capacity-quick" : "reports/capacity";
  const file = `${folder}/capacity.json`;
  const study = capacityStudy(quick ? QUICK_SCOPE : FULL_SCOPE);
  const results = await runSweep(study, file, options);
  if (results === null) return;
  writeAtomically(`${folder}/error_by_size.svg`, errorBySize(errorBySizeOf(results)) + "\n");
  console.log(`\n${file}\n${folder}/error_by_size.svg`);
});

await runProgram(addSweepOptions(program));
