/**
 * The baseline from several initial weights as a table of cells.
 *
 * @module
 */
import published from "../../../data/original_runs/baseline_64_lr1e-4.json" with { type: "json" };
import { formatError } from "../../text/mod.ts";
import { type Spread, spread } from "../spread.ts";
import type { Study } from "../study.ts";
import { readStudyRecord } from "../study_file.ts";
import { type Repetition, repetition, type RepetitionResult, repetitionResult } from "./cell.ts";

/** The published running loss that the repetitions stand beside. */
export const PUBLISHED_LOSS = published.train_loss[published.train_loss.length - 1] ?? published.best_loss;

/** What the study's file holds. */
export interface SeedRecord {
  readonly publishedRunningLoss: number;
  readonly nearestSeed: number | null;
  readonly runningLoss: Spread;
  readonly testMse: Spread;
  readonly results: readonly RepetitionResult[];
}

/** The study that the reports show. */
export const FULL_SCOPE = { seeds: 12, epochs: 50 } as const;

/** The record in `reports/`, or what its file held when it was read before. */
export function readSeedRecord(contents?: unknown): SeedRecord {
  return readStudyRecord<SeedRecord>(seedStudy(FULL_SCOPE), contents);
}

/** The seeds 1 to `seeds`. */
export function seedStudy(
  { seeds, epochs }: { readonly seeds: number; readonly epochs: number },
): Study<Repetition, RepetitionResult> {
  return {
    name: "seeds",
    cell: repetition,
    result: repetitionResult,
    worker: new URL("./worker.ts", import.meta.url),
    cells: Array.from({ length: seeds }, (_, index) => ({ seed: index + 1, epochs })),
    key: ({ seed }) => `seed ${seed}`,
    cost: () => 1,
    belongs: (result) => result.epochs === epochs,
    order: ({ seed }) => seed,
    summarise: (results) => ({
      about:
        "The baseline from other initial weights; the running loss is that of the last epoch, the test MSE that of frozen weights",
      publishedRunningLoss: PUBLISHED_LOSS,
      nearestSeed: nearest(results)?.seed ?? null,
      runningLoss: spread(results.map(({ runningLoss }) => runningLoss)),
      testMse: spread(results.map(({ testMse }) => testMse)),
    }),
    line: ({ seed, runningLoss, runningLossByFrequency, testMse }) =>
      `seed ${seed}  running loss ${formatError(runningLoss)} ` +
      `(${runningLossByFrequency.map(formatError).join(" ")})  test MSE ${formatError(testMse)}`,
  };
}

/** The repetition that ends nearest to the published loss: a statement about luck, no choice is made by it. */
export function nearest(results: readonly RepetitionResult[]): RepetitionResult | undefined {
  const distance = ({ runningLoss }: RepetitionResult) => Math.abs(runningLoss - PUBLISHED_LOSS);
  return results.toSorted((a, b) => distance(a) - distance(b))[0];
}
