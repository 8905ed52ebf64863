/**
 * The ablation the report should have run: hidden size x way of training x noise. If capacity were the cause, the error
 * would fall with the size whatever the way of training; if optimisation through time is, the way decides.
 *
 * @module
 */
import { createEngine, type Engine } from "../../engine/mod.ts";
import { measureError, TARGET } from "../../evaluation/mod.ts";
import { initialise } from "../../model/mod.ts";
import { makeMixture, makeRows, NOISE_NAMES, type NoiseName } from "../../signal/mod.ts";
import { onlineConfiguration, signalOf } from "../../training/configuration.ts";
import { CURRICULA } from "../../training/curricula.ts";
import { trainCurriculum } from "../../training/curriculum.ts";
import { curriculumConfiguration } from "../../training/curriculum_configuration.ts";
import { trainOnline } from "../../training/online.ts";
import type { Stage } from "../../training/stage.ts";

/** The ways of training, and what each one is. */
export const WAYS = {
  online: "one sample an update at 1000 Hz, as monitored",
  windows: "back-propagation through windows at 1000 Hz from a random start",
  curriculum: "the same, from a low rate to 1000 Hz",
} as const;

/** Name of a way of training. */
export type Way = keyof typeof WAYS;

/** One network to train. */
export interface CapacityCell {
  readonly way: Way;
  readonly noise: NoiseName;
  readonly hiddenSize: number;
  readonly seed: number;
  /** Passes of the online way over its 40,000 rows. */
  readonly onlineEpochs: number;
  /** Share of the curriculum's epochs in each stage; windows get as many samples. */
  readonly share: number;
}

/** What came of it. */
export interface CapacityResult extends CapacityCell {
  /** Frozen weights, one sample at a time, zero initial state, 1000 Hz; seed 2. */
  readonly testMse: number;
  readonly testMseByFrequency: readonly number[];
  /** Samples trained on, all lanes together. */
  readonly samples: number;
  readonly seconds: number;
}

/** Trains and measures one network. */
export async function runCapacityCell(cell: CapacityCell): Promise<CapacityResult> {
  const weights = initialise({ inputSize: 5, hiddenSize: cell.hiddenSize, biases: 2 }, {
    scheme: "pytorch",
    seed: cell.seed,
  });
  const engine = await createEngine("fused", weights);
  const started = performance.now();
  const samples = cell.way === "online" ? trainCellOnline(engine, cell) : trainCellInWindows(engine, cell);
  const seconds = (performance.now() - started) / 1000;
  const test = makeRows({ noise: cell.noise, seed: 2 });
  const { mse, byFrequency } = measureError(engine, test);
  engine.dispose();
  return { ...cell, testMse: mse, testMseByFrequency: byFrequency, samples, seconds };
}

/** Trains in place; returns the samples it took. */
function trainCellOnline(engine: Engine, { noise, hiddenSize, seed, onlineEpochs }: CapacityCell): number {
  const configuration = onlineConfiguration({ noise, hiddenSize, seed, epochs: onlineEpochs, testEvery: 0 });
  const rows = makeRows(signalOf(configuration, configuration.trainSeed));
  exhaust(trainOnline({ engine, rows, configuration, done: [], measure: notMeasured }));
  return onlineEpochs * rows.targets.length;
}

/** Trains in place; returns the samples it took. */
function trainCellInWindows(engine: Engine, cell: CapacityCell): number {
  const { noise, hiddenSize, seed } = cell;
  const stages = stagesOf(cell);
  const configuration = curriculumConfiguration({ noise, hiddenSize, seed, stages, testEvery: 0 });
  const recording = makeMixture(signalOf(configuration, configuration.trainSeed));
  exhaust(
    trainCurriculum({ engine, recording, configuration, done: [], measure: notMeasured }),
  );
  return samplesOf(stages);
}

/** The curriculum cut to a share of its epochs; for windows its last stage alone, as many samples long. */
export function stagesOf(
  { way, noise, share }: Pick<CapacityCell, "way" | "noise" | "share">,
): readonly Stage[] {
  const scaled = CURRICULA[noise].map((stage) => ({
    ...stage,
    epochs: Math.max(1, Math.round(stage.epochs * share)),
  }));
  if (way === "curriculum") return scaled;
  const last = scaled[scaled.length - 1];
  const epochs = Math.max(1, Math.round(samplesOf(scaled) / samplesOf([{ ...last, epochs: 1 }])));
  // a random start takes the rate that the curriculum takes from a random start
  return [{ ...last, epochs, learningRate: scaled[0].learningRate }];
}

/** The results as the figure "error against size" takes them: one panel a noise preset, one line a way of training. */
export function errorBySizeOf(results: readonly CapacityResult[]) {
  return {
    zeroPredictor: 0.5, // the variance of a sine
    target: TARGET,
    panels: NOISE_NAMES.map((noise) => ({
      title: `${noise} noise`,
      series: (Object.keys(WAYS) as Way[]).map((way) => ({
        label: way,
        points: results.filter((result) => result.way === way && result.noise === noise)
          .map(({ hiddenSize, testMse }) => ({ units: hiddenSize, testMse }))
          .sort((a, b) => a.units - b.units),
      })),
    })),
  };
}

const RECORDING_SAMPLES = 10_000;
const SELECTORS = 4;

/** Samples that a list of stages trains on, all lanes together. */
export function samplesOf(stages: readonly Stage[]): number {
  return stages.reduce(
    (sum, { epochs, decimation, starts }) =>
      sum + epochs * RECORDING_SAMPLES / decimation * starts * SELECTORS,
    0,
  );
}

function exhaust(events: Iterable<unknown>): void {
  for (const _ of events);
}

/** The cells are measured once, at the end. */
function notMeasured() {
  return { mse: NaN, byFrequency: [] };
}
