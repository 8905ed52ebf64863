/**
 * From the records of a run to the records of the figures.
 *
 * @module
 */
import { curriculumCurve } from "../plots/curriculum_curve.ts";
import type { LossByFrequency } from "../plots/loss_by_frequency.ts";
import type { GradientNorms } from "../plots/gradient_norms.ts";
import type { Mixture as MixtureFigure } from "../plots/mixture.ts";
import type { Prediction } from "../plots/prediction.ts";
import type { RunningAgainstFrozen } from "../plots/running_against_frozen.ts";
import { TARGET } from "../evaluation/mod.ts";
import type { Weights } from "../model/mod.ts";
import type { Mixture } from "../signal/mod.ts";
import type { CurriculumConfiguration } from "../training/curriculum_configuration.ts";
import type { TrainingHistory } from "../training/history.ts";
import { epochCount } from "../training/stage.ts";
import type { NotebookRun } from "./trained.ts";

/** A stretch of a recording, in seconds from its first sample. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** A stretch of a recording for the figure of the mixture. */
export function mixtureStretch(recording: Mixture, noise: string, { from, to }: Stretch): MixtureFigure {
  const { configuration: { sampleRateHz, frequenciesHz }, time, mixture, components, targets } = recording;
  const cut = (values: ArrayLike<number>) => Array.from(values).slice(from * sampleRateHz, to * sampleRateHz);
  return {
    seconds: cut(time),
    mixture: cut(mixture),
    components: frequenciesHz.map((hertz, index) => ({
      hertz,
      noisy: cut(components[index]),
      clean: cut(targets[index]),
    })),
    noise,
  };
}

/** Running loss and test MSE by frequency. */
export function byFrequencyOf({ history, configuration }: NotebookRun): LossByFrequency {
  return {
    hertz: configuration.frequenciesHz,
    runningLoss: history.train_loss_by_frequency,
    testMse: history.test_loss_by_frequency,
    target: TARGET,
  };
}

/** What training prints against the error of the frozen network. */
export function runningAgainstFrozenOf(
  { history, evaluation, configuration }: NotebookRun,
): RunningAgainstFrozen {
  const last = history.train_loss_by_frequency[history.train_loss_by_frequency.length - 1];
  return {
    runningLoss: history.train_loss,
    testMse: history.test_loss,
    zeroPredictor: evaluation.baselines.zero,
    byFrequency: configuration.frequenciesHz.map((hertz, index) => ({
      hertz,
      running: last[index],
      frozen: evaluation.testMseByFrequency[index],
    })),
  };
}

/** Gradient norms of a history. */
export function gradientNormsOf({ history, configuration }: NotebookRun): GradientNorms {
  return {
    median: history.gradient_norm_median,
    max: history.gradient_norm_max,
    clippedShare: history.clipped_share,
    clipNorm: configuration.clipNorm,
  };
}

/** Target, output and mixture of every frequency on a stretch of the test set. */
export function predictionsOf(
  { configuration, test, outputs, evaluation }: Pick<NotebookRun, "test" | "outputs" | "evaluation"> & {
    readonly configuration: { readonly frequenciesHz: readonly number[]; readonly sampleRateHz: number };
  },
  { from, to }: Stretch,
): Prediction[] {
  const { frequenciesHz, sampleRateHz } = configuration;
  const [first, end] = [Math.round(from * sampleRateHz), Math.round(to * sampleRateHz)];
  return frequenciesHz.map((hertz, selector) => {
    const rows = Array.from({ length: end - first }, (_, index) => selector * test.samples + first + index);
    return {
      hertz,
      seconds: rows.map((_, index) => (first + index) / sampleRateHz),
      target: rows.map((row) => test.targets[row]),
      output: rows.map((row) => outputs[row]),
      mixture: rows.map((row) => test.inputs[row * (1 + test.selectors)]),
      testMse: evaluation.testMseByFrequency[selector],
    };
  });
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

/** Weights of the cell input from every unit to every unit, a row a unit: a picture of what the state does to itself. */
export function cellInputRows(
  { weightHh, shape: { hiddenSize } }: Weights<Float32Array | Float64Array>,
): readonly (readonly number[])[] {
  const first = 2 * hiddenSize; // behind the rows of the input and forget gates
  return Array.from(
    { length: hiddenSize },
    (_, unit) =>
      Array.from({ length: hiddenSize }, (_, from) => weightHh[(first + unit) * hiddenSize + from]),
  );
}
