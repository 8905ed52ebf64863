/**
 * The README's tables of sweeps on Ray.
 *
 * @module
 */
import { forecastOf, type RayCost } from "../../studies/ray/cost.ts";
import { formatDuration } from "../../text/mod.ts";
import type { MarkdownTable } from "./table.ts";

/** What a cell cost where. */
export function rayCostTable({ onOneThread, onRay }: RayCost): MarkdownTable {
  const seconds = (seconds: number) => seconds.toFixed(2);
  const own = onOneThread.secondsPerCell;
  return {
    headings: ["the same cells", "a worker's seconds a cell", "more than on a thread", "first sweep, s"],
    rows: [
      ["one thread", seconds(own), "", ""],
      ...onRay.map(({ workers, secondsPerCell, firstSweepSeconds }) => [
        `Ray, ${workers} ${workers === 1 ? "node" : "nodes"} of one core`,
        seconds(secondsPerCell),
        seconds(secondsPerCell - own),
        firstSweepSeconds.toFixed(0),
      ]),
    ],
  };
}

const SWEEP = { cells: 100_000, workers: 1000 };

/** What that makes of a sweep of a hundred thousand cells on a thousand workers. */
export function rayForecastTable(cost: RayCost): MarkdownTable {
  return {
    headings: ["a cell takes", "the workers need", "giving and recording", "workers that are kept busy"],
    rows: [1, 10, 60].map((cellSeconds) => {
      const { workersSeconds, driverSeconds, mostWorkers } = forecastOf(cost, { ...SWEEP, cellSeconds });
      return [
        formatDuration(cellSeconds),
        formatDuration(workersSeconds),
        formatDuration(driverSeconds),
        `up to ${mostWorkers.toLocaleString("en-US")}`,
      ];
    }),
  };
}
