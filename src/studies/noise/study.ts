/**
 * Every learner at every width of the phase noise, from none to the full circle.
 *
 * @module
 */
import { median } from "simple-statistics";
import { PHASE_RANGES } from "../../signal/mod.ts";
import { formatDuration, formatNumber } from "../../text/mod.ts";
import type { Study } from "../study.ts";
import { readStudyRecord } from "../study_file.ts";
import { type Learner, LEARNERS, type NoiseCell, noiseCell, type NoiseResult, noiseResult } from "./cell.ts";

/** How much of it. */
export interface NoiseScope {
  readonly phaseRanges: readonly number[];
  readonly seeds: number;
  readonly onlineEpochs: number;
  /** Share of the curricula's epochs. */
  readonly share: number;
}

/** The study that the reports show. */
export const FULL_SCOPE: NoiseScope = {
  phaseRanges: [0, PHASE_RANGES.softened, PHASE_RANGES.quarter, ...[0.5, 1, 1.5, 2].map((n) => n * Math.PI)],
  seeds: 1,
  onlineEpochs: 10,
  share: 1 / 5,
};
/** The same path, an epoch a stage. */
export const QUICK_SCOPE: NoiseScope = {
  phaseRanges: [0, PHASE_RANGES.literal],
  seeds: 1,
  onlineEpochs: 1,
  share: 1e-6,
};

const NAMES = Object.keys(LEARNERS) as Learner[];
/** These are worked out, not trained: one seed tells all. */
export const WORKED_OUT: readonly Learner[] = ["memoryless", "limit of any filter"];

/** The cells of a scope. */
export function noiseStudy(
  { phaseRanges, seeds, onlineEpochs, share }: NoiseScope,
): Study<NoiseCell, NoiseResult> {
  return {
    name: "noise",
    cell: noiseCell,
    result: noiseResult,
    worker: new URL("./worker.ts", import.meta.url),
    cells: NAMES.flatMap((learner) =>
      phaseRanges.flatMap((phaseRange) =>
        Array.from(
          { length: WORKED_OUT.includes(learner) ? 1 : seeds },
          (_, seed) => ({ learner, phaseRange, seed, onlineEpochs, share }),
        )
      )
    ),
    key: ({ learner, phaseRange, seed }) => `${learner}/${phaseRange}/${seed}`,
    cost: ({ learner }) =>
      WORKED_OUT.includes(learner) ? 0.1 : learner === "online" ? onlineEpochs : share * 40,
    belongs: (result) =>
      result.onlineEpochs === onlineEpochs && result.share === share &&
      phaseRanges.includes(result.phaseRange),
    order: ({ learner, phaseRange, seed }) =>
      (NAMES.indexOf(learner) * 100 + phaseRanges.indexOf(phaseRange)) * 1000 + seed,
    summarise: (results) => ({
      about:
        "MSE from 1 s on, mean of three test recordings; networks of 64 units on frozen weights, one sample at a time, zero " +
        "initial state, 1000 Hz; the median of the seeds",
      learners: LEARNERS,
      summary: summarise(results),
    }),
    line: ({ learner, phaseRange, seed, mse, lateStartMse, seconds }) =>
      `${learner.padEnd(20)} P = ${(phaseRange / Math.PI).toFixed(2)} pi  seed ${seed}  MSE ${
        formatNumber(mse, 2)
      }  late start ${formatNumber(lateStartMse, 2)}  ${formatDuration(seconds)}`,
  };
}

/** One learner at one width, the median of its seeds. */
export interface NoiseSummary {
  readonly learner: Learner;
  readonly phaseRange: number;
  readonly mse: number;
  readonly lateStartMse: number;
}

/** What the study's file holds. */
export interface NoiseRecord {
  readonly summary: readonly NoiseSummary[];
  readonly results: readonly NoiseResult[];
}

/** The record in `reports/`, or what its file held when it was read before. */
export function readNoiseRecord(contents?: unknown): NoiseRecord {
  return readStudyRecord<NoiseRecord>(noiseStudy(FULL_SCOPE), contents);
}

/** A record for each learner and width. */
export function summarise(results: readonly NoiseResult[]): readonly NoiseSummary[] {
  return NAMES.flatMap((learner) => {
    const mine = results.filter((result) => result.learner === learner);
    return [...new Set(mine.map(({ phaseRange }) => phaseRange))].map((phaseRange) => {
      const seeds = mine.filter((result) => result.phaseRange === phaseRange);
      return {
        learner,
        phaseRange,
        mse: median(seeds.map(({ mse }) => mse)),
        lateStartMse: median(seeds.map(({ lateStartMse }) => lateStartMse)),
      };
    });
  });
}
