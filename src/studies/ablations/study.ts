/**
 * Every arm from several seeds, each at the rate that suits it best.
 *
 * @module
 */
import { NOISE_NAMES, type NoiseName } from "../../signal/mod.ts";
import { formatDuration, formatNumber } from "../../text/mod.ts";
import { type Spread, spread } from "../spread.ts";
import type { Study } from "../study.ts";
import { type Arm, type ArmName, ARMS } from "./arms.ts";
import { readStudyRecord } from "../study_file.ts";
import { type AblationCell, ablationCell, type AblationResult, ablationResult } from "./cell.ts";

/** How much of it. */
export interface AblationScope {
  /** Initial weights that are told about: the seeds 0 to n - 1. */
  readonly seeds: number;
  /** Share of the curriculum's epochs. */
  readonly share: number;
  /** Factors of the learning rates; the same for every arm. */
  readonly rates: readonly number[];
}

/** The study that the reports show. */
export const FULL_SCOPE: AblationScope = { seeds: 5, share: 1 / 4, rates: [1, 3] };
/** The same path, an epoch a stage. */
export const QUICK_SCOPE: AblationScope = { seeds: 1, share: 1e-6, rates: [1] };

/** Seed of the networks that the rates are chosen by; they are not told about. */
const CHOOSING_SEED = 50;

const NAMES = Object.keys(ARMS) as ArmName[];
const noisesOf = (arm: ArmName): readonly NoiseName[] => (ARMS[arm] as Arm).noises;

/** The first half: every arm at every rate, from one seed. */
export function ratesStudy(scope: AblationScope): Study<AblationCell, AblationResult> {
  return studyOf(
    scope,
    eachArm((arm, noise) => scope.rates.map((rate) => ({ arm, noise, rate, seed: CHOOSING_SEED }))),
  );
}

/** The second half: every arm at the rate with the least validation error, from other seeds. */
export function armsStudy(
  scope: AblationScope,
  first: readonly AblationResult[],
): Study<AblationCell, AblationResult> {
  return studyOf(
    scope,
    eachArm((arm, noise) => {
      const rate = bestRate(first, arm, noise);
      return Array.from({ length: scope.seeds }, (_, seed) => ({ arm, noise, rate, seed }));
    }),
  );
}

/** The rate whose network of the choosing seed has the least validation error. */
export function bestRate(results: readonly AblationResult[], arm: ArmName, noise: NoiseName): number {
  const tried = results.filter((result) =>
    result.arm === arm && result.noise === noise && result.seed === CHOOSING_SEED
  );
  if (tried.length === 0) throw new RangeError(`no rate has been tried for ${arm}, ${noise}`);
  return tried.toSorted((a, b) => a.validationMse - b.validationMse)[0].rate;
}

function eachArm(
  cells: (arm: ArmName, noise: NoiseName) => readonly Omit<AblationCell, "share">[],
): readonly Omit<AblationCell, "share">[] {
  return NAMES.flatMap((arm) => noisesOf(arm).flatMap((noise) => cells(arm, noise)));
}

function studyOf(
  { share, rates, seeds }: AblationScope,
  cells: readonly Omit<AblationCell, "share">[],
): Study<AblationCell, AblationResult> {
  return {
    name: "ablations",
    cell: ablationCell,
    result: ablationResult,
    worker: new URL("./worker.ts", import.meta.url),
    cells: cells.map((cell) => ({ ...cell, share })),
    key: ({ arm, noise, seed, rate }) => `${arm}/${noise}/${seed}/${rate}`,
    cost: ({ noise }) => noise === "literal" ? 1.3 : 1,
    belongs: (result) => result.share === share && rates.includes(result.rate),
    order: ({ arm, noise, seed, rate }) =>
      ((NAMES.indexOf(arm) * 10 + NOISE_NAMES.indexOf(noise)) * 1000 + seed) * 100 + rates.indexOf(rate),
    summarise: (results) => ({
      about:
        `64 units, ${seeds} seeds, the curriculum cut to a share of its epochs; frozen weights, one sample at a time, zero ` +
        `initial state, 1000 Hz; each arm at the better of ${rates.length} rates, chosen on another seed and recording`,
      arms: Object.fromEntries(NAMES.map((arm) => [arm, ARMS[arm].about])),
      summary: summarise(results),
    }),
    line: ({ arm, noise, seed, rate, testMse, lateStartMse, seconds }) =>
      `${arm.padEnd(20)} ${noise.padEnd(8)} seed ${String(seed).padStart(2)}  rates x ${
        formatNumber(rate, 2)
      }  test MSE ${formatNumber(testMse, 2)}  late start ${formatNumber(lateStartMse, 2)}  ${
        formatDuration(seconds)
      }`,
  };
}

/** What came of one arm over its seeds. */
export interface ArmSummary {
  readonly arm: ArmName;
  readonly noise: NoiseName;
  /** Factor of the learning rates that was chosen. */
  readonly rate: number;
  readonly testMse: Replicates;
  readonly lateStartMse: Replicates;
}

/** Every seed, and their spread. */
interface Replicates extends Spread {
  readonly all: readonly number[];
}

/** What the study's file holds. */
export interface AblationRecord {
  readonly summary: readonly ArmSummary[];
  readonly results: readonly AblationResult[];
}

/** The record in `reports/`, or what its file held when it was read before. */
export function readAblationRecord(contents?: unknown): AblationRecord {
  return readStudyRecord<AblationRecord>(ratesStudy(FULL_SCOPE), contents);
}

/** A record for each arm and noise of which both halves are there. */
export function summarise(results: readonly AblationResult[]): readonly ArmSummary[] {
  return NAMES.flatMap((arm) =>
    noisesOf(arm).flatMap((noise) => {
      const mine = results.filter((result) => result.arm === arm && result.noise === noise);
      if (!mine.some(({ seed }) => seed === CHOOSING_SEED)) return [];
      const rate = bestRate(mine, arm, noise);
      const told = mine.filter((result) => result.seed !== CHOOSING_SEED && result.rate === rate);
      if (told.length === 0) return [];
      return [{
        arm,
        noise,
        rate,
        testMse: replicates(told.map(({ testMse }) => testMse)),
        lateStartMse: replicates(told.map(({ lateStartMse }) => lateStartMse)),
      }];
    })
  );
}

function replicates(all: readonly number[]): Replicates {
  return { ...spread(all), all };
}
