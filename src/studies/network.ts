/**
 * One network of a study: trained in memory, measured, thrown away.
 *
 * @module
 */
import { chooseEngine, type Feed } from "../engine/choose.ts";
import { createEngine, type Engine, type EngineName } from "../engine/mod.ts";
import { openLibrary } from "../engine/native/library.ts";
import { initialise } from "../model/mod.ts";
import { makeMixture, makeRows, type NoiseName } from "../signal/mod.ts";
import { onlineConfiguration } from "../training/configuration.ts";
import { trainCurriculum } from "../training/curriculum.ts";
import { curriculumConfiguration } from "../training/curriculum_configuration.ts";
import type { EpochRecord } from "../training/epoch.ts";
import { type TrainingEvent, trainOnline } from "../training/online.ts";
import type { Stage } from "../training/stage.ts";

/** A network to train on the training recording, seed 1. */
export interface NetworkPlan {
  /** Noise preset, or the phase range in radians. */
  readonly noise: NoiseName | number;
  readonly hiddenSize: number;
  /** Of the initial weights, and of what is drawn while training. */
  readonly seed: number;
}

/** What a training left. */
export interface TrainedNetwork {
  /** To be disposed of by whoever measures it. */
  readonly engine: Engine;
  /** What trained it: the native kernel where `deno task native` built one and `--allow-ffi=.cache/kernel` permits it. */
  readonly trainedBy: EngineName;
  readonly epochs: readonly EpochRecord[];
  /** Samples trained on, all lanes together. */
  readonly samples: number;
  readonly seconds: number;
}

/** Whoever trains a network measures it, at the end. */
const notMeasured = () => ({ mse: NaN, byFrequency: [] });

/** Trains one sample an update at 1000 Hz, as monitored. */
export async function trainOneByOne(
  plan: NetworkPlan,
  { epochs, patience = null, minDelta }: {
    readonly epochs: number;
    /** Early stopping on the running loss; none by default. */
    readonly patience?: number | null;
    readonly minDelta?: number;
  },
): Promise<TrainedNetwork> {
  const { hiddenSize, seed, noise } = plan;
  const configuration = onlineConfiguration({ hiddenSize, seed, epochs, patience, minDelta, testEvery: 0 });
  const rows = makeRows({ noise, seed: configuration.trainSeed });
  const { engine, trainedBy } = await startEngine(plan, "online");
  const records = epochsOf(trainOnline({ engine, rows, configuration, done: [], measure: notMeasured }));
  return {
    engine,
    trainedBy,
    epochs: records,
    samples: records.length * rows.targets.length,
    seconds: secondsOf(records),
  };
}

/** How a training in stages differs from the curriculum. */
export interface StagesTraining {
  readonly stages: readonly Stage[];
  /** Whether the gates' biases change with the rate; without, each stage takes the weights as they are. */
  readonly slowDown?: boolean;
  /** Length that gradients are cut to; 1 by default. */
  readonly clipNorm?: number;
}

/** Trains in windows, through stages. */
export async function trainInStages(
  plan: NetworkPlan,
  { stages, slowDown = true, clipNorm }: StagesTraining,
): Promise<TrainedNetwork> {
  const { hiddenSize, seed, noise } = plan;
  const { engine, trainedBy } = await startEngine(plan, "windows");
  // a stage that is a training of its own begins with the weights that it finds
  const trainings = slowDown ? [stages] : stages.map((stage) => [stage]);
  const records = trainings.flatMap((own, index) => {
    const configuration = curriculumConfiguration({
      hiddenSize,
      seed: seed + index * SEEDS_APART,
      stages: own,
      ...(clipNorm && { clipNorm }),
      testEvery: 0,
    });
    const recording = makeMixture({ noise, seed: configuration.trainSeed });
    return epochsOf(trainCurriculum({ engine, recording, configuration, done: [], measure: notMeasured }));
  });
  return { engine, trainedBy, epochs: records, samples: samplesOf(stages), seconds: secondsOf(records) };
}

/** Between seeds of draws that have nothing to do with each other. */
const SEEDS_APART = 1_000_003;

async function startEngine({ hiddenSize, seed }: NetworkPlan, feed: Feed) {
  const weights = initialise({ inputSize: 5, hiddenSize, biases: 2 }, { scheme: "pytorch", seed });
  const isReady = () => openLibrary().state === "ready";
  const { name: trainedBy } = chooseEngine("auto", feed, weights.shape, isReady);
  return { engine: await createEngine(trainedBy, weights), trainedBy };
}

function epochsOf(events: Iterable<TrainingEvent>): EpochRecord[] {
  return [...events].flatMap((event) => event.kind === "epoch" ? [event.record] : []);
}

function secondsOf(records: readonly EpochRecord[]): number {
  return records.reduce((sum, { seconds }) => sum + seconds, 0);
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

/** The stages cut to a share of their epochs. */
export function shareOf(stages: readonly Stage[], share: number): readonly Stage[] {
  return stages.map((stage) => ({ ...stage, epochs: Math.max(1, Math.round(stage.epochs * share)) }));
}

/** The last stage alone, as many samples long as all of them; a random start takes the rate that theirs takes. */
export function windowsAlone(stages: readonly Stage[]): readonly [Stage] {
  const last = stages[stages.length - 1];
  const epochs = Math.max(1, Math.round(samplesOf(stages) / samplesOf([{ ...last, epochs: 1 }])));
  return [{ ...last, epochs, learningRate: stages[0].learningRate }];
}
