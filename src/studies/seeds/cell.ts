/**
 * The baseline again and again, from other initial weights: how much of the published figure is luck?
 *
 * @module
 */
import { z } from "zod";
import { measureError } from "../../evaluation/mod.ts";
import { makeRows } from "../../signal/mod.ts";
import { epochs, error, errors, seed } from "../fields.ts";
import { trainOneByOne } from "../network.ts";

/** See {@linkcode Repetition}. */
export const repetition = z.strictObject({ seed, epochs });

/** One repetition of the baseline. */
export type Repetition = Readonly<z.output<typeof repetition>>;

/** See {@linkcode RepetitionResult}. */
export const repetitionResult = z.strictObject({
  ...repetition.shape,
  /** Running loss of the last epoch. */
  runningLoss: error,
  runningLossByFrequency: errors,
  /** Lowest running loss of any epoch, which is what the report calls "best". */
  bestRunningLoss: error,
  /** Frozen weights, one sample at a time, zero initial state, 1000 Hz; seed 2. */
  testMse: error,
});

/** How it ended. */
export type RepetitionResult = Readonly<z.output<typeof repetitionResult>>;

/** Trains the baseline from the seed's initial weights and measures it. */
export async function repeatBaseline({ seed, epochs }: Repetition): Promise<RepetitionResult> {
  const test = makeRows({ noise: "literal", seed: 2 });
  const plan = { noise: "literal", hiddenSize: 64, seed } as const;
  const { engine, epochs: records } = await trainOneByOne(plan, { epochs });
  const { mse: testMse } = measureError(engine, test);
  engine.dispose();
  const last = records[records.length - 1];
  return {
    seed,
    epochs,
    runningLoss: last.loss,
    runningLossByFrequency: last.lossByFrequency,
    bestRunningLoss: Math.min(...records.map(({ loss }) => loss)),
    testMse,
  };
}
