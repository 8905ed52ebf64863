/**
 * The retrain that the report ordered, and what its decision tree orders after it, each from several seeds.
 *
 * @module
 */
import type { EngineName } from "../../engine/mod.ts";
import { measureError } from "../../evaluation/mod.ts";
import { makeRows } from "../../signal/mod.ts";
import { ONLINE_PRESETS } from "../../training/presets.ts";
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

/** One network to train. */
export interface PlanCell {
  readonly order: OrderName;
  readonly seed: number;
  /** Most epochs that it gets, whatever the order says. */
  readonly atMost: number;
}

/** How it ended. */
export interface PlanResult extends PlanCell {
  /** Fewer than ordered where it stopped early. */
  readonly epochs: number;
  /** Running loss of the last epoch. */
  readonly runningLoss: number;
  readonly bestRunningLoss: number;
  /** Frozen weights, one sample at a time, zero initial state, 1000 Hz; seed 2. */
  readonly testMse: number;
  readonly trainedBy: EngineName;
  readonly seconds: number;
}

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
