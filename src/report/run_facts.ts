/**
 * What a report is made from: plain records, nothing that was not measured.
 *
 * @module
 */
import type { Diagnosis, Evidence, History } from "../monitor/mod.ts";

/** One run, measured and diagnosed. */
export interface RunFacts {
  readonly name: string;
  /** Day of the run, as YYYY-MM-DD. */
  readonly date: string;
  readonly hiddenSize: number;
  readonly parameters: number;
  /** One rate, or those of the stages in turn. */
  readonly learningRates: readonly number[];
  readonly plannedEpochs: number;
  /** Range of the phase noise, in words. */
  readonly noise: string;
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
  /** The report's orders of more units and more epochs, where they have been followed. */
  readonly orders?: readonly FollowedOrder[];
  /** Seconds that measuring and probing this run's network took, where that was done. */
  readonly took?: { readonly evaluate: number; readonly probe: number };
}

/** An order of the original report, followed from several seeds. */
export interface FollowedOrder {
  /** In the report's words, as in "128 units, 100 epochs". */
  readonly order: string;
  /** Of each seed, on frozen weights. */
  readonly testMse: readonly number[];
}

/** A recommended training; lists have one entry a stage. */
export interface RecommendedRun {
  readonly name: string;
  readonly command: string;
  readonly hiddenSize: number;
  readonly parameters: number;
  /** Rows of its training recording. */
  readonly rows: number;
  readonly clipNorm: number;
  readonly ratesHz: readonly number[];
  readonly epochs: readonly number[];
  readonly learningRates: readonly number[];
  /** Worst test MSE of each seed. */
  readonly testMse: readonly number[];
  /** Median training time of the seeds. */
  readonly seconds: number;
  /** Median of the time to the first test below the target; infinite where half of the seeds never get there. */
  readonly secondsToTarget: number;
  /** Test MSE over the seeds at some epochs of the last stage. */
  readonly alerts: readonly RecommendedAlert[];
}

/** What the seeds had reached after one epoch. */
export interface RecommendedAlert {
  readonly epoch: number;
  readonly seconds: number;
  readonly least: number;
  readonly median: number;
  readonly largest: number;
}

/** A table of a report: aligned columns in the text, a table in the page. */
export interface SummaryTable {
  readonly headings: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A titled part of a report. */
export interface Section {
  readonly title: string;
  readonly lines: readonly (string | SummaryTable)[];
}
