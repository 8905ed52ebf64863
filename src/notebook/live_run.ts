/**
 * Training inside a cell, with a figure that follows.
 *
 * @module
 */
import { chooseEngine } from "../engine/choose.ts";
import { createEngine } from "../engine/mod.ts";
import { measureError } from "../evaluation/mod.ts";
import { initialise } from "../model/mod.ts";
import { makeRows } from "../signal/mod.ts";
import { type OnlineConfiguration, signalOf } from "../training/configuration.ts";
import { type EpochRecord, toHistory } from "../training/epoch.ts";
import type { TrainingHistory } from "../training/history.ts";
import { trainOnline } from "../training/online.ts";
import { ONLINE_PRESETS } from "../training/presets.ts";
import { liveView } from "./live.ts";
import { measure, type NotebookRun, storedRun, type Trained } from "./run.ts";
import { stateRun } from "./statements.ts";

/** Draws the training so far. */
export type Draw = (history: TrainingHistory) => string;

/** Whether finished trainings are read instead of repeated: the environment variable `NOTEBOOKS_QUICK`. */
export function isQuick(): boolean {
  return (Deno.env.get("NOTEBOOKS_QUICK") ?? "") !== "";
}

/**
 * The run of a preset. It trains from nothing while the cell's figure follows; a quick notebook reads it from
 * `models/<preset>` instead.
 */
export async function liveRun(preset: string, draw: Draw): Promise<NotebookRun> {
  const configuration = ONLINE_PRESETS[preset];
  const view = await liveView(`${preset}: ${configuration.epochs} epochs`);
  const run = isQuick()
    ? await storedRun(preset)
    : await measure(await trainEpochs(configuration, (history) => view.update(() => draw(history))));
  await view.finish(draw(run.history), ` ${stateRun({ run: preset, testMse: run.evaluation.testMse })}`);
  return run;
}

/** A training without a figure, for a short comparison. */
export async function shortRun(configuration: OnlineConfiguration): Promise<NotebookRun> {
  return measure(await trainEpochs(configuration, () => Promise.resolve()));
}

async function trainEpochs(
  configuration: OnlineConfiguration,
  onEpoch: (history: TrainingHistory) => Promise<void>,
): Promise<Trained> {
  const { hiddenSize, biases, initialisation: scheme, seed, trainSeed, testSeed } = configuration;
  const rows = makeRows(signalOf(configuration, trainSeed));
  const test = makeRows(signalOf(configuration, testSeed));
  const weights = initialise({ inputSize: 1 + rows.selectors, hiddenSize, biases }, { scheme, seed });
  const engine = await createEngine(chooseEngine(configuration.engine, "online").name, weights);
  try {
    const epochs: EpochRecord[] = [];
    const events = trainOnline({
      engine,
      rows,
      configuration,
      done: [],
      measure: (engine) => measureError(engine, test),
    });
    for (const event of events) {
      if (event.kind !== "epoch") continue;
      epochs.push(event.record);
      await onEpoch(toHistory(epochs));
      // Lets the kernel notice that the reader wants to interrupt.
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
    return { configuration, history: toHistory(epochs), weights: engine.exportWeights() };
  } finally {
    engine.dispose();
  }
}
