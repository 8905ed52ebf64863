/**
 * Every committed network under every condition on several recordings, as a table of cells.
 *
 * @module
 */
import { median } from "simple-statistics";
import { NOISE_NAMES, type NoiseName } from "../../signal/mod.ts";
import { formatNumber } from "../../text/mod.ts";
import { TEST_SEEDS } from "../curriculum/cell.ts";
import type { Study } from "../study.ts";
import { readStudyRecord } from "../study_file.ts";
import { type BeyondCell, beyondCell, type BeyondResult, beyondResult, CONDITIONS } from "./cell.ts";

/** The study; its recordings are those that no choice has looked at. */
export function beyondStudy(): Study<BeyondCell, BeyondResult> {
  const names = Object.keys(CONDITIONS);
  return {
    name: "beyond",
    cell: beyondCell,
    result: beyondResult,
    worker: new URL("./worker.ts", import.meta.url),
    cells: NOISE_NAMES.flatMap((noise) =>
      names.flatMap((condition) => TEST_SEEDS.map((testSeed) => ({ noise, condition, testSeed })))
    ),
    key: ({ noise, condition, testSeed }) => `${noise}/${condition}/${testSeed}`,
    cost: ({ condition }) => condition === "60 s long" ? 6 : 1,
    belongs: () => true,
    order: ({ noise, condition, testSeed }) =>
      (NOISE_NAMES.indexOf(noise) * names.length + names.indexOf(condition)) * 1e4 + testSeed,
    summarise: (results) => ({
      about:
        "The committed curriculum networks on frozen weights, one sample at a time, zero initial state, 1000 Hz, from 1 s on " +
        "(from 1 s after a gap); limit: least squares on all samples so far, which knows frequencies and noise but not phases",
      summary: summarise(results),
    }),
    line: ({ noise, condition, testSeed, mse, limitMse }) =>
      `${noise.padEnd(8)} ${condition.padEnd(22)} seed ${testSeed}  MSE ${formatNumber(mse, 2)}` +
      (limitMse === null ? "" : `  limit ${formatNumber(limitMse, 2)}`),
  };
}

/** One network under one condition, the median of the recordings. */
export interface BeyondSummary {
  readonly noise: NoiseName;
  readonly condition: string;
  readonly mse: number;
  readonly lastTenSecondsMse: number;
  readonly limitMse: number | null;
}

/** What the study's file holds. */
export interface BeyondRecord {
  readonly summary: readonly BeyondSummary[];
  readonly results: readonly BeyondResult[];
}

/** The record in `reports/`. */
export function readBeyondRecord(): BeyondRecord {
  return readStudyRecord<BeyondRecord>(beyondStudy());
}

/** The median of the recordings, a record for each network and condition. */
export function summarise(results: readonly BeyondResult[]): readonly BeyondSummary[] {
  return NOISE_NAMES.flatMap((noise) =>
    Object.keys(CONDITIONS).flatMap((condition) => {
      const mine = results.filter((result) => result.noise === noise && result.condition === condition);
      if (mine.length === 0) return [];
      const limits = mine.flatMap(({ limitMse }) => limitMse ?? []);
      return [{
        noise,
        condition,
        mse: median(mine.map(({ mse }) => mse)),
        lastTenSecondsMse: median(mine.map(({ lastTenSecondsMse }) => lastTenSecondsMse)),
        limitMse: limits.length === 0 ? null : median(limits),
      }];
    })
  );
}
