/**
 * Back-propagation through time over one window, as the chain rule gives it.
 *
 * @module
 */
import { type CellState, type CellStep, readOut, stepCell } from "../../model/cell.ts";
import { type Weights, zeroWeights } from "../../model/weights.ts";

/** One lane of a window. */
export interface Lane {
  /** Input [I] of step t. */
  readonly input: (t: number) => ArrayLike<number>;
  /** Target of each step, [T]. */
  readonly targets: ArrayLike<number>;
  /** State before the first step. */
  readonly start: CellState;
  /** Dropout mask [H] on the hidden state as the output layer sees it. */
  readonly mask?: (t: number) => ArrayLike<number>;
  /** Weight of each step's squared error, [T]; all 1 when left out. */
  readonly lossWeights?: ArrayLike<number>;
}

/** What a lane leaves behind. */
export interface LaneResult {
  /** Weighted sum of squared errors over the T steps. */
  readonly squaredError: number;
  /** State after the last step. */
  readonly end: CellState;
}

/**
 * Runs a lane forward and back, and adds to `gradient` that of `scale` times its squared error. No gradient flows into
 * the start state: it is carried, detached.
 */
export function addLaneGradient(
  weights: Weights,
  lane: Lane,
  scale: number,
  gradient: Weights<Float64Array>,
): LaneResult {
  const steps: CellStep[] = [];
  const errors: number[] = [];
  for (let t = 0; t < lane.targets.length; t++) {
    const step = stepCell(weights, lane.input(t), steps[t - 1] ?? lane.start);
    steps.push(step);
    errors.push(readOut(weights, masked(step.hidden, lane.mask?.(t))) - lane.targets[t]);
  }

  const { hiddenSize } = weights.shape;
  let fromNext: StateError = { hidden: new Float64Array(hiddenSize), cell: new Float64Array(hiddenSize) };
  for (let t = steps.length - 1; t >= 0; t--) {
    const outputError = 2 * scale * weightOf(lane, t) * errors[t];
    const mask = lane.mask?.(t);
    addOuter(gradient.weightOut, [outputError], masked(steps[t].hidden, mask));
    gradient.biasOut[0] += outputError;
    const toHidden = masked(weights.weightOut, mask).map((weight, unit) =>
      weight * outputError + fromNext.hidden[unit]
    );
    fromNext = addStepGradient(weights, {
      input: lane.input(t),
      before: steps[t - 1] ?? lane.start,
      step: steps[t],
      toHidden,
      toCell: fromNext.cell,
    }, gradient);
  }
  return {
    squaredError: errors.reduce((sum, error, t) => sum + weightOf(lane, t) * error * error, 0),
    end: steps[steps.length - 1],
  };
}

/** Derivative of the loss by a state, each [H]. */
export interface StateError {
  readonly hidden: Float64Array;
  readonly cell: Float64Array;
}

/** One step and the error that reaches its new state. */
interface StepError {
  readonly input: ArrayLike<number>;
  readonly before: CellState;
  readonly step: CellStep;
  /** Derivative of the loss by the new hidden state, [H]. */
  readonly toHidden: Float64Array;
  /** Derivative of the loss by the new cell state, by way of later steps only, [H]. */
  readonly toCell: Float64Array;
}

/** Adds the step's part of the gradient and returns the error that reaches the state before it. */
export function addStepGradient(
  weights: Weights,
  { input, before, step, toHidden, toCell }: StepError,
  gradient: Weights<Float64Array>,
): StateError {
  const { hiddenSize: H, biases } = weights.shape;
  const toGates = new Float64Array(4 * H);
  const toCellBefore = new Float64Array(H);
  for (let unit = 0; unit < H; unit++) {
    const [i, f, g, o] = [step.input[unit], step.forget[unit], step.candidate[unit], step.output[unit]];
    const squashed = Math.tanh(step.cell[unit]);
    const cellError = toCell[unit] + toHidden[unit] * o * (1 - squashed * squashed);
    toGates[unit] = cellError * g * i * (1 - i);
    toGates[H + unit] = cellError * before.cell[unit] * f * (1 - f);
    toGates[2 * H + unit] = cellError * i * (1 - g * g);
    toGates[3 * H + unit] = toHidden[unit] * squashed * o * (1 - o);
    toCellBefore[unit] = cellError * f;
  }
  addOuter(gradient.weightIh, toGates, input);
  addOuter(gradient.weightHh, toGates, before.hidden);
  for (let row = 0; row < 4 * H; row++) {
    gradient.biasIh[row] += toGates[row];
    if (biases === 2) gradient.biasHh[row] += toGates[row];
  }
  return { hidden: transposeTimes(weights.weightHh, toGates, H), cell: toCellBefore };
}

/** matrix += left right^T */
function addOuter(matrix: Float64Array, left: ArrayLike<number>, right: ArrayLike<number>): void {
  for (let row = 0, at = 0; row < left.length; row++) {
    for (let column = 0; column < right.length; column++, at++) matrix[at] += left[row] * right[column];
  }
}

/** matrix^T vector for a matrix of `columns` columns */
function transposeTimes(matrix: ArrayLike<number>, vector: Float64Array, columns: number): Float64Array {
  const product = new Float64Array(columns);
  for (let row = 0, at = 0; row < vector.length; row++) {
    for (let column = 0; column < columns; column++, at++) product[column] += matrix[at] * vector[row];
  }
  return product;
}

/** The vector in float64, entry by entry times the mask where there is one. */
function masked(vector: ArrayLike<number>, mask?: ArrayLike<number>): Float64Array {
  return mask ? Float64Array.from(vector, (value, unit) => value * mask[unit]) : Float64Array.from(vector);
}

/** Loss and gradient of a window, and the state that each lane carries on. */
export interface WindowGradient {
  /** Weighted mean squared error over all lanes. */
  readonly loss: number;
  /** The same of each lane, [B]; 0 for a lane of weight 0. */
  readonly lossByLane: Float64Array;
  /** Gradient of `loss`. */
  readonly gradient: Weights<Float64Array>;
  readonly ends: readonly CellState[];
}

/** The gradient of the mean squared error over lanes of equal length. */
export function windowGradient(weights: Weights, lanes: readonly Lane[]): WindowGradient {
  const gradient = zeroWeights(weights.shape);
  const shares = lanes.map((lane) => sum(Array.from(lane.targets, (_, t) => weightOf(lane, t))));
  const total = sum(shares);
  const results = lanes.map((lane) => addLaneGradient(weights, lane, 1 / total, gradient));
  return {
    loss: sum(results.map(({ squaredError }) => squaredError)) / total,
    lossByLane: Float64Array.from(
      results,
      ({ squaredError }, b) => shares[b] > 0 ? squaredError / shares[b] : 0,
    ),
    gradient,
    ends: results.map(({ end }) => end),
  };
}

const weightOf = ({ lossWeights }: Lane, t: number) => lossWeights ? lossWeights[t] : 1;
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
