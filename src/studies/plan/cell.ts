/**
 * The retrain that the report ordered, and what its decision tree orders after it, each from several seeds.
 *
 * @module
 */
import { z } from "zod";
import { measureError } from "../../evaluation/mod.ts";
import { makeRows } from "../../signal/mod.ts";
import { ONLINE_PRESETS } from "../../training/presets.ts";
import { epochs, error, nameIn, seconds, seed, trainedBy } from "../fields.ts";
import { trainOneByOne } from "../network.ts";

/** An order of the report. */
interface Order {
  readonly hiddenSize: number;
  readonly epochs: number;
  /** Whether the report's early stopping may end it; a run that is to be continued cannot be stopped. */
  readonly stopsEarly: boolean;
}

/** The orders by name, in the report's words. */
export const ORDERS = {
  "128 units, 100 epochs": { hiddenSize: 128, epochs: 100, stopsEarly: true },
  "continue to 150 epochs": { hiddenSize: 128, epochs: 150, stopsEarly: false },
  "256 units, 100 epochs": { hiddenSize: 256, epochs: 100, stopsEarly: true },
} as const satisfies Readonly<Record<string, Order>>;

/** Name of an order. */
export type OrderName = keyof typeof ORDERS;

/** See {@linkcode PlanCell}. */
export const planCell = z.strictObject({
  order: nameIn(ORDERS),
  seed,
  /** Most epochs that it gets, whatever the order says. */
  atMost: epochs,
});

/** One network to train. */
export type PlanCell = Readonly<z.output<typeof planCell>>;

/** See {@linkcode PlanResult}. */
export const planResult = z.strictObject({
  ...planCell.shape,
  /** Fewer than ordered where it stopped early. */
  epochs,
  /** Running loss of the last epoch. */
  runningLoss: error,
  bestRunningLoss: error,
  /** Frozen weights, one sample at a time, zero initial state, 1000 Hz; seed 2. */
  testMse: error,
  trainedBy,
  seconds,
});

/** How it ended. */
export type PlanResult = Readonly<z.output<typeof planResult>>;

/** Trains one network as ordered, on the noise of the monitored run, and measures it. */
export async function runPlanCell(cell: PlanCell): Promise<PlanResult> {
  const { hiddenSize, epochs, stopsEarly } = ORDERS[cell.order];
  const { noise, patience, minDelta } = ONLINE_PRESETS["retrain-128"];
  const { engine, trainedBy, epochs: records, seconds } = await trainOneByOne({
    noise,
    hiddenSize,
    seed: cell.seed,
  }, {
    epochs: Math.min(epochs, cell.atMost),
    patience: stopsEarly ? patience : null,
    minDelta,
  });
  const { mse: testMse } = measureError(engine, makeRows({ noise, seed: 2 }));
  engine.dispose();
  return {
    ...cell,
    epochs: records.length,
    runningLoss: records[records.length - 1].loss,
    bestRunningLoss: Math.min(...records.map(({ loss }) => loss)),
    testMse,
    trainedBy,
    seconds,
  };
}
