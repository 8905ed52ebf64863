/**
 * `deno task study:seeds`: the spread of the baseline over initial weights.
 *
 * @module
 */
import { nearest, PUBLISHED_LOSS, seedStudy } from "../studies/seeds/study.ts";
import { runStudy } from "../studies/study.ts";
import { countOption, pathOption, threadsOption } from "./options.ts";
import { createProgram, runProgram } from "./program.ts";

const program = createProgram(
  "study:seeds",
  "Repeat the baseline from other initial weights and show the spread.",
  [
    "deno task study:seeds               12 seeds, about five minutes on two processors; an interrupted study goes on",
    "deno task study:seeds --seeds 2 --epochs 2 --out reports/seeds-quick/seeds.json",
  ],
)
  .option("--seeds <n>", "initial weights of the seeds 1 to n", countOption(1000), 12)
  .option("--epochs <n>", "epochs of each", countOption(100_000), 50)
  .option("--fresh", "forget the seeds that an interrupted study has finished")
  .option("--threads <n>", "worker threads (default: one a processor)", threadsOption)
  .option("--out <file>", "where in reports/ the results go", pathOption, "reports/seeds/seeds.json");

interface Options {
  readonly seeds: number;
  readonly epochs: number;
  readonly fresh?: true;
  readonly threads?: number;
  readonly out: string;
}

program.action(async ({ seeds, epochs, fresh, threads = navigator.hardwareConcurrency, out }: Options) => {
  const study = seedStudy({ seeds, epochs });
  const results = await runStudy(study, { file: out, threads, fresh, print: console.log });
  console.log(
    `\nnearest to the published running loss of ${PUBLISHED_LOSS}: seed ${nearest(results)?.seed}\n${out}`,
  );
});

await runProgram(program);
