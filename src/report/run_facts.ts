/**
 * What a report is made from: plain records, nothing that was not measured.
 *
 * @module
 */
import type { Diagnosis, Evidence, History } from "../monitor/mod.ts";
import type { RecommendedRun } from "./recommended.ts";

/** One run, measured and diagnosed. */
export interface RunFacts {
  readonly name: string;
  /** Day of the run, as YYYY-MM-DD. */
  readonly date: string;
  readonly hiddenSize: number;
  readonly inputSize: number;
  readonly biases: 1 | 2;
  readonly parameters: number;
  /** One rate, or those of the stages in turn. */
  readonly learningRates: readonly number[];
  readonly plannedEpochs: number;
  /** Range of the phase noise, in words. */
  readonly noise: string;
  readonly rows: number;
  readonly frequenciesHz: readonly number[];
  /** How the error was measured. */
  readonly protocol: string;
  /** Error below which the run has succeeded. */
  readonly target: number;
  readonly seconds: number;
  readonly engine: string;
  readonly history: History;
  readonly evidence: Evidence;
  readonly diagnosis: Diagnosis;
  /** What to train instead, where that has been trained and studied. */
  readonly recommended?: RecommendedRun;
}

/** A titled part of a report. */
export interface Section {
  readonly title: string;
  readonly lines: readonly string[];
}
