import type { MeasuredError } from "../evaluation/mod.ts";
import { diagnose, type Diagnosis } from "../monitor/mod.ts";
import { readHistory } from "../monitor/readers/mod.ts";
import { type EpochRecord, toHistory } from "../training/epoch.ts";
import type { Experiment } from "./settings.ts";

/** What the monitor is told of a training. */
export interface Told {
  readonly records: readonly EpochRecord[];
  readonly experiment: Experiment;
  /** First epoch of each stage. */
  readonly stageStarts: readonly number[];
  /** The error on frozen weights as they stand, at the rate that they work at. */
  readonly frozen: MeasuredError;
  readonly isOver: boolean;
}

/**
 * What the monitor says of the epochs so far, from the same file that a run would leave behind; null before the first. Of
 * a training that is not over it is not asked whether it ended too soon, and of one in stages not when it should end: its
 * plan says that.
 */
export function judge({ records, experiment, stageStarts, frozen, isOver }: Told): Diagnosis | null {
  if (records.length === 0) return null;
  const file = JSON.stringify(toHistory(records));
  const history = readHistory(new TextEncoder().encode(file));
  const { hiddenSize } = experiment;
  return diagnose({
    history: {
      ...history,
      stageStarts: stageStarts.filter((start) => start <= records.length),
      settings: { ...history.settings, hiddenSize, clipNorm: 1, targetLoss: 0.01 },
    },
    evidence: {
      targetVariance: 0.5, // of a sine
      frozen: { testMse: frozen.mse, testMseByGroup: frozen.byFrequency },
    },
  }, [
    ...isOver ? [] : ["stopped-while-improving"],
    ...stageStarts.length > 1 ? ["early-stopping-due", "epoch-time-drift"] : [],
  ]);
}
