/**
 * Curriculum training inside a cell, with a figure that follows.
 *
 * @module
 */
import { chooseEngine } from "../engine/choose.ts";
import { createEngine, freshState } from "../engine/mod.ts";
import { measureError } from "../evaluation/mod.ts";
import { initialise, mapTensors, type Weights } from "../model/mod.ts";
import { curriculumCurve } from "../plots/mod.ts";
import { makeMixture, makeRows, type NoiseName } from "../signal/mod.ts";
import { trainCurriculum } from "../training/curriculum.ts";
import { signalOf } from "../training/configuration.ts";
import {
  type CurriculumConfiguration,
  curriculumConfiguration,
} from "../training/curriculum_configuration.ts";
import { type EpochRecord, toHistory } from "../training/epoch.ts";
import type { TrainingHistory } from "../training/history.ts";
import { CURRICULUM_PRESETS } from "../training/presets.ts";
import { epochCount } from "../training/stage.ts";
import { TARGET } from "./figures.ts";
import { liveView } from "./live.ts";
import { isQuick } from "./live_run.ts";
import { measure, type NotebookRun, storedRun, type Trained } from "./run.ts";
import { stateRun } from "./statements.ts";

/** Name of the run folder of a curriculum, as `deno task train` gives it. */
export function curriculumName(noise: NoiseName): string {
  return noise === "literal" ? "curriculum-64" : `curriculum-64-${noise}`;
}

/**
 * The curriculum run of a noise preset. It trains from nothing while the cell's figure follows; a quick notebook reads it
 * from `models/` instead.
 */
export async function liveCurriculum(noise: NoiseName): Promise<NotebookRun> {
  const name = curriculumName(noise);
  const configuration = curriculumConfiguration({ ...CURRICULUM_PRESETS["curriculum-64"], noise });
  const view = await liveView(`${name}: ${epochCount(configuration.stages)} epochs`);
  const draw = (history: TrainingHistory) => curriculumFigure(configuration, history);
  const run = isQuick()
    ? await storedRun(name)
    : await measure(await trainStages(configuration, (epochs) => view.update(() => draw(toHistory(epochs)))));
  await view.finish(draw(run.history), ` ${stateRun({ run: name, testMse: run.evaluation.testMse })}`);
  return run;
}

/** The stages of a curriculum with a history as a figure. */
export function curriculumFigure(
  { stages, sampleRateHz, noise }: CurriculumConfiguration,
  history: TrainingHistory,
): string {
  const starts = stages.map((_, index) => 1 + epochCount(stages.slice(0, index)));
  return curriculumCurve({
    title: `The curriculum on ${noise} noise, stage by stage`,
    runningLoss: history.train_loss,
    testMse: history.test_loss,
    stages: stages.map(({ decimation }, index) => ({
      from: starts[index],
      sampleRateHz: sampleRateHz / decimation,
    })),
    epochs: epochCount(stages),
    target: TARGET,
  });
}

async function trainStages(
  configuration: CurriculumConfiguration,
  onEpoch: (epochs: readonly EpochRecord[]) => Promise<void>,
): Promise<Trained> {
  const { hiddenSize, biases, initialisation: scheme, seed, frequenciesHz, trainSeed, testSeed } =
    configuration;
  const test = makeRows(signalOf(configuration, testSeed));
  const initial = initialise({ inputSize: 1 + frequenciesHz.length, hiddenSize, biases }, { scheme, seed });
  const average = mapTensors(initial.shape, (name) => initial[name].slice());
  const { name } = chooseEngine(configuration.engine, "windows");
  const [engine, frozen] = await Promise.all([createEngine(name, initial), createEngine(name, initial)]);
  const measureFrozen = (weights: Weights<Float32Array>) => {
    frozen.importState(freshState(weights));
    return measureError(frozen, test);
  };
  try {
    const epochs: EpochRecord[] = [];
    const recording = makeMixture(signalOf(configuration, trainSeed));
    for (
      const event of trainCurriculum({
        engine,
        recording,
        configuration,
        done: [],
        average,
        measure: measureFrozen,
      })
    ) {
      if (event.kind !== "epoch") continue;
      epochs.push(event.record);
      await onEpoch(epochs);
      // Lets the kernel notice that the reader wants to interrupt.
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
    return { configuration, history: toHistory(epochs), weights: average };
  } finally {
    engine.dispose();
    frozen.dispose();
  }
}
