/**
 * What `deno task evaluate` measures, as plain data.
 *
 * @module
 */

/** An interval with its confidence level and how it was made. */
export interface Interval {
  readonly low: number;
  readonly high: number;
  readonly level: number;
  readonly method: string;
}

/** Error on frozen weights. Arrays are in frequency order. */
export interface Evaluation {
  readonly testMse: number;
  readonly trainMse: number;
  readonly testMseByFrequency: readonly number[];
  readonly trainMseByFrequency: readonly number[];
  /** 1 - MSE / variance of the target, on the test set. */
  readonly testR2: number;
  /** testMse - trainMse with a block-bootstrap interval. */
  readonly generalisationGap: { readonly value: number; readonly interval: Interval };
  /** Test MSE of predictors that need no network. */
  readonly baselines: {
    readonly zero: number;
    readonly mean: number;
    readonly memoryless: number;
  };
  /** How it was measured, in words. */
  readonly protocol: string;
}

/** The test MSE that the exercise asks for. */
export const TARGET = 0.01;

/** The protocol behind every "test MSE" of this project. */
export const PROTOCOL = "frozen weights, one sample at a time, zero initial state, 1000 Hz";
