/**
 * What one filter leaves of the error on recordings that begin late: trained, or computed.
 *
 * @module
 */
import { mean } from "simple-statistics";
import { z } from "zod";
import type { Engine } from "../../engine/mod.ts";
import { constantGainFilter, MEMORIES_SECONDS } from "../../evaluation/constant_gain_filter.ts";
import { predictRows, squaredErrors } from "../../evaluation/error.ts";
import { optimalFilter } from "../../evaluation/optimal_filter.ts";
import { makeMixture, makeRows, type Mixture, type SignalConfiguration } from "../../signal/mod.ts";
import { signalConfiguration } from "../../signal/mod.ts";
import { CURRICULA, ONE_LENGTH, PATIENT_CURRICULA } from "../../training/curricula.ts";
import { LATE_STARTS } from "../ablations/cell.ts";
import { TEST_SEEDS } from "../curriculum/cell.ts";
import { error, nameIn, seconds, seed, share, trainedBy } from "../fields.ts";
import { shareOf, trainInStages } from "../network.ts";

/** Every filter by its name, in the order of table and figure. */
export const FILTERS = {
  "optimal filter": "least squares on all samples so far: no filter that must find the phases does better",
  "constant gain": "the same arithmetic at every sample, with the memory that suits it best",
  "curriculum": "64 units, as study:curriculum trains them",
  "gradients of one length":
    "the same, every window's gradient cut to one length, noise drawn anew in every pass",
  "patient curriculum": "the same with most epochs at 200 and 500 Hz, as `train patient-64` trains it",
} as const;

/** Name of one. */
export type FilterName = keyof typeof FILTERS;

const HIDDEN_SIZE = 64;

/** See {@linkcode LimitCell}. */
export const limitCell = z.strictObject({
  filter: nameIn(FILTERS),
  noise: z.enum(["softened", "quarter"]),
  /** Of the initial weights; 0 where nothing is trained. */
  seed,
  /** Share of the curriculum's epochs. */
  share,
});

/** One filter to measure. */
export type LimitCell = Readonly<z.output<typeof limitCell>>;

/** The noises that can be filtered. */
export type Filtered = LimitCell["noise"];

/** See {@linkcode LimitResult}. */
export const limitResult = z.strictObject({
  ...limitCell.shape,
  /** From 1 s on. */
  mse: error,
  /** The last three seconds. */
  lateMse: error,
  /** What trained it; null where nothing is trained. */
  trainedBy: trainedBy.nullable(),
  seconds,
});

/**
 * Mean squared errors on {@linkcode TEST_SEEDS} begun late by each of {@linkcode LATE_STARTS}; networks on frozen weights,
 * one sample at a time, zero initial state, 1000 Hz.
 */
export type LimitResult = Readonly<z.output<typeof limitResult>>;

/** Outputs for a recording, selector after selector, [F n]. */
type Answer = (recording: Mixture) => ArrayLike<number>;

/** Trains, where there is something to train, and measures. */
export async function runLimitCell(cell: LimitCell): Promise<LimitResult> {
  const { noise, filter } = cell;
  const recordings = recordingsOf(noise).map((signal) => makeMixture(signal));
  if (filter === "optimal filter") {
    return { ...cell, ...errorsOf(joined(optimalFilter), recordings), trainedBy: null, seconds: 0 };
  }
  if (filter === "constant gain") {
    const [best] = MEMORIES_SECONDS.map((memory) =>
      errorsOf(joined((recording) => constantGainFilter(recording, memory)), recordings)
    ).toSorted((a, b) => a.mse - b.mse);
    return { ...cell, ...best, trainedBy: null, seconds: 0 };
  }
  const { engine, trainedBy, seconds } = await train(cell);
  const errors = errorsOf(answerOf(engine), recordings);
  engine.dispose();
  return { ...cell, ...errors, trainedBy, seconds };
}

function train({ noise, filter, seed, share }: LimitCell) {
  const plan = { noise, hiddenSize: HIDDEN_SIZE, seed };
  const stages = shareOf((filter === "patient curriculum" ? PATIENT_CURRICULA : CURRICULA)[noise], share);
  return filter === "curriculum" ? trainInStages(plan, { stages }) : trainInStages(plan, {
    stages: stages.map((stage) => ({ ...stage, noise: "redrawn" })),
    clipNorm: ONE_LENGTH,
  });
}

function recordingsOf(noise: Filtered): readonly SignalConfiguration[] {
  return TEST_SEEDS.flatMap((seed) =>
    LATE_STARTS.map((startSeconds) => signalConfiguration({ noise, seed, startSeconds }))
  );
}

function answerOf(engine: Engine): Answer {
  return ({ configuration }) => predictRows(engine, makeRows(configuration));
}

function joined(filter: (recording: Mixture) => readonly Float64Array[]): Answer {
  return (recording) => filter(recording).flatMap((estimate) => Array.from(estimate));
}

function errorsOf(answer: Answer, recordings: readonly Mixture[]): Pick<LimitResult, "mse" | "lateMse"> {
  const errors = recordings.map((recording) => {
    const { targets, configuration: { sampleRateHz, durationSeconds } } = recording;
    const samples = targets[0].length;
    const squared = Array.from(
      squaredErrors(answer(recording), targets.flatMap((target) => Array.from(target))),
    );
    const from = (seconds: number) =>
      mean(squared.filter((_, row) => row % samples >= seconds * sampleRateHz));
    return { mse: from(1), lateMse: from(durationSeconds - 3) };
  });
  return { mse: mean(errors.map(({ mse }) => mse)), lateMse: mean(errors.map(({ lateMse }) => lateMse)) };
}
