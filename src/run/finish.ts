/**
 * The end of every run: the model saved, what was saved measured, the record closed.
 *
 * @module
 */
import { createEngine, type EngineName } from "../engine/mod.ts";
import { evaluate, type Evaluation } from "../evaluation/mod.ts";
import { modelFiles, type Weights, weightsFromFiles } from "../model/mod.ts";
import type { SignalRows } from "../signal/mod.ts";
import type { EpochRecord } from "../training/epoch.ts";
import { hasDiverged } from "../training/online.ts";
import { type TrainedRecord, writeModel, writeRunRecord } from "./record.ts";

/** A run whose last epoch is over. */
export interface TrainedRun {
  /** Where it was trained. */
  readonly folder: string;
  /** The record as it was written when the run began. */
  readonly record: TrainedRecord;
  readonly epochs: readonly EpochRecord[];
  /** Epochs that the configuration asks for. */
  readonly planned: number;
  /** What the run is judged by. */
  readonly weights: Weights<Float32Array>;
  readonly train: SignalRows;
  readonly test: SignalRows;
}

/** A run that came to its end. */
export interface FinishedRun {
  /** Where it lies. */
  readonly folder: string;
  readonly record: TrainedRecord;
  /** Running loss of the last epoch. */
  readonly runningLoss: { readonly overall: number; readonly byFrequency: readonly number[] };
  readonly result: Evaluation;
}

/** Saves the model, evaluates what was saved and closes the record; of a run that diverged only the record is closed. */
export async function finishRun(run: TrainedRun): Promise<TrainedRecord> {
  const { folder, record, epochs, planned, weights, train, test } = run;
  const seconds = epochs.reduce((sum, epoch) => sum + epoch.seconds, 0);
  if (hasDiverged(epochs)) {
    const diverged: TrainedRecord = { ...record, status: "diverged", epochs: epochs.length, seconds };
    writeRunRecord(folder, diverged);
    return diverged;
  }
  const files = modelFiles(weights);
  writeModel(folder, files);
  const frozen = await createEngine(record.engine.name as EngineName, weightsFromFiles(files));
  const result = evaluate(frozen, { train, test });
  frozen.dispose();
  const finished: TrainedRecord = {
    ...record,
    status: epochs.length < planned ? "stopped early" : "finished",
    epochs: epochs.length,
    seconds,
    result,
  };
  writeRunRecord(folder, finished);
  return finished;
}
