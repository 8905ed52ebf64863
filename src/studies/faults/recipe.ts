/**
 * The small task of the fault study and all that can be done to it.
 *
 * @module
 */
import type { NoiseName, SignalRows } from "../../signal/mod.ts";

/** A small training run; a fault is a change of some of these. */
export interface Recipe {
  readonly hiddenSize: number;
  readonly learningRate: number;
  /** Largest gradient norm; `Infinity` never clips. */
  readonly clipNorm: number;
  readonly epochs: number;
  /** Steps of one window of truncated back-propagation. */
  readonly windowSteps: number;
  /** Whether (h, c) goes on from window to window. */
  readonly carried: boolean;
  /**
   * What a lane is: a stretch of the recording, or every fourth row. In the second case batched evaluation sees a
   * recording four times as coarse as the one that is then fed sample by sample.
   */
  readonly lanes: "stretches" | "rows";
  /** Preset, or the range of the phase in radians. */
  readonly noise: NoiseName | number;
  readonly trainSeconds: number;
  /** Factor on the initial weights. */
  readonly weightScale: number;
  /** Added to the initial bias of the input gate. */
  readonly inputGateBias: number;
  /** What happens to the rows before training; `random` gives uniform numbers in [0, 1). */
  readonly corrupt: (data: DataPair, random: () => number) => DataPair;
}

/** Training and test rows. */
export interface DataPair {
  readonly train: SignalRows;
  readonly test: SignalRows;
}

/** Two sines at 25 Hz, 16 units: solved to an MSE near 0.002 (variance 0.5) in a quarter of a second. */
export const HEALTHY: Recipe = {
  hiddenSize: 16,
  learningRate: 1e-2,
  clipNorm: 1,
  epochs: 60,
  windowSteps: 25,
  carried: true,
  lanes: "stretches",
  noise: "softened",
  trainSeconds: 40,
  weightScale: 1,
  inputGateBias: 0,
  corrupt: (data) => data,
};

/** The recording all runs share. */
export const SIGNAL = { frequenciesHz: [1, 3], sampleRateHz: 25 } as const;

/** Seconds of the test recording. */
export const TEST_SECONDS = 40;

/** Lanes of each selector. */
export const LANES_PER_SELECTOR = 4;
