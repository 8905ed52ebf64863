/**
 * `deno task study:curriculum`: does what works always work, and how long does it take?
 *
 * @module
 */
import { plausiblePath, refuseUnwritable } from "../boundary/mod.ts";
import { max, median, min } from "simple-statistics";
import { NOISE_STYLES, timeToTarget } from "../plots/mod.ts";
import { NOISE_NAMES, type NoiseName } from "../signal/mod.ts";
import { curriculumConfiguration } from "../training/curriculum_configuration.ts";
import { readJson, writeAtomically, writeJsonAtomically } from "../run/files.ts";
import { choiceOption, countOption, threadsOption } from "./options.ts";
import { createProgram, numberOption, runProgram } from "./program.ts";
import type { CurriculumResult, CurriculumTask, CurvePoint } from "../studies/curriculum.ts";
import { runInWorkers } from "../studies/worker_pool.ts";
import { duration } from "./train/progress.ts";
import { versions } from "../run/versions.ts";

const FOLDER = "reports/curriculum";
const TARGET = 0.01;
const PYTHON = ".cache/parity/bin/python";

const program = createProgram(
  "study:curriculum",
  "Train the curriculum on every noise preset from several seeds, test it as a stranger would, and time it.",
  [
    "deno task study:curriculum               seeds 0 to 9, into reports/curriculum; an interrupted study goes on",
    "deno task study:curriculum --seeds 2 --first 50",
    "deno task study:curriculum --pytorch softened literal    the same recipe in PyTorch too, on one thread",
  ],
)
  .option("--seeds <n>", "how many seeds", countOption(1000), 10)
  .option(
    "--first <seed>",
    "the first of them",
    numberOption("0 to 1,000,000", (n) => Number.isInteger(n) && n >= 0 && n <= 1e6),
    0,
  )
  .option("--threads <n>", "worker threads (default: one a processor)", threadsOption)
  .option(
    "--pytorch <noise...>",
    `train the first seed in PyTorch too: ${NOISE_NAMES.join(", ")}`,
    collectNoise,
  )
  .option("--out <folder>", "where the results go", FOLDER);

function collectNoise(text: string, before: readonly NoiseName[] = []): readonly NoiseName[] {
  return [...before, choiceOption(NOISE_NAMES)(text)];
}

interface Options {
  readonly seeds: number;
  readonly first: number;
  readonly threads?: number;
  readonly pytorch?: readonly NoiseName[];
  readonly out: string;
}

interface PyTorchCurve {
  readonly noise: NoiseName;
  readonly torch: string;
  readonly threads: number;
  readonly seconds: number;
  readonly curve: readonly CurvePoint[];
}

interface StudyFile {
  readonly results: readonly CurriculumResult[];
  readonly pytorch: readonly PyTorchCurve[];
}

program.action(async ({ seeds, first, threads = navigator.hardwareConcurrency, pytorch, out }: Options) => {
  const file = `${plausiblePath(out, "--out")}/curriculum.json`;
  refuseUnwritable(file, "--out");
  if (pytorch !== undefined) refuseWithoutPython();
  const before = readStudy(file);
  const results = [...before.results];
  const tasks: CurriculumTask[] = NOISE_NAMES.flatMap((noise) =>
    Array.from({ length: seeds }, (_, index) => ({ noise, seed: first + index }))
  ).filter((task) => !results.some(({ noise, seed }) => noise === task.noise && seed === task.seed));
  if (results.length > 0) console.log(`${results.length} runs are done already`);
  await runInWorkers<CurriculumTask, CurriculumResult>({
    worker: new URL("../studies/curriculum_worker.ts", import.meta.url),
    tasks,
    threads,
    onResult: (result) => {
      results.push(result);
      save(out, { results, pytorch: before.pytorch });
      console.log(lineOf(result));
    },
  });
  const fresh = await trainInPyTorch(first, pytorch ?? []);
  const curves = [...before.pytorch.filter(({ noise }) => !pytorch?.includes(noise)), ...fresh];
  save(out, { results, pytorch: curves });
  for (const noise of NOISE_NAMES) console.log(`\n${JSON.stringify(summaryOf(results, noise), null, 1)}`);
  console.log(`\n${file}\n${out}/time_to_target.svg`);
});

function lineOf({ noise, seed, tests, shiftedMse, silenceMse, seconds, curve }: CurriculumResult): string {
  const reached = reachedAt(curve);
  return `${noise.padEnd(8)} seed ${seed}  test MSE ${tests.map(({ mse }) => mse.toFixed(5)).join(" ")}  ` +
    `worst frequency ${worstFrequency(tests).toFixed(5)}  late start ${shiftedMse.toFixed(5)}  ` +
    `silence ${silenceMse.toFixed(5)}  ${duration(seconds)}, ` +
    (reached === null ? `${TARGET} not reached` : `below ${TARGET} after ${duration(reached)}`);
}

