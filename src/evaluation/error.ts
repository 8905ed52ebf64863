/**
 * The project's one way of measuring a network's error.
 *
 * @module
 */
import type { Engine } from "../engine/contract.ts";
import type { SignalRows } from "../signal/mod.ts";

/** Mean squared error, overall and by frequency. */
export interface MeasuredError {
  readonly mse: number;
  /** In frequency order. */
  readonly byFrequency: readonly number[];
}

/**
 * The network's outputs on frozen weights: one sample at a time, from the zero state at the first row of each
 * selector, [F n].
 *
 * @throws {TypeError} when the rows' width is not the network's
 */
export function predictRows(engine: Engine, { selectors, samples, inputs }: SignalRows): Float32Array {
  const width = 1 + selectors;
  if (engine.shape.inputSize !== width) {
    throw new TypeError(`the network reads ${engine.shape.inputSize} values a row, the data has ${width}`);
  }
  const outputs = new Float32Array(selectors * samples);
  for (let selector = 0; selector < selectors; selector++) {
    const [from, to] = [selector * samples, (selector + 1) * samples];
    outputs.set(engine.predict(inputs.subarray(from * width, to * width)), from);
  }
  return outputs;
}

/** Squared error of each prediction, [n]. */
export function squaredErrors(predictions: ArrayLike<number>, targets: ArrayLike<number>): Float64Array {
  return Float64Array.from(targets, (target, at) => (predictions[at] - target) ** 2);
}

/** Mean of F equal blocks of squared errors, and of each block. */
export function summariseErrors(errors: Float64Array, selectors: number): MeasuredError {
  const samples = errors.length / selectors;
  const byFrequency = Array.from(
    { length: selectors },
    (_, selector) => mean(errors.subarray(selector * samples, (selector + 1) * samples)),
  );
  return { mse: mean(errors), byFrequency };
}

/** The error on frozen weights, one sample at a time, zero initial state for each selector. */
export function measureError(engine: Engine, rows: SignalRows): MeasuredError {
  return summariseErrors(squaredErrors(predictRows(engine, rows), rows.targets), rows.selectors);
}

/** Arithmetic mean. */
export function mean(values: Float64Array | Float32Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}
