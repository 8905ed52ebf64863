/**
 * `deno task study:seeds`: the spread of the baseline over initial weights.
 *
 * @module
 */
import { nearest, PUBLISHED_LOSS, seedStudy } from "../studies/seeds/study.ts";
import { countOption, pathOption } from "./options.ts";
import { createProgram, runProgram } from "./program.ts";
import { addSweepOptions, runSweep, type SweepOptions } from "./study/sweep.ts";

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
  .option("--out <file>", "where in reports/ the results go", pathOption, "reports/seeds/seeds.json");

interface Options extends SweepOptions {
  readonly seeds: number;
  readonly epochs: number;
  readonly out: string;
}

program.action(async ({ seeds, epochs, out, ...options }: Options) => {
  const study = seedStudy({ seeds, epochs });
  const results = await runSweep(study, out, options);
  if (results === null) return;
  console.log(
    `\nnearest to the published running loss of ${PUBLISHED_LOSS}: seed ${nearest(results)?.seed}\n${out}`,
  );
});

await runProgram(addSweepOptions(program));
