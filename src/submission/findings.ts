/**
 * What the report tells of, read from the records in `models/` and `reports/`.
 *
 * @module
 */
import { isFile } from "../boundary/mod.ts";
import { PROTOCOL, TARGET } from "../evaluation/mod.ts";
import { predictionsOf, storedRun } from "../notebook/mod.ts";
import { errorBySize, prediction, predictionGrid, seedStrip } from "../plots/mod.ts";
import type { Findings, Preset, RunResult } from "./record.ts";
import { readRunningLoss, readRunRecord } from "../run/record.ts";
import { readAblationRecord } from "../studies/ablations/study.ts";
import { readBeyondRecord } from "../studies/beyond/study.ts";
import { errorBySizeOf } from "../studies/capacity/show.ts";
import { readCapacityRecord } from "../studies/capacity/study.ts";
import { readCurriculumRecord } from "../studies/curriculum/study.ts";
import { readSeedRecord } from "../studies/seeds/study.ts";
import { EASIEST_FIRST } from "../signal/mod.ts";
import { curriculumName } from "../training/presets.ts";

/** The second that graphs 1 and 2 show, in s. */
const SHOWN = { from: 4, to: 5 };

/** Each record the report needs, and what makes it. */
const NEEDED: readonly (readonly [path: string, command: string])[] = [
  ["models/baseline-64/run.json", "deno task train"],
  ["models/retrain-128/run.json", "deno task train"],
  ...EASIEST_FIRST.map((noise) =>
    [`models/${curriculumName(noise)}/run.json`, `deno task train curriculum-64 --noise ${noise}`] as const
  ),
  ...["seeds", "curriculum", "capacity", "ablations", "beyond"].map((study) =>
    [`reports/${study}/${study}.json`, `deno task study:${study}`] as const
  ),
];

/** One sentence a record that is not there, with the command that makes it. */
export function missingRecords(): string[] {
  return NEEDED.filter(([path]) => !isFile(path)).map(([path, command]) =>
    `${path} is missing; run: ${command}`
  );
}

/** Everything the report tells of. */
export async function findings(): Promise<Findings> {
  const [seeds, capacity] = [readSeedRecord(), readCapacityRecord()];
  const baseline = runResult("baseline-64");
  const presets: Preset[] = [];
  for (const noise of EASIEST_FIRST) presets.push(await preset(curriculumName(noise)));
  return {
    target: TARGET,
    protocol: PROTOCOL,
    online: { baseline, retrain: runResult("retrain-128") },
    presets,
    seeds: seeds.results,
    publishedRunningLoss: seeds.publishedRunningLoss,
    curriculum: readCurriculumRecord().summary,
    capacity: capacity.results,
    ablations: readAblationRecord().summary,
    beyond: readBeyondRecord().summary,
    figures: {
      seeds: seedStrip({
        results: seeds.results,
        published: seeds.publishedRunningLoss,
        zeroPredictor: baseline.zero,
        shown: baselineSeed(),
      }),
      sizes: errorBySize(errorBySizeOf(capacity.results)),
    },
  };
}

/** A run's record with the graphs of its network, which is measured anew and held against the record. */
async function preset(name: string): Promise<Preset> {
  const predictions = predictionsOf(await storedRun(name, "models"), SHOWN);
  return { ...runResult(name), graph1: prediction(predictions[1]), graph2: predictionGrid(predictions) };
}

function runResult(name: string): RunResult {
  const { result, configuration, epochs } = readRunRecord(`models/${name}`);
  if (result === null) throw new RangeError(`models/${name} has not been measured`);
  const { value, interval } = result.generalisationGap;
  return {
    run: name,
    units: configuration.hiddenSize,
    epochs,
    noise: String(configuration.noise),
    frequenciesHz: configuration.frequenciesHz,
    runningLoss: readRunningLoss(`models/${name}`),
    trainMse: result.trainMse,
    testMse: result.testMse,
    testMseByFrequency: result.testMseByFrequency,
    gap: { value, low: interval.low, high: interval.high },
    zero: result.baselines.zero,
    memoryless: result.baselines.memoryless,
  };
}

/** Seed of the weights that the baseline began from. */
function baselineSeed(): number {
  const { regime, configuration } = readRunRecord("models/baseline-64");
  if (regime === "imported") throw new RangeError("models/baseline-64 was not trained here");
  return configuration.seed;
}
