/**
 * Every order of the report from several seeds, as a table of cells.
 *
 * @module
 */
import { formatDuration, formatError } from "../../text/mod.ts";
import { type Spread, spread } from "../spread.ts";
import type { Study } from "../study.ts";
import { readStudyRecord } from "../study_file.ts";
import { type OrderName, ORDERS, type PlanCell, planCell, type PlanResult, planResult } from "./cell.ts";

/** How much of it. */
export interface PlanScope {
  /** Seeds from 1 on, for each order. */
  readonly seeds: Readonly<Record<OrderName, number>>;
  readonly atMost: number;
}

/** The study that the reports show. */
export const FULL_SCOPE: PlanScope = {
  seeds: { "128 units, 100 epochs": 5, "continue to 150 epochs": 2, "256 units, 100 epochs": 2 },
  atMost: 1000,
};
/** The same path, one epoch each. */
export const QUICK_SCOPE: PlanScope = {
  seeds: { "128 units, 100 epochs": 1, "continue to 150 epochs": 1, "256 units, 100 epochs": 1 },
  atMost: 1,
};

const NAMES = Object.keys(ORDERS) as OrderName[];

/** The record in `reports/`, or what its file held when it was read before. */
export function readPlanRecord(contents?: unknown): PlanRecord {
  return readStudyRecord<PlanRecord>(planStudy(FULL_SCOPE), contents);
}

/** The cells of a scope. */
export function planStudy({ seeds, atMost }: PlanScope): Study<PlanCell, PlanResult> {
  return {
    name: "plan",
    cell: planCell,
    result: planResult,
    worker: new URL("./worker.ts", import.meta.url),
    cells: NAMES.flatMap((order) =>
      Array.from({ length: seeds[order] }, (_, index) => ({ order, seed: index + 1, atMost }))
    ),
    key: ({ order, seed }) => `${order}/${seed}`,
    cost: ({ order }) => {
      const { hiddenSize, epochs, stopsEarly } = ORDERS[order];
      return hiddenSize ** 2 * Math.min(atMost, stopsEarly ? epochs / 3 : epochs);
    },
    belongs: (result) => result.atMost === atMost,
    order: ({ order, seed }) => NAMES.indexOf(order) * 1e6 + seed,
    summarise: (results) => ({
      about:
        "The report's orders on its own noise; running loss of the last epoch, test MSE on frozen weights, one sample at a time, " +
        "zero initial state, 1000 Hz, seed 2",
      orders: ORDERS,
      summary: summarise(results),
    }),
    line: ({ order, seed, epochs, runningLoss, testMse, seconds }) =>
      `${order.padEnd(22)}  seed ${seed}  ${epochs} epochs  running loss ${
        formatError(runningLoss)
      }  test MSE ${formatError(testMse)}  ${formatDuration(seconds)}`,
  };
}

/** What came of one order. */
export interface OrderSummary {
  readonly order: OrderName;
  readonly seeds: number;
  readonly epochs: Spread;
  readonly runningLoss: Spread;
  readonly testMse: Spread;
}

/** What the study's file holds. */
export interface PlanRecord {
  readonly summary: readonly OrderSummary[];
  readonly results: readonly PlanResult[];
}

/** A record for each order that has been followed. */
export function summarise(results: readonly PlanResult[]): readonly OrderSummary[] {
  return NAMES.flatMap((order) => {
    const mine = results.filter((result) => result.order === order);
    if (mine.length === 0) return [];
    return [{
      order,
      seeds: mine.length,
      epochs: spread(mine.map(({ epochs }) => epochs)),
      runningLoss: spread(mine.map(({ runningLoss }) => runningLoss)),
      testMse: spread(mine.map(({ testMse }) => testMse)),
    }];
  });
}
