/**
 * The capacity study as a table of cells: every hidden size in every way of training on every noise preset.
 *
 * @module
 */
import { NOISE_NAMES } from "../../signal/mod.ts";
import { formatDuration, formatError } from "../../text/mod.ts";
import type { Study } from "../study.ts";
import { readStudyRecord } from "../study_file.ts";
import {
  type CapacityCell,
  capacityCell,
  type CapacityResult,
  capacityResult,
  type Way,
  WAYS,
} from "./cell.ts";

/** How much of it. */
export interface CapacityScope {
  readonly sizes: readonly number[];
  /** Initial weights of each size, way and noise: the seeds 0 to n - 1. */
  readonly seeds: number;
  readonly onlineEpochs: number;
  /** Share of the curriculum's epochs. */
  readonly share: number;
}

/** The study whose figure the reports show. */
export const FULL_SCOPE: CapacityScope = {
  sizes: [32, 64, 128, 256],
  seeds: 3,
  onlineEpochs: 25,
  share: 1 / 3,
};
/** The same path in two minutes. */
export const QUICK_SCOPE: CapacityScope = { sizes: [16, 32], seeds: 1, onlineEpochs: 3, share: 1 / 10 };

/** What the study's file holds. */
export interface CapacityRecord {
  readonly results: readonly CapacityResult[];
}

/** The record in `reports/`, or what its file held when it was read before. */
export function readCapacityRecord(contents?: unknown): CapacityRecord {
  return readStudyRecord<CapacityRecord>(capacityStudy(FULL_SCOPE), contents);
}

/** The cells of a scope. */
export function capacityStudy(
  { sizes, seeds, onlineEpochs, share }: CapacityScope,
): Study<CapacityCell, CapacityResult> {
  return {
    name: "capacity",
    cell: capacityCell,
    result: capacityResult,
    worker: new URL("./worker.ts", import.meta.url),
    cells: (Object.keys(WAYS) as Way[]).flatMap((way) =>
      NOISE_NAMES.flatMap((noise) =>
        sizes.flatMap((hiddenSize) =>
          Array.from({ length: seeds }, (_, seed) => ({ way, noise, hiddenSize, seed, onlineEpochs, share }))
        )
      )
    ),
    key: ({ way, noise, hiddenSize, seed }) => `${way}/${noise}/${hiddenSize}/${seed}`,
    // Work grows with the square of the size; an online sample costs several samples of a window.
    cost: ({ way, hiddenSize }) => hiddenSize ** 2 * (way === "online" ? onlineEpochs * 4 : share * 750),
    belongs: (result) => result.onlineEpochs === onlineEpochs && result.share === share,
    order: ({ way, noise, hiddenSize, seed }) =>
      ((Object.keys(WAYS).indexOf(way) * 10 + NOISE_NAMES.indexOf(noise)) * 1e4 + hiddenSize) * 100 + seed,
    summarise: () => ({
      about: "Test MSE on frozen weights, one sample at a time, zero initial state, 1000 Hz, test seed 2",
      ways: WAYS,
    }),
    line: ({ way, noise, hiddenSize, seed, testMse, seconds }) =>
      `${way.padEnd(10)} ${noise.padEnd(8)} ${String(hiddenSize).padStart(3)} units  seed ${seed}  test MSE ${
        formatError(testMse)
      }  ${formatDuration(seconds)}`,
  };
}
