/**
 * One network trained in one arm, measured on recordings that no choice has looked at.
 *
 * @module
 */
import { mean } from "simple-statistics";
import { z } from "zod";
import type { Engine } from "../../engine/mod.ts";
import { measureError } from "../../evaluation/mod.ts";
import { predictRows, squaredErrors } from "../../evaluation/error.ts";
import { makeRows, type SignalConfiguration, signalConfiguration } from "../../signal/mod.ts";
import { TEST_SEEDS } from "../curriculum/cell.ts";
import { error, nameIn, noise, samples, seconds, seed, share, trainedBy } from "../fields.ts";
import { trainInStages } from "../network.ts";
import { type Arm, ARMS, armStages } from "./arms.ts";

/** Seed of the recording that decides between the rates. */
const VALIDATION_SEED = 3;

/** Units of every network: the monitored run's. */
const HIDDEN_SIZE = 64;

/** Seconds by which a recording begins late; none is another's phase at every sine. */
export const LATE_STARTS = [0.05, 0.13, 0.25, 0.5] as const;

/** See {@linkcode AblationCell}. */
export const ablationCell = z.strictObject({
  arm: nameIn(ARMS),
  noise,
  seed,
  /** Factor of the learning rates of all stages. */
  rate: z.number().positive().max(1000),
  /** Share of the curriculum's epochs. */
  share,
});

/** One network to train. */
export type AblationCell = Readonly<z.output<typeof ablationCell>>;

/** See {@linkcode AblationResult}. */
export const ablationResult = z.strictObject({
  ...ablationCell.shape,
  validationMse: error,
  /** Mean of the test recordings. */
  testMse: error,
  /** The first test recording begun late, first second left out; the worst of {@linkcode LATE_STARTS}. */
  lateStartMse: error,
  trainedBy,
  samples,
  seconds,
});

/** Errors on frozen weights, one sample at a time, zero initial state, 1000 Hz. */
export type AblationResult = Readonly<z.output<typeof ablationResult>>;

/** Trains and measures one network. */
export async function runAblationCell(cell: AblationCell): Promise<AblationResult> {
  const { arm, noise, seed } = cell;
  const { slowDown }: Arm = ARMS[arm];
  const plan = { noise, hiddenSize: HIDDEN_SIZE, seed };
  const { engine, trainedBy, samples, seconds } = await trainInStages(plan, {
    stages: armStages(cell),
    slowDown,
  });
  const errorOf = (recording: number) => measureError(engine, makeRows({ noise, seed: recording })).mse;
  const late = (startSeconds: number) =>
    lateError(engine, signalConfiguration({ noise, seed: TEST_SEEDS[0], startSeconds }));
  const result = {
    ...cell,
    validationMse: errorOf(VALIDATION_SEED),
    testMse: mean(TEST_SEEDS.map(errorOf)),
    lateStartMse: Math.max(...LATE_STARTS.map(late)),
    trainedBy,
    samples,
    seconds,
  };
  engine.dispose();
  return result;
}

/** Mean squared error once the first second is over. */
function lateError(engine: Engine, signal: SignalConfiguration): number {
  const rows = makeRows(signal);
  const errors = squaredErrors(predictRows(engine, rows), rows.targets);
  return mean(Array.from(errors).filter((_, row) => row % rows.samples >= signal.sampleRateHz));
}
