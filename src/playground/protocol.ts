/**
 * What the page and its worker say to each other.
 *
 * @module
 */
import type { MeasuredError } from "../evaluation/mod.ts";
import type { PhasePlane } from "../evaluation/phase_plane.ts";
import type { Diagnosis } from "../monitor/mod.ts";
import type { TensorName, Weights } from "../model/mod.ts";
import type { Experiment, View } from "./settings.ts";

/** From the page. */
export type Request =
  | { readonly kind: "begin"; readonly experiment: Experiment; readonly view: View }
  | { readonly kind: "view"; readonly view: View }
  | { readonly kind: "train" }
  | { readonly kind: "pause" }
  /** One epoch. */
  | { readonly kind: "step" }
  | { readonly kind: "weight"; readonly tensor: TensorName; readonly index: number; readonly value: number };

/** From the worker. */
export type Reply =
  | { readonly kind: "snapshot"; readonly snapshot: Snapshot }
  | { readonly kind: "levels"; readonly levels: Levels }
  | { readonly kind: "failed"; readonly message: string };

/** Errors to hold a network against, on this noise. */
export interface Levels {
  /** E[target | S], the best that can be said without memory. */
  readonly memoryless: number;
  /** The best filter, after a late start and 1 s to find the phases. */
  readonly filter: number;
}

/** An error of frozen weights, and how it was measured. */
export interface FrozenError extends MeasuredError {
  readonly epoch: number;
  readonly rateHz: number;
}

/** Two seconds of the test recording as the network hears and answers them; one entry a sample. */
export interface Stretch {
  readonly seconds: Float32Array;
  readonly mixture: Float32Array;
  readonly target: Float32Array;
  readonly output: Float32Array;
  /** Whether the weights changed underneath, as the running loss has it. */
  readonly running: boolean;
}

/** One point of the curve of errors. */
export interface CurvePoint {
  readonly epoch: number;
  readonly running: number;
  readonly frozen: number | null;
}

/** What became of a second thread, which is wanted where the page may share memory and the network is large enough. */
export type SecondThread = "not wanted" | "starting" | "training" | "failed";

/** Where the experiment stands. */
export interface Snapshot {
  readonly status: "ready" | "training" | "paused" | "finished" | "diverged";
  readonly epoch: number;
  readonly epochs: number;
  /** First epoch and rate of each stage. */
  readonly stages: readonly { readonly from: number; readonly rateHz: number }[];
  readonly rateHz: number;
  /** Spent on updates. */
  readonly trainingSeconds: number;
  readonly secondThread: SecondThread;
  readonly running: MeasuredError | null;
  readonly frozen: FrozenError;
  /** Seconds of training after which the test MSE at 1000 Hz first was below 0.01. */
  readonly reachedAfter: number | null;
  readonly curve: readonly CurvePoint[];
  readonly stretch: Stretch;
  readonly plane: PhasePlane;
  /** With silence or a late start: error from 1 s on. */
  readonly probe: MeasuredError | null;
  readonly diagnosis: Diagnosis | null;
  /** Only where they are looked at. */
  readonly weights: Weights<Float32Array> | null;
}
