import type { Training } from "../training/trainings.ts";
import { chooseEngine } from "../engine/choose.ts";
import { createEngine } from "../engine/mod.ts";
import { measureError } from "../evaluation/mod.ts";
import { initialise } from "../model/mod.ts";
import { makeRows } from "../signal/mod.ts";
import { signalOf } from "../training/configuration.ts";
import { type EpochRecord, toHistory } from "../training/epoch.ts";
import type { TrainingHistory } from "../training/history.ts";
import type { Trained } from "./trained.ts";

/** Trains from nothing, in memory; `onEpoch` is awaited after each epoch and may show how it goes. */
export async function train(
  { setup: { configuration }, feeds, events }: Training,
  onEpoch: (history: TrainingHistory) => Promise<void>,
): Promise<Trained> {
  const { hiddenSize, biases, initialisation: scheme, seed, frequenciesHz, testSeed } = configuration;
  const test = makeRows(signalOf(configuration, testSeed));
  const initial = initialise({ inputSize: 1 + frequenciesHz.length, hiddenSize, biases }, { scheme, seed });
  const { name } = chooseEngine(configuration.engine, feeds, initial.shape);
  const engine = await createEngine(name, initial);
  try {
    const epochs: EpochRecord[] = [];
    for (const event of events({ engine, done: [], measure: (engine) => measureError(engine, test) })) {
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
