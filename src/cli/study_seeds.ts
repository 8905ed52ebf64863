/**
 * `deno task study:seeds`: the spread of the baseline over initial weights.
 *
 * @module
 */
import { refuseUnwritable } from "../boundary/mod.ts";
import { max, median, min } from "simple-statistics";
import { writeJsonAtomically } from "../run/files.ts";
import published from "../../data/original_runs/baseline_64_lr1e-4.json" with { type: "json" };
import { countOption, threadsOption } from "./options.ts";
import { createProgram, runProgram } from "./program.ts";
import { runInWorkers } from "../studies/worker_pool.ts";
import type { Repetition, RepetitionResult } from "../studies/seeds.ts";
import { versions } from "../run/versions.ts";

const FILE = "reports/seeds/seeds.json";

const program = createProgram(
  "study:seeds",
  "Repeat the baseline from other initial weights and show the spread.",
  [
    "deno task study:seeds               12 seeds, about five minutes on two processors",
    "deno task study:seeds --seeds 2 --epochs 2 --out reports/seeds-quick/seeds.json",
  ],
)
  .option("--seeds <n>", "initial weights of the seeds 1 to n", countOption(1000), 12)
  .option("--epochs <n>", "epochs of each", countOption(100_000), 50)
  .option("--threads <n>", "worker threads (default: one a processor)", threadsOption)
  .option("--out <file>", "where the results go", FILE);

interface Options {
  readonly seeds: number;
  readonly epochs: number;
  readonly threads?: number;
  readonly out: string;
}

program.action(async ({ seeds, epochs, threads = navigator.hardwareConcurrency, out }: Options) => {
  refuseUnwritable(out, "--out");
  const results: RepetitionResult[] = [];
  await runInWorkers<Repetition, RepetitionResult>({
    worker: new URL("../studies/seeds_worker.ts", import.meta.url),
    tasks: Array.from({ length: seeds }, (_, index) => ({ seed: index + 1, epochs })),
    threads,
    onResult: (result) => {
      results.push(result);
      const { seed, runningLoss, runningLossByFrequency, testMse } = result;
      console.log(
        `${results.length}/${seeds}  seed ${seed}  running loss ${runningLoss.toFixed(4)} ` +
          `(${runningLossByFrequency.map((loss) => loss.toFixed(4)).join(" ")})  test MSE ${
            testMse.toFixed(4)
          }`,
      );
    },
  });
  results.sort((a, b) => a.seed - b.seed);
  const target = published.train_loss[published.train_loss.length - 1] ?? published.best_loss;
  const distance = ({ runningLoss }: RepetitionResult) => Math.abs(runningLoss - target);
  const nearest = results.reduce((best, result) => distance(result) < distance(best) ? result : best);
  writeJsonAtomically(out, {
    about:
      "The baseline from other initial weights; the running loss is that of the last epoch, the test MSE that of frozen weights",
    publishedRunningLoss: target,
    nearestSeed: nearest.seed,
    runningLoss: spread(results.map(({ runningLoss }) => runningLoss)),
    testMse: spread(results.map(({ testMse }) => testMse)),
    results,
    versions: versions(),
  });
  console.log(`\nnearest to the published running loss of ${target}: seed ${nearest.seed}\n${out}`);
});

function spread(values: readonly number[]) {
  const sample = [...values];
  return { min: min(sample), median: median(sample), max: max(sample) };
}

await runProgram(program);
