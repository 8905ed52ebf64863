/**
 * The curriculum from several seeds on every noise preset as a table of cells, and what holds for how many of them.
 *
 * @module
 */
import { TARGET } from "../../evaluation/mod.ts";
import { readJson } from "../../run/files.ts";
import { NOISE_NAMES, type NoiseName } from "../../signal/mod.ts";
import { formatDuration, formatError } from "../../text/mod.ts";
import { type Spread, spread } from "../spread.ts";
import type { Study } from "../study.ts";
import { readStudyRecord, studyPath } from "../study_file.ts";
import {
  type CurriculumCell,
  curriculumCell,
  type CurriculumResult,
  curriculumResult,
  type CurvePoint,
} from "./cell.ts";
import { type PyTorchCurve, pytorchCurvesIn } from "./pytorch.ts";

/** What the study's file holds. */
export interface CurriculumRecord {
  readonly summary: Readonly<Record<string, CurriculumSummary>>;
  readonly pytorch: readonly PyTorchCurve[];
  readonly results: readonly CurriculumResult[];
}

/** What holds for how many seeds of one preset; every error is the worst of the three test recordings. */
export interface CurriculumSummary {
  readonly noise: NoiseName;
  readonly seeds: number;
  readonly testMse: Spread;
  readonly worstFrequency: Spread;
  readonly lateStart: Spread;
  readonly silence: Spread;
  readonly seconds: Spread;
  /** Infinite where a seed never gets there. */
  readonly secondsToTarget: Spread;
  readonly seedsAtMost0_001: number;
  readonly seedsWithEveryFrequencyBelow0_002: number;
  readonly seedsWithLateStartAtMost0_002: number;
}

/** The seeds that the reports show. */
export const FULL_SCOPE = { seeds: 10, first: 0 } as const;

/** The record in `reports/`, or what its file held when it was read before. */
export function readCurriculumRecord(contents = readJson(studyPath("curriculum"))): CurriculumRecord {
  const pytorch = pytorchCurvesIn(contents, studyPath("curriculum"));
  return readStudyRecord<CurriculumRecord>(curriculumStudy({ ...FULL_SCOPE, pytorch }), contents);
}

/** So many seeds from the first on, each preset; `pytorch` is kept in the file beside the results. */
export function curriculumStudy(
  { seeds, first, pytorch }: {
    readonly seeds: number;
    readonly first: number;
    readonly pytorch: readonly PyTorchCurve[];
  },
): Study<CurriculumCell, CurriculumResult> {
  return {
    name: "curriculum",
    cell: curriculumCell,
    result: curriculumResult,
    worker: new URL("./worker.ts", import.meta.url),
    cells: NOISE_NAMES.flatMap((noise) =>
      Array.from({ length: seeds }, (_, index) => ({ noise, seed: first + index }))
    ),
    key: ({ noise, seed }) => `${noise}/${seed}`,
    cost: ({ noise }) => noise === "literal" ? 2 : 1, // the clock's curriculum takes about twice as long
    belongs: () => true,
    order: ({ noise, seed }) => NOISE_NAMES.indexOf(noise) * 1e6 + seed,
    summarise: (results) => ({
      about:
        "64 units; every error on frozen weights, one sample at a time, zero initial state, 1000 Hz; the summary takes " +
        "the worst of the test seeds; seconds are of training on one thread each, evaluation left out",
      summary: Object.fromEntries(
        NOISE_NAMES.filter((noise) => results.some((result) => result.noise === noise))
          .map((noise) => [noise, summaryOf(results, noise)]),
      ),
      pytorch,
    }),
    line: ({ noise, seed, tests, shiftedMse, silenceMse, seconds, curve }) =>
      `${noise.padEnd(8)} seed ${seed}  test MSE ${tests.map(({ mse }) => formatError(mse)).join(" ")}  ` +
      `worst frequency ${formatError(worstFrequency(tests))}  late start ${formatError(shiftedMse)}  ` +
      `silence ${formatError(silenceMse)}  ${formatDuration(seconds)}, ${reachedText(curve)}`,
  };
}

/** When a curve fell below the target, in words. */
export function reachedText(curve: readonly CurvePoint[]): string {
  const reached = reachedAt(curve);
  return reached === null ? `${TARGET} not reached` : `below ${TARGET} after ${formatDuration(reached)}`;
}

/** Sums up the results on one preset. */
export function summaryOf(all: readonly CurriculumResult[], noise: NoiseName): CurriculumSummary {
  const results = all.filter((result) => result.noise === noise);
  const worst = ({ tests }: CurriculumResult) => Math.max(...tests.map(({ mse }) => mse));
  return {
    noise,
    seeds: results.length,
    testMse: spread(results.map(worst)),
    worstFrequency: spread(results.map(({ tests }) => worstFrequency(tests))),
    lateStart: spread(results.map(({ shiftedMse }) => shiftedMse)),
    silence: spread(results.map(({ silenceMse }) => silenceMse)),
    seconds: spread(results.map(({ seconds }) => seconds)),
    secondsToTarget: spread(results.map(({ curve }) => reachedAt(curve) ?? Infinity)),
    seedsAtMost0_001: results.filter((result) => worst(result) <= 0.001).length,
    seedsWithEveryFrequencyBelow0_002: results.filter(({ tests }) => worstFrequency(tests) < 0.002).length,
    seedsWithLateStartAtMost0_002: results.filter(({ shiftedMse }) => shiftedMse <= 0.002).length,
  };
}

function worstFrequency(tests: CurriculumResult["tests"]): number {
  return Math.max(...tests.flatMap(({ byFrequency }) => byFrequency));
}

function reachedAt(curve: readonly CurvePoint[]): number | null {
  return curve.find(({ mse }) => mse < TARGET)?.seconds ?? null;
}
