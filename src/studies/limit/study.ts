/**
 * How near to the limit of any filter a trained one comes, over seeds, as a table of cells.
 *
 * @module
 */
import { formatDuration, formatNumber } from "../../text/mod.ts";
import type { Study } from "../study.ts";
import { readStudyRecord } from "../study_file.ts";
import {
  type Filtered,
  type FilterName,
  FILTERS,
  type LimitCell,
  limitCell,
  type LimitResult,
  limitResult,
} from "./cell.ts";

/** How much of it. */
export interface LimitScope {
  /** Seeds from 0 on of each training. */
  readonly seeds: Readonly<Record<Exclude<FilterName, "optimal filter" | "constant gain">, number>>;
  /** Share of the curriculum's epochs. */
  readonly share: number;
}

/** The study that the reports show. */
export const FULL_SCOPE: LimitScope = {
  seeds: { "curriculum": 3, "gradients of one length": 3, "patient curriculum": 10 },
  share: 1,
};
/** The same path, an epoch a stage. */
export const QUICK_SCOPE: LimitScope = {
  seeds: { "curriculum": 1, "gradients of one length": 1, "patient curriculum": 1 },
  share: 1e-6,
};

/** In the order of table and figure. */
export const NOISES: readonly Filtered[] = ["softened", "quarter"];
const NAMES = Object.keys(FILTERS) as FilterName[];
const isTrained = (filter: FilterName): filter is keyof LimitScope["seeds"] =>
  Object.hasOwn(FULL_SCOPE.seeds, filter);

/** The cells of a scope. */
export function limitStudy({ seeds, share }: LimitScope): Study<LimitCell, LimitResult> {
  return {
    name: "limit",
    cell: limitCell,
    result: limitResult,
    worker: new URL("./worker.ts", import.meta.url),
    cells: NOISES.flatMap((noise) =>
      NAMES.flatMap((filter) =>
        Array.from(
          { length: isTrained(filter) ? seeds[filter] : 1 },
          (_, seed) => ({ filter, noise, seed, share }),
        )
      )
    ),
    key: ({ filter, noise, seed }) => `${filter}/${noise}/${seed}`,
    cost: ({ filter }) => filter === "patient curriculum" ? 4 : isTrained(filter) ? 2 : 1,
    belongs: (result) => result.share === share && Object.hasOwn(FILTERS, result.filter),
    order: ({ filter, noise, seed }) => (NOISES.indexOf(noise) * 10 + NAMES.indexOf(filter)) * 1e6 + seed,
    summarise: (results) => ({
      about:
        "MSE on recordings begun 0.05 to 0.5 s late, from 1 s on and in the last three seconds; networks of 64 units on " +
        "frozen weights, one sample at a time, zero initial state, 1000 Hz; recordings that no choice has looked at",
      filters: FILTERS,
      summary: summarise(results),
    }),
    line: ({ filter, noise, seed, mse, lateMse, seconds }) =>
      `${filter.padEnd(26)} ${noise.padEnd(8)} seed ${seed}  MSE ${formatNumber(mse, 3)}  last 3 s ${
        formatNumber(lateMse, 3)
      }  ${formatDuration(seconds)}`,
  };
}

/** What came of one filter on one noise. */
export interface FilterSummary {
  readonly filter: FilterName;
  readonly noise: Filtered;
  /** Of each seed, from 1 s on. */
  readonly mse: readonly number[];
  /** Of each seed, the last three seconds. */
  readonly lateMse: readonly number[];
  /** How many times the optimal filter's error from 1 s on each seed's is. */
  readonly timesLimit: readonly number[];
}

/** What the study's file holds. */
export interface LimitRecord {
  readonly summary: readonly FilterSummary[];
  readonly results: readonly LimitResult[];
}

/** The record in `reports/`, or what its file held when it was read before. */
export function readLimitRecord(contents?: unknown): LimitRecord {
  return readStudyRecord<LimitRecord>(limitStudy(FULL_SCOPE), contents);
}

/** A record for each filter and noise whose limit has been measured. */
export function summarise(results: readonly LimitResult[]): readonly FilterSummary[] {
  const of = (filter: FilterName, noise: Filtered) =>
    results.filter((result) => result.filter === filter && result.noise === noise);
  return NOISES.flatMap((noise) => {
    const [limit] = of("optimal filter", noise);
    if (limit === undefined) return [];
    return NAMES.flatMap((filter) => {
      const mine = of(filter, noise);
      if (mine.length === 0) return [];
      return [{
        filter,
        noise,
        mse: mine.map(({ mse }) => mse),
        lateMse: mine.map(({ lateMse }) => lateMse),
        timesLimit: mine.map(({ mse }) => mse / limit.mse),
      }];
    });
  });
}
