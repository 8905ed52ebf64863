/**
 * `deno task study:capacity`: capacity or optimisation?
 *
 * @module
 */
import { refuseUnwritable } from "../boundary/mod.ts";
import { errorBySize } from "../plots/error_by_size.ts";
import { NOISE_NAMES } from "../signal/mod.ts";
import { readJson, writeAtomically, writeJsonAtomically } from "../run/files.ts";
import { threadsOption } from "./options.ts";
import { createProgram, runProgram } from "./program.ts";
import { type Cell, type CellResult, errorBySizeOf, type Way, WAYS } from "../studies/capacity.ts";
import { runInWorkers } from "../studies/worker_pool.ts";
import { duration } from "./train/progress.ts";
import { versions } from "../run/versions.ts";

const SIZES = [32, 64, 128, 256];
const FULL = { sizes: SIZES, onlineEpochs: 25, share: 1 / 3, folder: "reports/capacity" };
const QUICK = { sizes: [16, 32], onlineEpochs: 3, share: 1 / 10, folder: "reports/capacity-quick" };

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
  .option(
    "--threads <n>",
    "worker threads (default: one a processor)",
    threadsOption,
  );

interface Options {
  readonly quick?: true;
  readonly fresh?: true;
  readonly threads?: number;
}

program.action(async ({ quick, fresh, threads = navigator.hardwareConcurrency }: Options) => {
  const scope = quick ? QUICK : FULL;
  const file = `${scope.folder}/capacity.json`;
  refuseUnwritable(file, "the results' file");
  const cells = cellsOf(scope);
  const isDone = (results: readonly CellResult[], cell: Cell) =>
    results.some((result) => key(result) === key(cell));
  const before = fresh ? [] : readResults(file);
  const results = before.filter((result) => cells.some((cell) => key(cell) === key(result)));
  const tasks = cells.filter((cell) => !isDone(results, cell));
  if (results.length > 0) {
    console.log(`${results.length} of ${cells.length} cells are done already (--fresh forgets them)`);
  }

  const started = performance.now();
  let work = 0;
  const total = tasks.reduce((sum, cell) => sum + costOf(cell), 0);
  await runInWorkers<Cell, CellResult>({
    worker: new URL("../studies/capacity_worker.ts", import.meta.url),
    tasks,
    threads,
    onResult: (result) => {
      results.push(result);
      writeResults(file, results);
      work += costOf(result);
      const left = (performance.now() - started) / 1000 * (total / work - 1);
      const { way, noise, hiddenSize, testMse, seconds } = result;
      console.log(
        `${String(results.length).padStart(3)}/${cells.length}  ${way.padEnd(10)} ${noise.padEnd(8)} ` +
          `${String(hiddenSize).padStart(3)} units  test MSE ${testMse.toFixed(4)}  ${duration(seconds)}` +
          (results.length < cells.length ? `  about ${duration(left)} left` : ""),
      );
    },
  });
  writeResults(file, results);
  writeAtomically(`${scope.folder}/error_by_size.svg`, errorBySize(errorBySizeOf(results)) + "\n");
  console.log(`\n${file}\n${scope.folder}/error_by_size.svg`);
});

function cellsOf({ sizes, onlineEpochs, share }: typeof FULL): Cell[] {
  const cells = (Object.keys(WAYS) as Way[]).flatMap((way) =>
    NOISE_NAMES.flatMap((noise) =>
      sizes.map((hiddenSize) => ({ way, noise, hiddenSize, seed: 0, onlineEpochs, share }))
    )
  );
  return cells.sort((a, b) => costOf(b) - costOf(a)); // long cells first, so that no thread is left with one at the end
}

/** Work grows with the square of the size; an online sample costs several samples of a window. */
function costOf({ way, hiddenSize, onlineEpochs, share }: Cell): number {
  return hiddenSize ** 2 * (way === "online" ? onlineEpochs * 4 : share * 750);
}

function key({ way, noise, hiddenSize, seed, onlineEpochs, share }: Cell): string {
  return JSON.stringify([way, noise, hiddenSize, seed, onlineEpochs, share]);
}

interface StudyFile {
  readonly cells: readonly CellResult[];
}

function readResults(file: string): readonly CellResult[] {
  try {
    return (readJson(file) as StudyFile).cells;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}

function writeResults(file: string, results: readonly CellResult[]): void {
  const order = (cell: Cell) =>
    Object.keys(WAYS).indexOf(cell.way) * 1e6 + NOISE_NAMES.indexOf(cell.noise) * 1e4 + cell.hiddenSize;
  writeJsonAtomically(file, {
    about:
      "Test MSE on frozen weights, one sample at a time, zero initial state, 1000 Hz, test seed 2; one training seed",
    ways: WAYS,
    versions: versions(),
    cells: [...results].sort((a, b) => order(a) - order(b)),
  });
}

await runProgram(program);
