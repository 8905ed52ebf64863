/**
 * What a cell costs on Ray, and what that makes of a large sweep.
 *
 * @module
 */
import { readJson } from "../../run/files.ts";

/** Cells of one length on so many workers. */
export interface Timing {
  readonly workers: number;
  /** Of a worker, for each cell, waiting included: from two sweeps of different lengths, free of what a start costs. */
  readonly secondsPerCell: number;
}

/** The same on a Ray cluster. */
export interface RayTiming extends Timing {
  /** A first sweep of one cell a worker: the project goes to the nodes, and Deno compiles it there. */
  readonly firstSweepSeconds: number;
}

/** `reports/ray/ray.json`. */
export interface RayCost {
  readonly date: string;
  readonly machine: { readonly cores: number; readonly loadAverage: readonly number[] };
  readonly versions: Readonly<Record<string, string>>;
  /** Lengths of the two sweeps. */
  readonly cells: readonly [number, number];
  readonly onOneThread: Timing;
  readonly onRay: readonly RayTiming[];
  /** Cells that do nothing, given to two workers on this machine and answered. */
  readonly driverCellsPerSecond: number;
  /** Results taken into a study's file that grows. */
  readonly recordedCellsPerSecond: number;
}

/** What `deno task bench:ray` has left. */
export function readRayCost(): RayCost {
  return readJson("reports/ray/ray.json") as RayCost;
}

/** Seconds of a worker for each cell, from the seconds of two sweeps. */
export function secondsPerCell(
  workers: number,
  cells: readonly [number, number],
  seconds: readonly [number, number],
): number {
  return (seconds[1] - seconds[0]) / (cells[1] - cells[0]) * workers;
}

/** What Ray adds to a cell: the largest of what was measured. */
export function overheadSeconds({ onOneThread, onRay }: RayCost): number {
  return Math.max(...onRay.map(({ secondsPerCell }) => secondsPerCell)) - onOneThread.secondsPerCell;
}

/** A sweep worked out from the cost of a cell. */
export interface Forecast {
  /** What the workers need for all cells. */
  readonly workersSeconds: number;
  /** What giving and recording them takes here. */
  readonly driverSeconds: number;
  /** Workers beyond which more of them bring nothing. */
  readonly mostWorkers: number;
}

/**
 * How long `cells` of so many seconds each take on so many workers of one core: the larger of the two times, since
 * giving, making and recording go on at once.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * const [date, machine, versions] = ["", { cores: 2, loadAverage: [] }, {}];
 * const forecast = forecastOf({
 *   date, machine, versions, cells: [8, 40],
 *   onOneThread: { workers: 1, secondsPerCell: 1 },
 *   onRay: [{ workers: 1, secondsPerCell: 2, firstSweepSeconds: 9 }],
 *   driverCellsPerSecond: 500, recordedCellsPerSecond: 1000,
 * }, { cells: 100_000, cellSeconds: 9, workers: 1000 });
 * assertEquals(forecast, { workersSeconds: 1000, driverSeconds: 200, mostWorkers: 5000 });
 * ```
 */
export function forecastOf(
  cost: RayCost,
  { cells, cellSeconds, workers }: {
    readonly cells: number;
    readonly cellSeconds: number;
    readonly workers: number;
  },
): Forecast {
  const whole = cellSeconds + overheadSeconds(cost);
  const cellsPerSecond = Math.min(cost.driverCellsPerSecond, cost.recordedCellsPerSecond);
  return {
    workersSeconds: cells * whole / workers,
    driverSeconds: cells / cellsPerSecond,
    mostWorkers: Math.floor(cellsPerSecond * whole),
  };
}
