/**
 * What each way of training, and each limit, reaches at one width of the phase noise.
 *
 * @module
 */
import { mean } from "simple-statistics";
import { z } from "zod";
import { optimalFilterError } from "../../evaluation/optimal_filter.ts";
import { probeMemoryless, probeShiftedStart } from "../../evaluation/probes/mod.ts";
import { makeMixture, makeRows, signalConfiguration } from "../../signal/mod.ts";
import { CURRICULA } from "../../training/curricula.ts";
import type { Stage } from "../../training/stage.ts";
import { TEST_SEEDS } from "../curriculum/cell.ts";
import { epochs, error, nameIn, seconds, seed, share, trainedBy } from "../fields.ts";
import { shareOf, type TrainedNetwork, trainInStages, trainOneByOne, windowsAlone } from "../network.ts";

/** Who answers, and what each one is. */
export const LEARNERS = {
  online: "one sample an update at 1000 Hz, as monitored",
  windows: "windows at 1000 Hz from a random start",
  "filter curriculum": "the curriculum of the presets `quarter` and `softened`: lanes begin anywhere",
  "clock curriculum": "the curriculum of `literal`: every lane begins with the recording",
  memoryless: "the best function of the present sample, E[target | S]",
  "limit of any filter": "least squares on all samples so far; knows frequencies and noise, not the phases",
} as const;

/** Name of one. */
export type Learner = keyof typeof LEARNERS;

/** The seeds of training and of the memoryless predictor's recording. */
const TRAIN_SEED = 1;
const HIDDEN_SIZE = 64;

/** See {@linkcode NoiseCell}. */
export const noiseCell = z.strictObject({
  learner: nameIn(LEARNERS),
  /** P in radians: the phase of every sample is drawn from 0 to it. */
  phaseRange: z.number().min(0).max(2 * Math.PI),
  seed,
  /** Passes of the online way over its 40,000 rows. */
  onlineEpochs: epochs,
  /** Share of the curricula's epochs; windows get as many samples. */
  share,
});

/** One learner at one width. */
export type NoiseCell = Readonly<z.output<typeof noiseCell>>;

/** See {@linkcode NoiseResult}. */
export const noiseResult = z.strictObject({
  ...noiseCell.shape,
  /** Mean of the test recordings. */
  mse: error,
  /** The same recordings begun 0.13 s late. */
  lateStartMse: error,
  /** What trained it; null where nothing is trained. */
  trainedBy: trainedBy.nullable(),
  seconds,
});

/** MSE from 1 s on; networks on frozen weights, one sample at a time, zero initial state, 1000 Hz. */
export type NoiseResult = Readonly<z.output<typeof noiseResult>>;

/** Trains and measures one cell. */
export async function runNoiseCell(cell: NoiseCell): Promise<NoiseResult> {
  const { learner, phaseRange: noise } = cell;
  const recordings = TEST_SEEDS.map((seed) => signalConfiguration({ noise, seed }));
  if (learner === "limit of any filter") {
    const mse = mean(recordings.map((recording) => optimalFilterError(makeMixture(recording)).mse));
    return { ...cell, mse, lateStartMse: mse, trainedBy: null, seconds: 0 }; // it knows no phase, so no start is late
  }
  if (learner === "memoryless") {
    const train = makeRows({ noise, seed: TRAIN_SEED });
    const mse = mean(recordings.map((recording) => probeMemoryless(train, makeRows(recording)).mse));
    return { ...cell, mse, lateStartMse: mse, trainedBy: null, seconds: 0 };
  }
  const { engine, trainedBy, seconds } = await train(cell, learner);
  const probes = recordings.map((recording) => probeShiftedStart(engine, recording));
  engine.dispose();
  return {
    ...cell,
    mse: mean(probes.map(({ onTime }) => onTime.mse)),
    lateStartMse: mean(probes.map(({ late }) => late.mse)),
    trainedBy,
    seconds,
  };
}

function train(
  { phaseRange: noise, seed, onlineEpochs, share }: NoiseCell,
  learner: "online" | keyof typeof STAGES,
): Promise<TrainedNetwork> {
  const plan = { noise, hiddenSize: HIDDEN_SIZE, seed };
  return learner === "online"
    ? trainOneByOne(plan, { epochs: onlineEpochs })
    : trainInStages(plan, { stages: STAGES[learner](share) });
}

/** Noise is drawn anew in every pass, whatever its width. */
const STAGES = {
  windows: (share: number): readonly Stage[] => windowsAlone(shareOf(CURRICULA.quarter, share)),
  "filter curriculum": (share: number): readonly Stage[] => shareOf(CURRICULA.quarter, share),
  "clock curriculum": (share: number): readonly Stage[] => shareOf(CURRICULA.literal, share),
};
