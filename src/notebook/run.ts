/**
 * Trained networks in notebooks: what they are, and how one is read from `models/` and held against its record.
 *
 * @module
 */
import { createEngine } from "../engine/mod.ts";
import { evaluate, type Evaluation, predictRows } from "../evaluation/mod.ts";
import { type Weights, weightsFromFiles } from "../model/mod.ts";
import { fingerprint, makeRows, type SignalConfiguration, type SignalRows } from "../signal/mod.ts";
import { readJson } from "../training/atomic_file.ts";
import { type OnlineConfiguration, onlineConfiguration, signalOf } from "../training/configuration.ts";
import {
  type CurriculumConfiguration,
  curriculumConfiguration,
  curriculumSignal,
} from "../training/curriculum_configuration.ts";
import type { TrainingHistory } from "../training/history.ts";
import { readModel, readRunRecord } from "../training/run_record.ts";

/** How a network was trained, one way or the other. */
export type RunConfiguration = OnlineConfiguration | CurriculumConfiguration;

/** What a training leaves. */
export interface Trained {
  readonly configuration: RunConfiguration;
  readonly history: TrainingHistory;
  readonly weights: Weights<Float32Array>;
}

/** A trained network and what it does. */
export interface NotebookRun extends Trained {
  readonly train: SignalRows;
  readonly test: SignalRows;
  /** Measured in the notebook, on the frozen weights. */
  readonly evaluation: Evaluation;
  /** Outputs on the test set, [F n]. */
  readonly outputs: Float32Array;
}

/** The recording of a run with the given seed. */
export function recordingOf(configuration: RunConfiguration, seed: number): SignalConfiguration {
  return "stages" in configuration ? curriculumSignal(configuration, seed) : signalOf(configuration, seed);
}

/**
 * The finished run in `models/<name>`, measured anew.
 *
 * @throws {RangeError} when its record says something else than its weights, its data and its history
 */
export async function storedRun(name: string): Promise<NotebookRun> {
  const folder = `../models/${name}`;
  const { configuration, regime } = readRunRecord(folder);
  const run = await measure({
    configuration: regime === "online"
      ? onlineConfiguration(configuration)
      : curriculumConfiguration(configuration),
    history: readJson(`${folder}/training_history.json`) as TrainingHistory,
    weights: weightsFromFiles(readModel(folder)),
  });
  compareWithRecord(name, run);
  return run;
}

/** Evaluates a network on the recordings of its configuration. */
export async function measure(trained: Trained): Promise<NotebookRun> {
  const { configuration, weights } = trained;
  const train = makeRows(recordingOf(configuration, configuration.trainSeed));
  const test = makeRows(recordingOf(configuration, configuration.testSeed));
  const engine = await createEngine("fused", weights);
  try {
    return {
      ...trained,
      train,
      test,
      evaluation: evaluate(engine, { train, test }),
      outputs: predictRows(engine, test),
    };
  } finally {
    engine.dispose();
  }
}

/** Holds the record of a run against what its weights, its data and its history say. */
function compareWithRecord(name: string, { train, test, evaluation, history }: NotebookRun): void {
  const { result, data, epochs } = readRunRecord(`../models/${name}`);
  const best = Math.min(...history.train_loss);
  const wrong = [
    ...numberDifferences(result, evaluation, "result"),
    ...numberDifferences(epochs, history.train_loss.length, "epochs"),
    ...numberDifferences(history.best_loss, best, "best_loss"),
    ...numberDifferences(history.best_epoch, history.train_loss.indexOf(best) + 1, "best_epoch"),
    ...(data.trainSha256 === fingerprint(train.rows) && data.testSha256 === fingerprint(test.rows)
      ? []
      : ["data: other rows"]),
  ];
  if (wrong.length > 0) {
    throw new RangeError(`models/${name} disagrees with its own weights and data: ${wrong.join("; ")}`);
  }
}

/** Numbers of a record that differ from those measured by more than a thousandth (or 1e-6), with their names. */
export function numberDifferences(recorded: unknown, measured: unknown, name: string): string[] {
  if (typeof measured === "number") {
    const gap = typeof recorded === "number" ? Math.abs(recorded - measured) : NaN;
    return gap <= Math.max(1e-6, 1e-3 * Math.abs(measured))
      ? []
      : [`${name} says ${recorded}, measured ${measured}`];
  }
  if (typeof measured !== "object" || measured === null) return [];
  const values = (recorded ?? {}) as Record<string, unknown>;
  return Object.entries(measured).flatMap(([key, value]) =>
    numberDifferences(values[key], value, `${name}.${key}`)
  );
}
