/**
 * `deno task study:capacity`: capacity or optimisation?
 *
 * @module
 */
import { errorBySize } from "../plots/error_by_size.ts";
import { writeAtomically } from "../run/files.ts";
import { errorBySizeOf } from "../studies/capacity/cell.ts";
import { capacityStudy, FULL_SCOPE, QUICK_SCOPE } from "../studies/capacity/study.ts";
import { runStudy } from "../studies/study.ts";
import { threadsOption } from "./options.ts";
import { createProgram, runProgram } from "./program.ts";

const program = createProgram(
  "study:capacity",
  "Train every hidden size in every way on every noise preset: is it capacity or optimisation?",
  [
    "deno task study:capacity            sizes 32 to 256, into reports/capacity; an interrupted study goes on",
    "deno task study:capacity --quick    two small sizes in about two minutes, into reports/capacity-quick",
  ],
)
  .option("--quick", "two small sizes, a tenth of the training")
  .option("--fresh", "forget the cells that an interrupted study has finished")
  .option("--threads <n>", "worker threads (default: one a processor)", threadsOption);

interface Options {
  readonly quick?: true;
  readonly fresh?: true;
  readonly threads?: number;
}

program.action(async ({ quick, fresh, threads = navigator.hardwareConcurrency }: Options) => {
  const folder = quick ? "reports/capacity-quick" : "reports/capacity";
  const file = `${folder}/capacity.json`;
  const study = capacityStudy(quick ? QUICK_SCOPE : FULL_SCOPE);
  const results = await runStudy(study, { file, threads, fresh, print: console.log });
  writeAtomically(`${folder}/error_by_size.svg`, errorBySize(errorBySizeOf(results)) + "\n");
  console.log(`\n${file}\n${folder}/error_by_size.svg`);
});

await runProgram(program);
