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
import type { Network } from "../training/online.ts";
import type { Setup, Training } from "../training/trainings.ts";
import { type Checkpoint, checkpointPath, loadCheckpoint, saveCheckpoint } from "./checkpoint.ts";
import { type Claim, completeRun } from "./claim.ts";
import { checkConsistency } from "./consistency.ts";
import { type FinishedRun, finishRun } from "./finish.ts";
import { identityOf, refuseOther, type RunIdentity } from "./identity.ts";
import { untilInterrupted } from "./interrupt.ts";
import { buildOf } from "./maker.ts";
import { readRunRecord, type RunRecord, type TrainedRecord, writeHistory, writeRunRecord } from "./record.ts";
import { removeSums } from "./sums.ts";
import { versions } from "./versions.ts";

/**
 * Largest share of the time that goes into saving. All epochs so far are written each time: where they are many and
 * short, not after every one.
 */
const SAVING_SHARE = 1 / 20;

/** Where a run goes, from where it begins, and what it is called in its record. */
export interface RunTask extends Omit<Claim, typeof Symbol.dispose> {
  readonly preset: string;
  /** Threads of the kernel; the bytes are the same for any number. */
  readonly threads?: number;
  /** Whether `auto` may take the native kernel; see {@linkcode chooseEngine}. */
  readonly nativeIsReady?: () => boolean;
}

/** Is told how a run goes on. */
export interface Watcher {
  /** What a reader of the run should know, in one line. */
  note(line: string): void;
  /** After `done` epochs of an earlier session, or 0. */
  begin(done: number): void;
  within(epoch: number, fraction: number, loss: number): void;
  /** After each epoch, with all epochs so far. */
  epoch(epochs: readonly EpochRecord[], engine: Engine): void;
  /** When the run is over, however it ended. */
  close(): void;
}

/**
 * Trains with checkpoints, evaluates on frozen weights and gives the folder its final name. Returns null when the user
 * interrupted it; the last checkpoint is then where it goes on.
 *
 * @throws {RangeError} when the loss is no longer a number; the run then lies there as "diverged"
 */
export async function trainInto(
  task: RunTask,
  training: Training,
  watcher: Watcher,
): Promise<FinishedRun | null> {
  const { training: folder, from } = task;
  const { setup, planned, rows: train } = training;
  const { configuration } = setup;
  const test = makeRows(signalOf(configuration, configuration.testSeed));
  const data = { trainSha256: fingerprint(train.rows), testSha256: fingerprint(test.rows) };
  const run = identityOf(setup, data);
  const start = from === null ? firstCheckpoint(run, configuration) : checkpointOf(from, run);
  if (start.epochs.length > planned) {
    throw new RangeError(
      `${task.folder} has ${start.epochs.length} epochs already; ask for more with --epochs (given: ${planned})`,
    );
  }
  const { shape } = start.state.weights;
  const choice = chooseEngine(configuration.engine, training.feeds, shape, task.nativeIsReady);
  const engine = await createEngine(choice.name, start.state.weights, { threads: task.threads });
  try {
    engine.importState(start.state);
    const earlier = from === null ? [] : earlierEngines(engine, readRunRecord(from), start.epochs.length);
    earlier.forEach((line) => watcher.note(line));
    const record: TrainedRecord = {
      ...setup,
      format: 1,
      preset: task.preset,
      parameters: parameterCount(engine.shape),
      engine: { name: engine.name, backend: engine.backend, reason: [choice.reason, ...earlier].join("; ") },
      versions: versions(),
      data,
      status: "running",
      startedAt: new Date().toISOString(),
      epochs: start.epochs.length,
      seconds: 0,
      result: null,
    };
    if (from !== folder) saveCheckpoint(folder, start); // first, so that whatever is a run can be resumed
    removeSums(folder); // there when it was killed between its last write and its renaming
    writeRunRecord(folder, record);
    if (start.epochs.length > 0) writeHistory(folder, start.epochs); // killed between the two files, they differ
    const measure = (engine: Engine) => measureError(engine, test);
    const network = { engine, done: start.epochs, measure };
    const epochs = await trainWithCheckpoints(folder, run, training, network, watcher);
    if (epochs === null) return null;
    const weights = engine.exportWeights();
    const finished = await finishRun({ folder, record, epochs, planned, weights, train, test });
    return concluded(completeRun(task, finished.status), setup, finished, epochs[epochs.length - 1]);
  } finally {
    engine.dispose();
  }
}

