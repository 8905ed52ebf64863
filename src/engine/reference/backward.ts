/**
 * Back-propagation through time over one window, as the chain rule gives it.
 *
 * @module
 */
import { type CellState, type CellStep, readOut, stepCell } from "../../model/cell.ts";
import { backThroughStep, type StateError } from "../../model/cell_backward.ts";
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
interface LaneResult {
  /** Weighted sum of squared errors over the T steps. */
  readonly squaredError: number;
  /** State after the last step. */
  readonly end: CellState;
}

/**
 * Runs a lane forward and back, and adds to `gradient` that of `scale` times its squared error. No gradient flows into
 * the start state: it is carried, detached.
 */
function addLaneGradient(
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
    const before = steps[t - 1] ?? lane.start;
    const outputError = 2 * scale * weightOf(lane, t) * errors[t];
    const mask = lane.mask?.(t);
    const toHidden = masked(weights.weightOut, mask).map((weight, unit) =>
      weight * outputError + fromNext.hidden[unit]
    );
    const toStep = backThroughStep(weights, before, steps[t], { hidden: toHidden, cell: fromNext.cell });
    addOuter(gradient.weightOut, [outputError], masked(steps[t].hidden, mask));
    gradient.biasOut[0] += outputError;
    addGateGradient(gradient, toStep.gates, lane.input(t), before.hidden);
    fromNext = toStep.before;
  }
  return {
    squaredError: errors.reduce((sum, error, t) => sum + weightOf(lane, t) * error * error, 0),
    end: steps[steps.length - 1],
  };
}

/** Adds what an error on the gates' inputs asks of the LSTM's weights. */
function addGateGradient(
  gradient: Weights<Float64Array>,
  toGates: Float64Array,
  input: ArrayLike<number>,
  hidden: ArrayLike<number>,
): void {
  addOuter(gradient.weightIh, toGates, input);
  addOuter(gradient.weightHh, toGates, hidden);
  for (let row = 0; row < toGates.length; row++) {
    gradient.biasIh[row] += toGates[row];
    if (gradient.shape.biases === 2) gradient.biasHh[row] += toGates[row];
  }
}

/** matrix += left right^T */
function addOuter(matrix: Float64Array, left: ArrayLike<number>, right: ArrayLike<number>): void {
  for (let row = 0, at = 0; row < left.length; row++) {
    for (let column = 0; column < right.length; column++, at++) matrix[at] += left[row] * right[column];
  }
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
