/**
 * Trained networks in notebooks: what they are, and how one is read from `models/` and held against its record.
 *
 * @module
 */
import { createEngine } from "../engine/mod.ts";
import { evaluate, predictRows } from "../evaluation/mod.ts";
import { weightsFromFiles } from "../model/mod.ts";
import { makeRows } from "../signal/mod.ts";
import { checkMeasured, readConsistentRun } from "../run/consistency.ts";
import { readModel } from "../run/record.ts";
import { signalOf } from "../training/configuration.ts";
import type { NotebookRun, Trained } from "./trained.ts";

/**
 * The finished run in `models/<name>`, measured anew. The kernel's working folder is `notebooks`.
 *
 * @throws {TypeError} when its record says something else than its weights, its data and its history
 */
export async function storedRun(name: string, models = "../models"): Promise<NotebookRun> {
  const folder = `${models}/${name}`;
  const { record, history, ...recordings } = readConsistentRun(folder);
  if (record.regime === "imported" || history === null) {
    throw new TypeError(
      `models/${name} is no run that was trained here to its end; there is no history to show`,
    );
  }
  const weights = weightsFromFiles(readModel(folder));
  const run = await measureOn({ configuration: record.configuration, history, weights }, recordings);
  checkMeasured(folder, record, run.evaluation);
  return run;
}

/** Evaluates a network on the recordings of its configuration. */
export function measure(trained: Trained): Promise<NotebookRun> {
  const { configuration } = trained;
  return measureOn(trained, {
    train: makeRows(signalOf(configuration, configuration.trainSeed)),
    test: makeRows(signalOf(configuration, configuration.testSeed)),
  });
}

async function measureOn(
  trained: Trained,
  recordings: Pick<NotebookRun, "train" | "test">,
): Promise<NotebookRun> {
  const engine = await createEngine("fused", trained.weights);
  try {
    return {
      ...trained,
      ...recordings,
      evaluation: evaluate(engine, recordings),
      outputs: predictRows(engine, recordings.test),
    };
  } finally {
    engine.dispose();
  }
}
