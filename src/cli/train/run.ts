/**
 * One run from configuration to finished run folder, whatever the regime.
 *
 * @module
 */
import { chooseEngine, type Regime } from "../../engine/choose.ts";
import { createEngine, type Engine, freshState } from "../../engine/mod.ts";
import { type MeasuredError, measureError } from "../../evaluation/mod.ts";
import { initialise, parameterCount } from "../../model/mod.ts";
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
  /** Threads of the fused engine; the bytes are the same for any number. */
  readonly threads?: number;
  /** Called after each epoch with all epochs so far, for alerts. */
  readonly onEpoch?: (epochs: readonly EpochRecord[]) => void;
}

/** A network in training. */
export interface Network {
  readonly engine: Engine;
  /** Epochs already done, when a run is resumed. */
  readonly done: readonly EpochRecord[];
  /** The test error on the engine's frozen weights. */
  readonly measure: (engine: Engine) => MeasuredError;
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
  const { configuration, planned } = training;
  const board = task.tensorboard ? await tensorboardWriter(folder, configuration.frequenciesHz) : null;
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
    const measure = (engine: Engine) => measureError(engine, test);
    const network = { engine, done: start.epochs, measure };
    const epochs = await trainWithCheckpoints(task, training, network, board);
    if (epochs === null) return null;
    return await finishRun({ folder, record, epochs, planned, weights: engine.exportWeights(), train, test });
  } finally {
    board?.close();
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
  { folder, onEpoch }: RunTask,
  { events, planned, checkpointEvery, deservesLine }: Training,
  network: Network,
  board: TensorboardWriter | null,
): Promise<readonly EpochRecord[] | null> {
  const { engine, done } = network;
  const epochs = [...done];
  const save = () => {
    saveCheckpoint(folder, { state: engine.exportState(), epochs });
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
        board?.epoch(event.record, engine.exportWeights());
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
