/**
 * The baseline again and again, from other initial weights: how much of the published figure is luck?
 *
 * @module
 */
import { measureError } from "../../evaluation/mod.ts";
import { makeRows } from "../../signal/mod.ts";
import { trainOneByOne } from "../network.ts";

/** One repetition of the baseline. */
export interface Repetition {
  readonly seed: number;
  readonly epochs: number;
}

/** How it ended. */
export interface RepetitionResult extends Repetition {
  /** Running loss of the last epoch. */
  readonly runningLoss: number;
  readonly runningLossByFrequency: readonly number[];
  /** Lowest running loss of any epoch, which is what the report calls "best". */
  readonly bestRunningLoss: number;
  /** Frozen weights, one sample at a time, zero initial state, 1000 Hz; seed 2. */
  readonly testMse: number;
}

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
