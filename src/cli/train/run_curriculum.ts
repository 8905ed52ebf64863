/**
 * One curriculum run from configuration to finished run folder.
 *
 * @module
 */
import { chooseEngine } from "../../engine/choose.ts";
import { createEngine, type Engine, freshState } from "../../engine/mod.ts";
import { measureError } from "../../evaluation/mod.ts";
import { initialise, mapTensors, parameterCount, type Weights } from "../../model/mod.ts";
import { fingerprint, makeMixture, makeRows, type SignalRows } from "../../signal/mod.ts";
import { type Checkpoint, loadCheckpoint, saveCheckpoint } from "../../training/checkpoint.ts";
import { type CurriculumRun, trainCurriculum } from "../../training/curriculum.ts";
import { type CurriculumConfiguration, curriculumSignal } from "../../training/curriculum_configuration.ts";
import type { EpochRecord } from "../../training/epoch.ts";
import { type RunRecord, writeHistory, writeRunRecord } from "../../training/run_record.ts";
import { epochCount, positionOf } from "../../training/stage.ts";
import { versions } from "../versions.ts";
import { finishRun } from "./finish.ts";
import { untilInterrupted } from "./interrupt.ts";
import { openProgress } from "./progress.ts";
import type { FinishedRun } from "./summary.ts";

/** Milliseconds between checkpoints: a coarse epoch is shorter than writing one. */
const CHECKPOINT_EVERY = 2000;

/** What to run and where to keep it. */
export interface CurriculumTask {
  /** Folder of the run, `models/<run>`. */
  readonly folder: string;
  readonly preset: string;
  readonly configuration: CurriculumConfiguration;
  /** Continue from the folder's checkpoint. */
  readonly resume: boolean;
}

/**
 * Trains through all stages with checkpoints, evaluates the averaged weights and completes the folder. Returns null when
 * the user interrupted it.
 */
export async function runCurriculum(task: CurriculumTask): Promise<FinishedRun | null> {
  const { folder, configuration } = task;
  const train = makeRows(curriculumSignal(configuration, configuration.trainSeed));
  const test = makeRows(curriculumSignal(configuration, configuration.testSeed));
  const start = task.resume ? loadCheckpoint(folder) : firstCheckpoint(configuration);
  const average = copyOf(start.average ?? start.state.weights);
  const choice = chooseEngine(configuration.engine, "windows");
  const engine = await createEngine(choice.name, start.state.weights);
  const frozen = await createEngine(choice.name, start.state.weights);
  try {
    engine.importState(start.state);
    const record: RunRecord = {
      format: 1,
      preset: task.preset,
      regime: "curriculum",
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
    const epochs = await trainWithCheckpoints(folder, {
      engine,
      recording: makeMixture(curriculumSignal(configuration, configuration.trainSeed)),
      configuration,
      done: start.epochs,
      average,
      measure: (weights) => measureFrozen(frozen, weights, test),
    });
    if (epochs === null) return null;
    const planned = epochCount(configuration.stages);
    return await finishRun({ folder, record, epochs, planned, weights: average, train, test });
  } finally {
    engine.dispose();
    frozen.dispose();
  }
}

function firstCheckpoint(
  { hiddenSize, biases, initialisation: scheme, seed, frequenciesHz }: CurriculumConfiguration,
): Checkpoint {
  const weights = initialise({ inputSize: 1 + frequenciesHz.length, hiddenSize, biases }, { scheme, seed });
  return { state: freshState(weights), epochs: [], average: weights };
}

const copyOf = (weights: Weights<Float32Array>) => mapTensors(weights.shape, (name) => weights[name].slice());

function measureFrozen(engine: Engine, weights: Weights<Float32Array>, rows: SignalRows) {
  engine.importState(freshState(weights));
  return measureError(engine, rows);
}

/** All epochs, or null when the user interrupted. */
async function trainWithCheckpoints(
  folder: string,
  run: CurriculumRun,
): Promise<readonly EpochRecord[] | null> {
  const { engine, average, done, configuration: { stages } } = run;
  const total = epochCount(stages);
  const progress = openProgress(folder.slice(folder.lastIndexOf("/") + 1), total, done.length + 1);
  const isBar = Deno.stderr.isTerminal();
  const epochs = [...done];
  let saved = performance.now();
  try {
    for await (const event of untilInterrupted(trainCurriculum(run))) {
      if (event.kind === "progress") {
        progress.within(event.epoch, event.fraction, event.loss);
        continue;
      }
      epochs.push(event.record);
      const { stage, epoch } = positionOf(stages, epochs.length);
      const isLast = epoch === stage.epochs - 1;
      if (isLast || performance.now() - saved > CHECKPOINT_EVERY) {
        saveCheckpoint(folder, { state: engine.exportState(), epochs, average });
        writeHistory(folder, epochs);
        saved = performance.now();
      }
      if (isBar || isLast || event.record.test !== null) progress.epoch(event.record);
    }
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") return null;
    throw error;
  } finally {
    progress.close();
  }
  return epochs;
}
