/**
 * What a run record tells the monitor.
 *
 * @module
 */
import { naming } from "../boundary/mod.ts";
import { createFusedEngine } from "../engine/fused/engine.ts";
import { checkData } from "../evaluation/data_checks.ts";
import { evaluate, type Evaluation } from "../evaluation/mod.ts";
import type { ProbeResults } from "../evaluation/probes/all.ts";
import { gateUse } from "../evaluation/gate_use.ts";
import { weightScale } from "../evaluation/weight_scale.ts";
import { initialise, weightsFromFiles } from "../model/mod.ts";
import type { Evidence, History } from "../monitor/mod.ts";
import { checkConsistency, checkMeasured } from "./consistency.ts";
import { readModel, type RunRecord } from "./record.ts";

/** The history with the settings, group names and stages of its run. */
export function withRunSettings(history: History, { configuration }: RunRecord): History {
  const stages = "stages" in configuration ? configuration.stages : [];
  const starts = stages.map((_, i) => 1 + stages.slice(0, i).reduce((sum, { epochs }) => sum + epochs, 0));
  return {
    ...history,
    format: "run folder",
    groups: configuration.frequenciesHz.map((hz) => `${hz} Hz`),
    ...(starts.length > 1 ? { stageStarts: starts.filter((s) => s <= history.trainLoss.length) } : {}),
    settings: {
      ...history.settings,
      hiddenSize: configuration.hiddenSize,
      ...("clipNorm" in configuration ? { clipNorm: configuration.clipNorm } : {}),
      ...("learningRate" in configuration
        ? {
          learningRate: configuration.learningRate,
          patience: configuration.patience ?? undefined,
          minDelta: configuration.minDelta,
        }
        : {}),
    },
  };
}

/** What an evaluation on frozen weights tells. */
function evidenceOfEvaluation(
  { testMse, trainMse, testMseByFrequency, baselines, generalisationGap: { value, interval } }: Evaluation,
): Pick<Required<Evidence>, "targetVariance" | "frozen" | "predictors"> {
  const gap = { value, low: interval.low, high: interval.high };
  return {
    targetVariance: baselines.mean,
    frozen: { testMse, trainMse, testMseByGroup: testMseByFrequency, gap },
    predictors: { memoryless: baselines.memoryless },
  };
}

/** What the probes of a run say, with the evaluation that stands beside them. */
export function evidenceOfProbes(probes: ProbeResults, result: Evaluation): Evidence {
  const { linearFilter, information, constructed, shortStretch, oneFrequency } = probes;
  const { predictors, ...evaluated } = evidenceOfEvaluation(result);
  return {
    ...evaluated,
    predictors: { ...predictors, windowed: { steps: linearFilter.taps, mse: linearFilter.ridge.mse } },
    information: { bits: information.overall.plugInBits, nullBits: information.overall.null95Bits },
    capacity: {
      constructed: { hiddenSize: constructed.hiddenSize, testMse: constructed.error.mse },
      shortStretch: shortStretch.error.mse,
      ...(oneFrequency && { oneGroupAlone: oneFrequency.testMse }),
    },
  };
}

/**
 * What a finished run left behind: its result, its data made anew, its weights before and after.
 *
 * @throws {TypeError} when its record tells of another run, or of another result than its weights give
 */
export function evidenceOfRun(folder: string, record: RunRecord): Evidence {
  const { result, configuration } = record;
  const { train, test } = checkConsistency(folder, record);
  if (result === null) return {};
  const weights = naming(folder, () => weightsFromFiles(readModel(folder)));
  const engine = createFusedEngine(weights);
  checkMeasured(folder, record, evaluate(engine, { train, test }));
  engine.dispose();
  const initial = "seed" in configuration
    ? initialise(weights.shape, { scheme: configuration.initialisation, seed: configuration.seed })
    : null;
  return {
    ...checkData(train, test),
    ...gateUse(weights, test),
    ...(initial && { initialWeightScale: weightScale(initial), initialGates: gateUse(initial, test).gates }),
    selectedOn: "train", // every run keeps its last weights, and early stopping watches the running loss
    ...evidenceOfEvaluation(result),
  };
}
