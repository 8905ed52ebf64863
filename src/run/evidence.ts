/**
 * What a run record tells the monitor.
 *
 * @module
 */
import { checkData } from "../evaluation/data_checks.ts";
import { gateUse } from "../evaluation/gate_use.ts";
import { weightScale } from "../evaluation/weight_scale.ts";
import { initialise, SCHEMES, weightsFromFiles } from "../model/mod.ts";
import type { Evidence, History } from "../monitor/mod.ts";
import { makeRows } from "../signal/mod.ts";
import { readModel, type RunRecord } from "./record.ts";
import { readRunSignal } from "./signal.ts";

/** The history with the settings, group names and stages of its run. */
export function withRunSettings(history: History, { configuration }: RunRecord): History {
  const frequencies = numbers(configuration.frequenciesHz);
  const stages = configuration.stages;
  const epochs = Array.isArray(stages)
    ? stages.map((stage) => Number((stage as Record<string, unknown>).epochs))
    : [];
  const starts = epochs.map((_, i) => 1 + epochs.slice(0, i).reduce((a, b) => a + b, 0));
  return {
    ...history,
    format: "run folder",
    ...(frequencies === undefined ? {} : { groups: frequencies.map((hz) => `${hz} Hz`) }),
    ...(starts.length > 1 && starts.every(Number.isInteger)
      ? { stageStarts: starts.filter((s) => s <= history.trainLoss.length) }
      : {}),
    settings: {
      ...history.settings,
      hiddenSize: number(configuration.hiddenSize),
      learningRate: number(configuration.learningRate),
      clipNorm: number(configuration.clipNorm),
      patience: number(configuration.patience),
      minDelta: number(configuration.minDelta),
    },
  };
}

/** What a finished run left behind: its result, its data made anew, its weights before and after. */
export function evidenceOfRun(folder: string, { result, configuration }: RunRecord): Evidence {
  if (result === null) return {};
  const { testMse, trainMse, testMseByFrequency, generalisationGap: { value, interval } } = result;
  const signal = readRunSignal(folder, {});
  const [train, test] = [makeRows(signal.train), makeRows(signal.test)];
  const weights = weightsFromFiles(readModel(folder));
  const scheme = SCHEMES.find((known) => known === configuration.initialisation);
  const initial = scheme && initialise(weights.shape, { scheme, seed: number(configuration.seed) ?? 0 });
  return {
    ...checkData(train, test),
    ...gateUse(weights, test),
    ...(initial && { initialWeightScale: weightScale(initial), initialGates: gateUse(initial, test).gates }),
    selectedOn: "train", // every run keeps its last weights, and early stopping watches the running loss
    targetVariance: result.baselines.mean,
    frozen: {
      testMse,
      trainMse,
      testMseByGroup: testMseByFrequency,
      gap: { value, low: interval.low, high: interval.high },
    },
    predictors: { memoryless: result.baselines.memoryless },
  };
}

function number(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}

function numbers(value: unknown): readonly number[] | undefined {
  return Array.isArray(value) && value.every((entry) => typeof entry === "number") ? value : undefined;
}
