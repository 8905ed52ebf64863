/**
 * How well one clock keeps time over a minute: trained, or written down.
 *
 * @module
 */
import { mean } from "simple-statistics";
import { z } from "zod";
import { createEngine, type Engine } from "../../engine/mod.ts";
import { constructNetwork } from "../../evaluation/construction/mod.ts";
import { predictRows, squaredErrors } from "../../evaluation/error.ts";
import { makeRows, signalConfiguration } from "../../signal/mod.ts";
import { CURRICULA, ONE_LENGTH, PATIENT_CURRICULA } from "../../training/curricula.ts";
import { TEST_SEEDS } from "../curriculum/cell.ts";
import { error, nameIn, seconds, seed, share, trainedBy } from "../fields.ts";
import { shareOf, type StagesTraining, trainInStages } from "../network.ts";

/** Every clock by its name, in the order of table and figure. */
export const CLOCKS = {
  "written down": "12 units whose weights follow from equations",
  "curriculum": "64 units, as `train curriculum-64` trains them",
  "patient curriculum":
    "64 units, as `train patient-64` trains them: at the end S is taken away, for passes of up to a minute",
} as const;

/** Name of one. */
export type ClockName = keyof typeof CLOCKS;

/** The ways of training one. */
const TRAININGS: Readonly<Record<Exclude<ClockName, "written down">, StagesTraining>> = {
  "curriculum": { stages: CURRICULA.literal },
  "patient curriculum": { stages: PATIENT_CURRICULA.literal, clipNorm: ONE_LENGTH },
};

/** Six times the recording that the networks know. */
const MINUTE = 60;

/** See {@linkcode ClockCell}. */
export const clockCell = z.strictObject({
  clock: nameIn(CLOCKS),
  /** Of the initial weights; 0 where nothing is trained. */
  seed,
  /** Share of the curriculum's epochs. */
  share,
});

/** One clock to measure. */
export type ClockCell = Readonly<z.output<typeof clockCell>>;

/** See {@linkcode ClockResult}. */
export const clockResult = z.strictObject({
  ...clockCell.shape,
  /** The first ten seconds, the length of the training recording. */
  firstTenSecondsMse: error,
  /** The last ten of sixty. */
  lastTenSecondsMse: error,
  /** What trained it; null where nothing is trained. */
  trainedBy: trainedBy.nullable(),
  seconds,
});

/**
 * Mean squared errors on a minute of `literal` noise of each of {@linkcode TEST_SEEDS}; frozen weights, one sample at a time,
 * zero initial state, 1000 Hz.
 */
export type ClockResult = Readonly<z.output<typeof clockResult>>;

/** Trains, where there is something to train, and measures. */
export async function runClockCell(cell: ClockCell): Promise<ClockResult> {
  const { clock } = cell;
  const { engine, trainedBy, seconds } = clock === "written down"
    ? { engine: await writtenDown(), trainedBy: null, seconds: 0 }
    : await train(cell, TRAININGS[clock]);
  const errors = TEST_SEEDS.map((seed) => errorsOn(engine, seed));
  engine.dispose();
  return {
    ...cell,
    firstTenSecondsMse: mean(errors.map(({ first }) => first)),
    lastTenSecondsMse: mean(errors.map(({ last }) => last)),
    trainedBy,
    seconds,
  };
}

/** The reference engine takes any number of units; the kernel, multiples of eight. */
function writtenDown(): Promise<Engine> {
  return createEngine("reference", constructNetwork({ frequenciesHz: [1, 3, 5, 7], sampleRateHz: 1000 }));
}

function train({ seed, share }: ClockCell, training: StagesTraining) {
  return trainInStages({ noise: "literal", hiddenSize: 64, seed }, {
    ...training,
    stages: shareOf(training.stages, share),
  });
}

function errorsOn(engine: Engine, seed: number): { readonly first: number; readonly last: number } {
  const signal = signalConfiguration({ noise: "literal", seed, durationSeconds: MINUTE });
  const rows = makeRows(signal);
  const errors = squaredErrors(predictRows(engine, rows), rows.targets);
  const between = (from: number, to: number) =>
    mean(Array.from(errors.filter((_, row) => {
      const second = (row % rows.samples) / signal.sampleRateHz;
      return second >= from && second < to;
    })));
  return { first: between(0, 10), last: between(MINUTE - 10, MINUTE) };
}
