/**
 * `deno task evaluate RUN`: how good a run's network is on frozen weights.
 *
 * @module
 */
import { chooseEngine } from "../engine/choose.ts";
import { createEngine, ENGINE_NAMES, type EngineName } from "../engine/mod.ts";
import { evaluate } from "../evaluation/mod.ts";
import { fingerprint, makeRows } from "../signal/mod.ts";
import { evaluationText } from "../report/evaluation_text.ts";
import { readTestData } from "../run/test_data.ts";
import { checkMeasured, readConsistentRun } from "../run/consistency.ts";
import { readNetwork } from "../run/record.ts";
import { findRun, isInTraining } from "../run/place.ts";
import { type DataChoice, runSignal } from "../run/signal.ts";
import { choiceOption } from "./options.ts";
import { createProgram, runProgram } from "./program.ts";
import { noiseOption, seedOption } from "./signal_options.ts";

interface Options extends DataChoice {
  readonly json?: true;
  readonly testData?: string;
  readonly engine: EngineName | "auto";
}

const program = createProgram(
  "evaluate",
  "Measure a run on frozen weights, one sample at a time from the zero state, beside what needs no network.",
  [
    "deno task evaluate baseline-64",
    "deno task evaluate curriculum-64 --test-seed 7 --json",
    "deno task evaluate models/curriculum-64 --noise quarter",
  ],
)
  .argument("<run>", "name of a folder in models/, or the path of a run's folder")
  .option("--json", "print one JSON object")
  .option("--test-seed <n>", "another seed for the test recording (default: the run's)", seedOption)
  .option(
    "--noise <preset>",
    "other noise than the run's: literal, quarter, softened or radians",
    noiseOption,
  )
  .option("--test-data <file>", "test rows from a .npy or .csv file, as `deno task data` writes them")
  .option("--engine <name>", "what computes the outputs", choiceOption(["auto", ...ENGINE_NAMES]), "auto");

program.action(async (run: string, options: Options) => {
  const folder = findRun(run);
  if (isInTraining(folder)) console.error(`${run} is not complete; this is its last checkpoint`);
  const { record, ...own } = readConsistentRun(folder);
  const signal = runSignal(record, options);
  const weights = readNetwork(folder);
  const train = options.noise === undefined ? own.train : makeRows(signal.train);
  const isOwn = [options.testSeed, options.noise, options.testData].every((other) => other === undefined);
  const test = isOwn
    ? own.test
    : options.testData === undefined
    ? makeRows(signal.test)
    : readTestData(options.testData, signal.test);
  const engine = await createEngine(chooseEngine(options.engine, "windows", weights.shape).name, weights);
  const evaluation = evaluate(engine, { train, test });
  const measured = {
    run: folder,
    engine: `${engine.name} (${engine.backend})`,
    noise: signal.test.noise,
    trainSeed: signal.train.seed,
    testSeed: options.testData === undefined ? signal.test.seed : null,
    testData: options.testData ?? null,
    data: { trainSha256: fingerprint(train.rows), testSha256: fingerprint(test.rows) },
    ...evaluation,
  };
  engine.dispose();
  if (isOwn && !isInTraining(folder)) checkMeasured(folder, record, evaluation);
  console.log(
    options.json ? JSON.stringify(measured, null, 1) : evaluationText(measured, signal.test.frequenciesHz),
  );
});

await runProgram(program);
