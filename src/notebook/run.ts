/**
 * Trained networks for notebooks: trained in the cell, with a figure that follows, or read from `models/`.
 *
 * @module
 */
import { chooseEngine } from "../engine/choose.ts";
import { createEngine, type Engine } from "../engine/mod.ts";
import { evaluate, type Evaluation, measureError, predictRows } from "../evaluation/mod.ts";
import { initialise, type Weights, weightsFromFiles } from "../model/mod.ts";
import { fingerprint, makeRows, type SignalRows } from "../signal/mod.ts";
import { readJson } from "../training/atomic_file.ts";
import { type OnlineConfiguration, signalOf } from "../training/configuration.ts";
import { type EpochRecord, toHistory } from "../training/epoch.ts";
import type { TrainingHistory } from "../training/history.ts";
import { trainOnline } from "../training/online.ts";
import { ONLINE_PRESETS } from "../training/presets.ts";
import { readModel, readRunRecord } from "../training/run_record.ts";
import { liveView } from "./live.ts";
import { stateRun } from "./statements.ts";

/** A trained network, how it came about and what it does. */
export interface NotebookRun {
  readonly configuration: OnlineConfiguration;
  readonly history: TrainingHistory;
  readonly weights: Weights<Float32Array>;
  readonly train: SignalRows;
  readonly test: SignalRows;
  /** Measured in the notebook, on the frozen weights. */
  readonly evaluation: Evaluation;
  /** Outputs on the test set, [F n]. */
  readonly outputs: Float32Array;
}

/** Draws the training so far. */
export type Draw = (history: TrainingHistory) => string;

/** Whether finished trainings are read instead of repeated: the environment variable `NOTEBOOKS_QUICK`. */
export function isQuick(): boolean {
  return (Deno.env.get("NOTEBOOKS_QUICK") ?? "") !== "";
}

/**
 * The run of a preset. It trains from nothing while the cell's figure follows; in a quick notebook it is read from
 * `models/<preset>`, provided that it has the same configuration and that its weights still give the error in its record.
 *
 * @throws {RangeError} when the run on disk is another one, or its record and its weights disagree
 */
export async function liveRun(
  preset: string,
  draw: Draw,
  overrides: Partial<OnlineConfiguration> = {},
): Promise<NotebookRun> {
  const configuration = { ...ONLINE_PRESETS[preset], ...overrides };
  const view = await liveView(`${preset}: ${configuration.epochs} epochs`);
  const trained = isQuick()
    ? readRun(preset, configuration)
    : await train(configuration, (history) => view.update(() => draw(history)));
  const run = await measure(configuration, trained);
  if (isQuick()) compareWithRecord(preset, run);
  await view.finish(draw(run.history), ` ${stateRun({ run: preset, testMse: run.evaluation.testMse })}`);
  return run;
}

/** A training without a figure, for a quick comparison. */
export async function shortRun(configuration: OnlineConfiguration): Promise<NotebookRun> {
  return measure(configuration, await train(configuration, () => Promise.resolve()));
}

interface Trained {
  readonly history: TrainingHistory;
  readonly weights: Weights<Float32Array>;
}

async function train(
  configuration: OnlineConfiguration,
  onEpoch: (history: TrainingHistory) => Promise<void>,
): Promise<Trained> {
  const { hiddenSize, biases, initialisation: scheme, seed } = configuration;
  const rows = makeRows(signalOf(configuration, configuration.trainSeed));
  const test = makeRows(signalOf(configuration, configuration.testSeed));
  const weights = initialise({ inputSize: 1 + rows.selectors, hiddenSize, biases }, { scheme, seed });
  const engine = await createEngine(chooseEngine(configuration.engine, "online").name, weights);
  try {
    const epochs: EpochRecord[] = [];
    for (
      const event of trainOnline({
        engine,
        rows,
        configuration,
        done: [],
        measure: (engine) => measureError(engine, test),
      })
    ) {
      if (event.kind !== "epoch") continue;
      epochs.push(event.record);
      await onEpoch(toHistory(epochs));
      // Lets the kernel notice that the reader wants to interrupt.
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
    return { history: toHistory(epochs), weights: engine.exportWeights() };
  } finally {
    engine.dispose();
  }
}

function readRun(preset: string, configuration: OnlineConfiguration): Trained {
  const folder = `../models/${preset}`;
  const record = readRunRecord(folder);
  if (JSON.stringify(record.configuration) !== JSON.stringify(configuration)) {
    throw new RangeError(
      `${folder} was trained with another configuration; train it again with: deno task train ${preset}`,
    );
  }
  return {
    history: readJson(`${folder}/training_history.json`) as TrainingHistory,
    weights: weightsFromFiles(readModel(folder)),
  };
}

/** Evaluates weights on the recordings of their configuration. */
async function measure(
  configuration: OnlineConfiguration,
  { history, weights }: Trained,
): Promise<NotebookRun> {
  const train = makeRows(signalOf(configuration, configuration.trainSeed));
  const test = makeRows(signalOf(configuration, configuration.testSeed));
  const engine: Engine = await createEngine("fused", weights);
  try {
    return {
      configuration,
      history,
      weights,
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
function compareWithRecord(preset: string, { train, test, evaluation, history }: NotebookRun): void {
  const { result, data, epochs } = readRunRecord(`../models/${preset}`);
  const best = Math.min(...history.train_loss);
  const wrong = [
    ...numberDifferences(result, evaluation, "result"),
    ...numberDifferences({ epochs }, { epochs: history.train_loss.length }, "run"),
    ...numberDifferences(history.best_loss, best, "best_loss"),
    ...numberDifferences(history.best_epoch, history.train_loss.indexOf(best) + 1, "best_epoch"),
    ...(data.trainSha256 === fingerprint(train.rows) && data.testSha256 === fingerprint(test.rows)
      ? []
      : ["data: other rows"]),
  ];
  if (wrong.length > 0) {
    throw new RangeError(`models/${preset} disagrees with its own weights and data: ${wrong.join("; ")}`);
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
