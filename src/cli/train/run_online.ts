/**
 * One online run from configuration to finished run folder.
 *
 * @module
 */
import { chooseEngine } from "../../engine/choose.ts";
import { createEngine, type Engine, freshState } from "../../engine/mod.ts";
import { measureError } from "../../evaluation/mod.ts";
import { initialise, parameterCount } from "../../model/mod.ts";
import { fingerprint, makeRows, type SignalRows } from "../../signal/mod.ts";
import { type Checkpoint, loadCheckpoint, saveCheckpoint } from "../../training/checkpoint.ts";
import { type OnlineConfiguration, signalOf } from "../../training/configuration.ts";
import type { EpochRecord } from "../../training/epoch.ts";
import { trainOnline } from "../../training/online.ts";
import { type RunRecord, writeHistory, writeRunRecord } from "../../training/run_record.ts";
import { versions } from "../versions.ts";
import { finishRun } from "./finish.ts";
import { untilInterrupted } from "./interrupt.ts";
import { openProgress } from "./progress.ts";
import type { FinishedRun } from "./summary.ts";

/** What to run and where to keep it. */
export interface OnlineTask {
  /** Folder of the run, `models/<run>`. */
  readonly folder: string;
  readonly preset: string;
  readonly configuration: OnlineConfiguration;
  /** Continue from the folder's checkpoint. */
  readonly resume: boolean;
  /** Called after each epoch with all epochs so far, for alerts. */
  readonly onEpoch?: (epochs: readonly EpochRecord[]) => void;
}

/**
 * Trains, keeps a checkpoint after each epoch, evaluates on frozen weights and completes the folder.
 * Returns null when the user interrupted it; the checkpoint then holds the last whole epoch.
 */
export async function runOnline(task: OnlineTask): Promise<FinishedRun | null> {
  const { folder, configuration } = task;
  const train = makeRows(signalOf(configuration, configuration.trainSeed));
  const test = makeRows(signalOf(configuration, configuration.testSeed));
  const start = task.resume ? loadCheckpoint(folder) : firstCheckpoint(configuration, train.selectors);
  const choice = chooseEngine(configuration.engine, "online");
  const engine = await createEngine(choice.name, start.state.weights);
  try {
    engine.importState(start.state);
    const record: RunRecord = {
      format: 1,
      preset: task.preset,
      regime: "online",
      configuration,
      parameters: parameterCount(engine.shape),
      engine: { name: engine.name, backend: engine.backend, reason: choice.reason },
      versions: versions(),
      data: { trainSha256: fingerprint(train.rows), testSha256: fingerprint(test.rows) },
      status: "running",
      startedAt: new Date().toISOString(),
      epochs: start.epochs.length,
      seconds: 0,
      result: null,
    };
    writeRunRecord(folder, record);
    if (!task.resume) saveCheckpoint(folder, start);
    const epochs = await trainWithCheckpoints(task, engine, train, test, start.epochs);
    if (epochs === null) return null;
    return finishRun({
      folder,
      record,
      epochs,
      planned: configuration.epochs,
      weights: engine.exportWeights(),
      train,
      test,
    });
  } finally {
    engine.dispose();
  }
}

function firstCheckpoint(configuration: OnlineConfiguration, selectors: number): Checkpoint {
  const { hiddenSize, biases, initialisation: scheme, seed } = configuration;
  const weights = initialise({ inputSize: 1 + selectors, hiddenSize, biases }, { scheme, seed });
  return { state: freshState(weights), epochs: [] };
}

/** All epochs, or null when the user interrupted. */
async function trainWithCheckpoints(
  { folder, configuration, onEpoch }: OnlineTask,
  engine: Engine,
  rows: SignalRows,
  test: SignalRows,
  done: readonly EpochRecord[],
): Promise<readonly EpochRecord[] | null> {
  const progress = openProgress(
    folder.slice(folder.lastIndexOf("/") + 1),
    configuration.epochs,
    done.length + 1,
  );
  const epochs = [...done];
  const events = trainOnline({
    engine,
    rows,
    configuration,
    done,
    measure: (engine) => measureError(engine, test),
  });
  try {
    for await (const event of untilInterrupted(events)) {
      if (event.kind === "progress") progress.within(event.epoch, event.fraction, event.loss);
      else {
        epochs.push(event.record);
        saveCheckpoint(folder, { state: engine.exportState(), epochs });
        writeHistory(folder, epochs);
        progress.epoch(event.record);
        onEpoch?.(epochs);
      }
    }
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") return null;
    throw error;
  } finally {
    progress.close();
  }
  return epochs;
}
