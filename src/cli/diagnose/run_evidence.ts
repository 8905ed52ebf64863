/**
 * What a run record tells the monitor.
 *
 * @module
 */
import type { Evidence, History } from "../../monitor/mod.ts";
import type { RunRecord } from "../../training/run_record.ts";

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

/** The measured result of a finished run. */
export function evidenceOfRun({ result }: RunRecord): Evidence {
  if (result === null) return {};
  const { testMse, trainMse, testMseByFrequency, generalisationGap: { value, interval } } = result;
  return {
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
