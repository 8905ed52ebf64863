/**
 * One run from configuration to finished run folder, whatever the regime.
 *
 * @module
 */
import { chooseEngine, type Regime } from "../../engine/choose.ts";
import { createEngine, type Engine, freshState } from "../../engine/mod.ts";
import { type MeasuredError, measureError } from "../../evaluation/mod.ts";
import { initialise, mapTensors, parameterCount, type Weights } from "../../model/mod.ts";
import { fingerprint, makeRows } from "../../signal/mod.ts";
import { type Checkpoint, loadCheckpoint, saveCheckpoint } from "../../training/checkpoint.ts";
import { type OnlineConfiguration, signalOf } from "../../training/configuration.ts";
import type { CurriculumConfiguration } from "../../training/curriculum_configuration.ts";
import type { EpochRecord } from "../../training/epoch.ts";
import type { TrainingEvent } from "../../training/online.ts";
import { type RunRecord, writeHistory, writeRunRecord } from "../../training/run_record.ts";
import { type TensorboardWriter, tensorboardWriter } from "../tensorboard/writer.ts";
import { versions } from "../versions.ts";
import { finishRun } from "./finish.ts";
import { untilInterrupted } from "./interrupt.ts";
import { openProgress, type Progress } from "./progress.ts";
import type { FinishedRun } from "./summary.ts";

/** Where a run goes and how it is watched. */
export interface RunTask {
  /** Folder of the run, `models/<run>`. */
  readonly folder: string;
  readonly preset: string;
  /** Continue from the folder's checkpoint. */
  readonly resume: boolean;
  /** Write TensorBoard event files too. */
  readonly tensorboard?: boolean;
  /** Called after each epoch with all epochs so far, for alerts. */
  readonly onEpoch?: (epochs: readonly EpochRecord[]) => void;
}

/** A network in training. */
export interface Network {
  readonly engine: Engine;
  /** Epochs already done, when a run is resumed. */
  readonly done: readonly EpochRecord[];
  /** Running average of the weights, for a regime that keeps one. */
  readonly average: Weights<Float32Array>;
  /** The test error of frozen weights. */
  readonly measure: (weights: Weights<Float32Array>) => MeasuredError;
}

/** What differs between the ways of training. */
export interface Training {
  readonly regime: Exclude<RunRecord["regime"], "imported">;
  readonly configuration: OnlineConfiguration | CurriculumConfiguration;
  /** How it feeds the engine. */
  readonly feeds: Regime;
  /** Epochs it takes unless it stops early. */
  readonly planned: number;
  readonly events: (network: Network) => Iterable<TrainingEvent>;
  /** Whether the run is judged by the average of its weights instead of the last. */
  readonly averages: boolean;
  /** Least milliseconds between two checkpoints: some epochs are shorter than writing one. */
  readonly checkpointEvery: number;
  /** Whether an epoch deserves a line of its own where there is no progress bar. */
  readonly deservesLine: (record: EpochRecord) => boolean;
}

/**
 * Trains with checkpoints, evaluates on frozen weights and completes the folder. Returns null when the user interrupted
 * it; the last checkpoint is then where it goes on.
 */
export async function run(task: RunTask, training: Training): Promise<FinishedRun | null> {
  const { folder } = task;
  const { configuration, planned, averages } = training;
  const board = task.tensorboard ? await tensorboardWriter(folder, configuration.frequenciesHz) : null;
  const [train, test] = [configuration.trainSeed, configuration.testSeed]
    .map((seed) => makeRows(signalOf(configuration, seed)));
  const start = task.resume ? loadCheckpoint(folder) : firstCheckpoint(configuration);
  const { weights } = start.state;
  const choice = chooseEngine(configuration.engine, training.feeds);
  const [engine, frozen] = [
    await createEngine(choice.name, weights),
    await createEngine(choice.name, weights),
  ];
  const average = mapTensors(weights.shape, (name) => (start.average ?? weights)[name].slice());
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
    const measure = (weights: Weights<Float32Array>) => {
      frozen.importState(freshState(weights));
      return measureError(frozen, test);
    };
    const epochs = await trainWithCheckpoints(task, training, {
      engine,
      done: start.epochs,
      average,
      measure,
    }, board);
    if (epochs === null) return null;
    const judged = averages ? average : engine.exportWeights();
    return await finishRun({ folder, record, epochs, planned, weights: judged, train, test });
  } finally {
    board?.close();
    engine.dispose();
    frozen.dispose();
  }
}

function firstCheckpoint(configuration: Training["configuration"]): Checkpoint {
  const { hiddenSize, biases, initialisation: scheme, seed, frequenciesHz } = configuration;
  const shape = { inputSize: 1 + frequenciesHz.length, hiddenSize, biases };
  return { state: freshState(initialise(shape, { scheme, seed })), epochs: [] };
}

/** All epochs, or null when the user interrupted. */
async function trainWithCheckpoints(
  { folder, onEpoch }: RunTask,
  { events, averages, planned, checkpointEvery, deservesLine }: Training,
  network: Network,
  board: TensorboardWriter | null,
): Promise<readonly EpochRecord[] | null> {
  const { engine, done, average } = network;
  const epochs = [...done];
  const save = () => {
    saveCheckpoint(folder, { state: engine.exportState(), epochs, ...(averages ? { average } : {}) });
    writeHistory(folder, epochs);
    saved = performance.now();
  };
  let saved = performance.now();
  const progress: Progress = openProgress(
    folder.slice(folder.lastIndexOf("/") + 1),
    planned,
    done.length + 1,
  );
  try {
    for await (const event of untilInterrupted(events(network))) {
      if (event.kind === "progress") progress.within(event.epoch, event.fraction, event.loss);
      else {
        epochs.push(event.record);
        if (epochs.length === planned || performance.now() - saved >= checkpointEvery) save();
        if (progress.isBar || deservesLine(event.record)) progress.epoch(event.record);
        board?.epoch(event.record, averages ? average : engine.exportWeights());
        onEpoch?.(epochs);
      }
    }
    if (epochs.length > done.length) save(); // early stopping and divergence end a run before the planned epoch
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") return null;
    throw error;
  } finally {
    progress.close();
  }
  return epochs;
}