function concluded(
  folder: string,
  { configuration }: Setup,
  record: RunRecord,
  last: EpochRecord,
): FinishedRun {
  const { result } = record;
  if (result === null) {
    const { clipNorm } = configuration;
    throw new RangeError(
      `the loss is no longer a number in epoch ${last.epoch}; lower --learning-rate or --clip-norm ` +
        `(given: ${last.learningRate}, ${clipNorm}); the history is in ${folder}`,
    );
  }
  return { folder, record, runningLoss: { overall: last.loss, byFrequency: last.lossByFrequency }, result };
}

/** The checkpoint in a folder, if it and the record beside it are this run's. */
function checkpointOf(folder: string, run: RunIdentity): Checkpoint {
  const checkpoint = loadCheckpoint(folder);
  refuseOther(checkpointPath(folder), checkpoint.run, run);
  const record = readRunRecord(folder);
  refuseOther(`${folder}/run.json`, { ...run, ...record.data }, run);
  checkConsistency(folder, record);
  return checkpoint;
}

/** Says so, a line each, where other engines or other builds trained what is continued. */
function earlierEngines({ backend }: Engine, { engine }: RunRecord, done: number): string[] {
  const before = engine.reason.split("; ").slice(1);
  if (done === 0 || buildOf(engine.backend) === buildOf(backend)) return before;
  const last = before.length === 0
    ? `its first ${done} epochs were trained with ${
      buildOf(engine.backend)
    }, so it is not the same bit for bit`
    : `those up to ${done} with ${buildOf(engine.backend)}`;
  return [...before, last];
}

function firstCheckpoint(run: RunIdentity, configuration: Setup["configuration"]): Checkpoint {
  const { hiddenSize, biases, initialisation: scheme, seed, frequenciesHz } = configuration;
  const shape = { inputSize: 1 + frequenciesHz.length, hiddenSize, biases };
  return { run, state: freshState(initialise(shape, { scheme, seed })), epochs: [] };
}

/** All epochs, or null when the user interrupted. */
async function trainWithCheckpoints(
  folder: string,
  run: RunIdentity,
  { events, planned }: Training,
  network: Network,
  watcher: Watcher,
): Promise<readonly EpochRecord[] | null> {
  const { engine, done } = network;
  const epochs = [...done];
  let [saved, took] = [performance.now(), 0];
  let isUnsaved = false; // whether the engine stands after an epoch that is not saved
  const save = () => {
    const started = performance.now();
    saveCheckpoint(folder, { run, state: engine.exportState(), epochs });
    writeHistory(folder, epochs);
    saved = performance.now();
    took = saved - started;
    isUnsaved = false;
  };
  const isDue = () => performance.now() - saved >= took / SAVING_SHARE;
  try {
    watcher.begin(done.length);
    for await (const event of untilInterrupted(events(network))) {
      isUnsaved = event.kind === "epoch";
      if (event.kind === "progress") watcher.within(event.epoch, event.fraction, event.loss);
      else {
        epochs.push(event.record);
        if (epochs.length === planned || isDue()) save();
        watcher.epoch(epochs, engine);
      }
    }
    if (epochs.length > done.length) save(); // early stopping and divergence end a run before the planned epoch
  } catch (error) {
    if (!(error instanceof DOMException && error.name === "AbortError")) throw error;
    if (isUnsaved) save();
    return null;
  } finally {
    watcher.close();
  }
  return epochs;
}
