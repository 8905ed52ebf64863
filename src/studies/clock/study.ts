/**
 * How well clocks keep time over a minute, over seeds, as a table of cells.
 *
 * @module
 */
import { formatDuration, formatNumber } from "../../text/mod.ts";
import type { Study } from "../study.ts";
import { readStudyRecord } from "../study_file.ts";
import { type ClockCell, clockCell, type ClockName, type ClockResult, clockResult, CLOCKS } from "./cell.ts";

/** How much of it. */
export interface ClockScope {
  /** Seeds from 0 on of each training. */
  readonly seeds: number;
  /** Share of the curriculum's epochs. */
  readonly share: number;
}

/** The study that the reports show. */
export const FULL_SCOPE: ClockScope = { seeds: 10, share: 1 };
/** The same path, an epoch a stage. */
export const QUICK_SCOPE: ClockScope = { seeds: 1, share: 1e-6 };

const NAMES = Object.keys(CLOCKS) as ClockName[];

/** The cells of a scope. */
export function clockStudy({ seeds, share }: ClockScope): Study<ClockCell, ClockResult> {
  return {
    name: "clock",
    cell: clockCell,
    result: clockResult,
    worker: new URL("./worker.ts", import.meta.url),
    cells: NAMES.flatMap((clock) =>
      Array.from({ length: clock === "written down" ? 1 : seeds }, (_, seed) => ({ clock, seed, share }))
    ),
    key: ({ clock, seed }) => `${clock}/${seed}`,
    cost: ({ clock }) => clock === "patient curriculum" ? 4 : clock === "curriculum" ? 2 : 1,
    belongs: (result) => result.share === share && Object.hasOwn(CLOCKS, result.clock),
    order: ({ clock, seed }) => NAMES.indexOf(clock) * 1e6 + seed,
    summarise: (results) => ({
      about:
        "MSE over a minute of literal noise, in the first ten seconds (the training recording's length) and in the last; " +
        "frozen weights, one sample at a time, zero initial state, 1000 Hz; recordings that no choice has looked at",
      clocks: CLOCKS,
      summary: summarise(results),
    }),
    line: ({ clock, seed, firstTenSecondsMse, lastTenSecondsMse, seconds }) =>
      `${clock.padEnd(18)} seed ${seed}  first 10 s ${formatNumber(firstTenSecondsMse, 3)}  last 10 of 60 s ${
        formatNumber(lastTenSecondsMse, 3)
      }  ${formatDuration(seconds)}`,
  };
}

/** What came of one kind of clock, an entry a seed. */
export interface ClockSummary {
  readonly clock: ClockName;
  readonly firstTenSecondsMse: readonly number[];
  readonly lastTenSecondsMse: readonly number[];
}

/** What the study's file holds. */
export interface ClockRecord {
  readonly summary: readonly ClockSummary[];
  readonly results: readonly ClockResult[];
}

/** The record in `reports/`, or what its file held when it was read before. */
export function readClockRecord(contents?: unknown): ClockRecord {
  return readStudyRecord<ClockRecord>(clockStudy(FULL_SCOPE), contents);
}

/** A record for each kind of clock. */
export function summarise(results: readonly ClockResult[]): readonly ClockSummary[] {
  return NAMES.flatMap((clock) => {
    const mine = results.filter((result) => result.clock === clock);
    if (mine.length === 0) return [];
    return [{
      clock,
      firstTenSecondsMse: mine.map(({ firstTenSecondsMse }) => firstTenSecondsMse),
      lastTenSecondsMse: mine.map(({ lastTenSecondsMse }) => lastTenSecondsMse),
    }];
  });
}
