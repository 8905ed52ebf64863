/**
 * One run from configuration to finished run folder, whatever the regime.
 *
 * @module
 */
import { chooseEngine } from "../engine/choose.ts";
import { createEngine, type Engine, freshState } from "../engine/mod.ts";
import { measureError } from "../evaluation/mod.ts";
import { initialise, parameterCount } from "../model/mod.ts";
import { fingerprint, makeRows } from "../signal/mod.ts";
import { signalOf } from "../training/configuration.ts";
import type { EpochRecord } from "../training/epoch.ts";
import type { Network, Training } from "../training/trainings.ts";
import { type Checkpoint, loadCheckpoint, saveCheckpoint } from "./checkpoint.ts";
import { type FinishedRun, finishRun } from "./finish.ts";
import { untilInterrupted } from "./interrupt.ts";
import { type RunRecord, writeHistory, writeRunRecord } from "./record.ts";
import { versions } from "./versions.ts";

/** Where a run goes, and from where it begins. */
export interface RunTask {
  /** Folder of the run. */
  readonly folder: string;
  readonly preset: string;
  /** Continue from the folder's checkpoint. */
  readonly resume: boolean;
  /** Threads of the fused engine; the bytes are the same for any number. */
  readonly threads?: number;
}

/** Is told how a run goes on. */
export interface Watcher {
  /** After `done` epochs of an earlier session, or 0. */
  begin(done: number): void;
  within(epoch: number, fraction: number, loss: number): void;
  /** After each epoch, with all epochs so far. */
  epoch(epochs: readonly EpochRecord[], engine: Engine): void;
  /** When the run is over, however it ended. */
  close(): void;
}

/**
 * Trains with checkpoints, evaluates on frozen weights and completes the folder. Returns null when the user interrupted
 * it; the last checkpoint is then where it goes on.
 */
export async function trainInto(
  task: RunTask,
  training: Training,
  watcher: Watcher,
): Promise<FinishedRun | null> {
  const { folder } = task;
  const { configuration, planned } = training;
  const [train, test] = [configuration.trainSeed, configuration.testSeed]
    .map((seed) => makeRows(signalOf(configuration, seed)));
  const start = task.resume ? loadCheckpoint(folder) : firstCheckpoint(configuration);
  const choice = chooseEngine(configuration.engine, training.feeds);
  const engine = await createEngine(choice.name, start.state.weights, { threads: task.threads });
  try {
    engine.importState(start.state);
    const record: RunRecord = {
      format: 1,
      preset: task.preset,
      regime: training.regime,
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
    else if (start.epochs.length > 0) writeHistory(folder, start.epochs); // killed between the two files, they differ
    const network = { engine, done: start.epochs, measure: (engine: Engine) => measureError(engine, test) };
    const epochs = await trainWithCheckpoints(folder, training, network, watcher);
    if (epochs === null) return null;
    return await finishRun({ folder, record, epochs, planned, weights: engine.exportWeights(), train, test });
  } finally {
    engine.dispose();
  }
}

function firstCheckpoint(configuration: Training["configuration"]): Checkpoint {
  const { hiddenSize, biases, initialisation: scheme, seed, frequenciesHz } = configuration;
  const shape = { inputSize: 1 + frequenciesHz.length, hiddenSize, biases };
  return { state: freshState(initialise(shape, { scheme, seed })), epochs: [] };
}

/** All epochs, or null when the user interrupted. */
async function trainWithCheckpoints(
  folder: string,
  { events, planned, checkpointEvery }: Training,
  network: Network,
  watcher: Watcher,
): Promise<readonly EpochRecord[] | null> {
  const { engine, done } = network;
  const epochs = [...done];
  const save = () => {
    saveCheckpoint(folder, { state: engine.exportState(), epochs });
    writeHistory(folder, epochs);
    saved = performance.now();
  };
  let saved = performance.now();
  try {
    watcher.begin(done.length);
    for await (const event of untilInterrupted(events(network))) {
      if (event.kind === "progress") watcher.within(event.epoch, event.fraction, event.loss);
      else {
        epochs.push(event.record);
        if (epochs.length === planned || performance.now() - saved >= checkpointEvery) save();
        watcher.epoch(epochs, engine);
      }
    }
    if (epochs.length > done.length) save(); // early stopping and divergence end a run before the planned epoch
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") return null;
    throw error;
  } finally {
    watcher.close();
  }
  return epochs;
}
