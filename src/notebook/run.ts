/**
 * Trained networks in notebooks: what they are, and how one is read from `models/` and held against its record.
 *
 * @module
 */
import { createEngine } from "../engine/mod.ts";
import { evaluate, predictRows } from "../evaluation/mod.ts";
import { weightsFromFiles } from "../model/mod.ts";
import { makeRows } from "../signal/mod.ts";
import { naming, parseJson } from "../boundary/mod.ts";
import { readSummedText } from "../run/sums.ts";
import { signalOf } from "../training/configuration.ts";
import type { TrainingHistory } from "../training/history.ts";
import { readModel, readRunRecord } from "../run/record.ts";
import { recordDisagreements } from "./record_check.ts";
import type { NotebookRun, Trained } from "./trained.ts";

/**
 * The finished run in `models/<name>`, measured anew. The kernel's working folder is `notebooks`.
 *
 * @throws {RangeError} when its record says something else than its weights, its data and its history
 */
export async function storedRun(name: string, models = "../models"): Promise<NotebookRun> {
  const folder = `${models}/${name}`;
  const record = readRunRecord(folder);
  if (record.regime === "imported") {
    throw new RangeError(`models/${name} was trained elsewhere; there is no history to show`);
  }
  const history = `${folder}/training_history.json`;
  const run = await measure({
    configuration: record.configuration,
    history: naming(
      history,
      () => parseJson(readSummedText(folder, "training_history.json")),
    ) as TrainingHistory,
    weights: weightsFromFiles(readModel(folder)),
  });
  const wrong = recordDisagreements(record, run);
  if (wrong.length > 0) throw new RangeError(`models/${name} disagrees with itself: ${wrong.join("; ")}`);
  return run;
}

/** Evaluates a network on the recordings of its configuration. */
export async function measure(trained: Trained): Promise<NotebookRun> {
  const { configuration, weights } = trained;
  const train = makeRows(signalOf(configuration, configuration.trainSeed));
  const test = makeRows(signalOf(configuration, configuration.testSeed));
  const engine = await createEngine("fused", weights);
  try {
    return {
      ...trained,
      train,
      test,
      evaluation: evaluate(engine, { train, test }),
      outputs: predictRows(engine, test),
    };
  } finally {
    engine.dispose();
  }
}
