/**
 * What every engine asks of its arguments, checked in one place so that all engines refuse alike.
 *
 * @module
 */
import { type Shape, TENSOR_NAMES, tensorSize, type Weights } from "../model/weights.ts";
import type { EngineState, UpdateOptions } from "./contract.ts";

/** @throws {TypeError} when a tensor's length does not fit the shape, or a value is not finite. */
export function checkWeights(weights: Weights): void {
  for (const name of TENSOR_NAMES) {
    const size = tensorSize(name, weights.shape);
    checkLength(name, weights[name], size, `for ${weights.shape.hiddenSize} units`);
    if (!weights[name].every(Number.isFinite)) {
      throw new TypeError(`${name} holds a value that is not finite`);
    }
  }
}

/**
 * The number of time steps T in inputs [T, B, I].
 *
 * @throws {RangeError} when the lanes are not a positive integer
 * @throws {TypeError} when the inputs are not whole steps of B lanes
 */
export function countSteps({ inputSize }: Shape, inputs: Float32Array, lanes = 1): number {
  checkLaneCount(lanes);
  const steps = inputs.length / (lanes * inputSize);
  if (Number.isInteger(steps)) return steps;
  throw new TypeError(
    `inputs must be whole steps of ${lanes} x ${inputSize} values, given: ${inputs.length} values`,
  );
}

/**
 * The number of time steps T in a call that updates or differentiates.
 *
 * @throws {TypeError} when there is no step, or targets [T, B] do not fit the inputs [T, B, I]
 */
export function countTrainingSteps(
  shape: Shape,
  inputs: Float32Array,
  targets: Float32Array,
  lanes = 1,
): number {
  const steps = countSteps(shape, inputs, lanes);
  if (steps === 0) throw new TypeError("inputs must hold at least one step, given: none");
  checkLength("targets", targets, steps * lanes, `for ${steps} steps of ${lanes} lanes`);
  return steps;
}

/** @throws {RangeError} unless the lanes are a positive integer. */
export function checkLaneCount(lanes: number): void {
  if (!Number.isInteger(lanes) || lanes < 1) {
    throw new RangeError(`lanes must be a positive integer, given: ${lanes}`);
  }
}

/** @throws {TypeError} when the carried state is of another number of lanes than a window. */
export function checkLanes(lanes: number, carried: number): void {
  if (lanes === carried) return;
  throw new TypeError(
    `the carried state has ${carried} lanes, the window ${lanes}; resetCarriedState(${lanes}) starts anew`,
  );
}

/**
 * @param outputs entries of a mask for the whole call, T B H
 * @throws {RangeError} for a rate, clip, decay or epsilon outside its range
 * @throws {TypeError} for a mask of another length
 */
export function checkUpdate(options: UpdateOptions, outputs: number): void {
  const {
    learningRate,
    clipNorm = Infinity,
    weightDecay = 0,
    beta1 = 0,
    beta2 = 0,
    epsilon = 1,
    outputMask,
  } = options;
  const range = (name: string, value: number, allowed: string, holds: boolean) => {
    if (!holds) throw new RangeError(`${name} must be ${allowed}, given: ${value}`);
  };
  range("learningRate", learningRate, "a number of at least 0", learningRate >= 0 && learningRate < Infinity);
  range("clipNorm", clipNorm, "positive", clipNorm > 0);
  range("weightDecay", weightDecay, "a number of at least 0", weightDecay >= 0 && weightDecay < Infinity);
  range("beta1", beta1, "at least 0 and below 1", beta1 >= 0 && beta1 < 1);
  range("beta2", beta2, "at least 0 and below 1", beta2 >= 0 && beta2 < 1);
  range("epsilon", epsilon, "a positive number", epsilon > 0 && epsilon < Infinity);
  if (outputMask) checkLength("outputMask", outputMask, outputs, "for every output of the LSTM");
}

/**
 * The number of lanes in a state.
 *
 * @throws {TypeError} when the state is of another shape than the engine, or does not fit its own shape
 */
export function checkState(shape: Shape, state: EngineState): number {
  for (const group of ["weights", "firstMoments", "secondMoments"] as const) {
    const given = state[group].shape;
    for (const name of ["inputSize", "hiddenSize", "biases"] as const) {
      if (given[name] === shape[name]) continue;
      throw new TypeError(`the state's ${group} have ${name} ${given[name]}, the engine has ${shape[name]}`);
    }
    checkWeights(state[group]);
  }
  const lanes = state.hidden.length / shape.hiddenSize;
  if (!Number.isInteger(lanes) || lanes < 1) {
    throw new TypeError(
      `hidden must be whole lanes of ${shape.hiddenSize} units, given: ${state.hidden.length} values`,
    );
  }
  checkLength("cell", state.cell, state.hidden.length, `for ${lanes} lanes`);
  if (!Number.isInteger(state.step) || state.step < 0) {
    throw new TypeError(`step must be a count of updates, given: ${state.step}`);
  }
  return lanes;
}

/**
 * @param outputs T B
 * @throws {TypeError} when the loss weights do not fit the window
 * @throws {RangeError} when one is negative or not finite, or none is positive
 */
export function checkLossWeights(lossWeights: Float32Array | undefined, outputs: number): void {
  if (lossWeights === undefined) return;
  checkLength("lossWeights", lossWeights, outputs, "for every output of the window");
  const wrong = lossWeights.find((weight) => !(weight >= 0 && weight < Infinity));
  if (wrong !== undefined) throw new RangeError(`lossWeights must be at least 0, given: ${wrong}`);
  if (lossWeights.every((weight) => weight === 0)) {
    throw new RangeError("lossWeights must grade at least one output, given: all 0");
  }
}

function checkLength(name: string, values: ArrayLike<number>, length: number, why: string): void {
  if (values.length === length) return;
  throw new TypeError(`${name} must have ${length} values ${why}, given: ${values.length}`);
}