/** What holds for how many seeds; every error is the worst of the three test recordings. */
function summaryOf(all: readonly CurriculumResult[], noise: NoiseName) {
  const results = all.filter((result) => result.noise === noise);
  const spread = (values: readonly number[]) => ({
    min: min([...values]),
    median: median([...values]),
    max: max([...values]),
  });
  const worst = ({ tests }: CurriculumResult) => Math.max(...tests.map(({ mse }) => mse));
  return {
    noise,
    seeds: results.length,
    testMse: spread(results.map(worst)),
    worstFrequency: spread(results.map(({ tests }) => worstFrequency(tests))),
    lateStart: spread(results.map(({ shiftedMse }) => shiftedMse)),
    silence: spread(results.map(({ silenceMse }) => silenceMse)),
    seconds: spread(results.map(({ seconds }) => seconds)),
    secondsToTarget: spread(results.map(({ curve }) => reachedAt(curve) ?? Infinity)),
    seedsAtMost0_001: results.filter((result) => worst(result) <= 0.001).length,
    seedsWithEveryFrequencyBelow0_002: results.filter(({ tests }) => worstFrequency(tests) < 0.002).length,
    seedsWithLateStartAtMost0_002: results.filter(({ shiftedMse }) => shiftedMse <= 0.002).length,
  };
}

function worstFrequency(tests: CurriculumResult["tests"]): number {
  return Math.max(...tests.flatMap(({ byFrequency }) => byFrequency));
}

function reachedAt(curve: readonly CurvePoint[]): number | null {
  return curve.find(({ mse }) => mse < TARGET)?.seconds ?? null;
}

function readStudy(file: string): StudyFile {
  try {
    return readJson(file) as StudyFile;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return { results: [], pytorch: [] };
    throw error;
  }
}

function save(folder: string, { results, pytorch }: StudyFile): void {
  const order = ({ noise, seed }: CurriculumTask) => NOISE_NAMES.indexOf(noise) * 1e6 + seed;
  const sorted = [...results].sort((a, b) => order(a) - order(b));
  writeJsonAtomically(`${folder}/curriculum.json`, {
    about:
      "64 units; every error on frozen weights, one sample at a time, zero initial state, 1000 Hz; the summary takes " +
      "the worst of the test seeds; seconds are of training on one thread each, evaluation left out",
    versions: versions(),
    summary: Object.fromEntries(
      NOISE_NAMES.filter((noise) => sorted.some((result) => result.noise === noise))
        .map((noise) => [noise, summaryOf(sorted, noise)]),
    ),
    pytorch,
    results: sorted,
  });
  const firstOf = (noise: NoiseName) => sorted.find((result) => result.noise === noise);
  const runs = NOISE_NAMES.flatMap((noise) => [
    ...[firstOf(noise)].flatMap((result) =>
      result ? [{ label: noise, points: result.curve, style: { ...NOISE_STYLES[noise], dash: "" } }] : []
    ),
    ...pytorch.filter((curve) => curve.noise === noise).map(({ curve }) => ({
      label: `${noise}, PyTorch`,
      points: curve,
      style: { ...NOISE_STYLES[noise], dash: "4,4" },
    })),
  ]);
  if (runs.length > 0) {
    writeAtomically(`${folder}/time_to_target.svg`, timeToTarget({ runs, target: TARGET }) + "\n");
  }
}

/** Says at once, and not after all the training, that there is no PyTorch. */
function refuseWithoutPython(): void {
  try {
    if (Deno.statSync(PYTHON).isFile) return;
  } catch { /* not there, or not to be seen */ }
  throw new RangeError(`--pytorch needs ${PYTHON}; run \`deno task parity-python\``);
}

/** The same recipe in PyTorch, one preset after the other. */
async function trainInPyTorch(seed: number, noises: readonly NoiseName[]): Promise<PyTorchCurve[]> {
  const curves: PyTorchCurve[] = [];
  for (const noise of noises) {
    console.log(`PyTorch, ${noise} noise, one thread ...`);
    const process = new Deno.Command(PYTHON, {
      args: ["python/curriculum_pytorch.py", "1"],
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    const input = process.stdin.getWriter();
    await input.write(new TextEncoder().encode(JSON.stringify(curriculumConfiguration({ noise, seed }))));
    await input.close();
    const { success, stdout, stderr } = await process.output();
    const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes).trim();
    if (!success) {
      throw new RangeError(`PyTorch could not run the recipe: ${text(stderr).split("\n").at(-1)}`);
    }
    const curve = { noise, ...JSON.parse(text(stdout)) } as PyTorchCurve;
    curves.push(curve);
    const reached = reachedAt(curve.curve);
    console.log(
      `  ${duration(curve.seconds)}, ${
        reached === null ? "not reached" : `below ${TARGET} after ${duration(reached)}`
      }`,
    );
  }
  return curves;
}

await runProgram(program);
