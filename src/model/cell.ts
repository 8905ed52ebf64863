/**
 * One LSTM cell going forward, written as in the textbook: the definition that every engine is held against, and the
 * gates that probes and figures look at.
 *
 *     i = sigmoid(W_ii x + b_ii + W_hi h + b_hi)      input gate
 *     f = sigmoid(W_if x + b_if + W_hf h + b_hf)      forget gate
 *     g = tanh   (W_ig x + b_ig + W_hg h + b_hg)      candidate
 *     o = sigmoid(W_io x + b_io + W_ho h + b_ho)      output gate
 *     c' = f c + i g                                  cell state
 *     h' = o tanh(c')                                 hidden state
 *     y  = w . h' + b                                 the network's output
 *
 * Source: the definition in PyTorch's `torch.nn.LSTM`; Hochreiter & Schmidhuber 1997 with the forget gate of
 * Gers et al. 2000.
 *
 * @module
 */
import type { Weights } from "./weights.ts";

/** Gates and new state of one step, each [H]. */
export interface CellStep {
  readonly input: Float64Array;
  readonly forget: Float64Array;
  readonly candidate: Float64Array;
  readonly output: Float64Array;
  readonly cell: Float64Array;
  readonly hidden: Float64Array;
}

/** Hidden and cell state of one lane, each [H]. */
export interface CellState {
  readonly hidden: ArrayLike<number>;
  readonly cell: ArrayLike<number>;
}

/** One step of the cell in float64, from an input [I] and the state before. */
export function stepCell(weights: Weights, input: ArrayLike<number>, before: CellState): CellStep {
  const { hiddenSize: H } = weights.shape;
  const gates = gateInputs(weights, input, before.hidden);
  const step = {
    input: gates.subarray(0, H).map(sigmoid),
    forget: gates.subarray(H, 2 * H).map(sigmoid),
    candidate: gates.subarray(2 * H, 3 * H).map(Math.tanh),
    output: gates.subarray(3 * H).map(sigmoid),
    cell: new Float64Array(H),
    hidden: new Float64Array(H),
  };
  for (let unit = 0; unit < H; unit++) {
    step.cell[unit] = step.forget[unit] * before.cell[unit] + step.input[unit] * step.candidate[unit];
    step.hidden[unit] = step.output[unit] * Math.tanh(step.cell[unit]);
  }
  return step;
}

/** What goes into the gates' squashing functions, [4H]. */
function gateInputs(weights: Weights, input: ArrayLike<number>, hidden: ArrayLike<number>): Float64Array {
  const { weightIh, weightHh, biasIh, biasHh, shape: { inputSize, hiddenSize } } = weights;
  const gates = new Float64Array(4 * hiddenSize);
  for (let row = 0; row < gates.length; row++) {
    let sum = biasIh[row] + biasHh[row];
    for (let k = 0; k < inputSize; k++) sum += weightIh[row * inputSize + k] * input[k];
    for (let k = 0; k < hiddenSize; k++) sum += weightHh[row * hiddenSize + k] * hidden[k];
    gates[row] = sum;
  }
  return gates;
}

/** The logistic function. */
export function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/** The network's output for a hidden state [H]. */
export function readOut({ weightOut, biasOut }: Weights, hidden: ArrayLike<number>): number {
  let sum = biasOut[0];
  for (let unit = 0; unit < weightOut.length; unit++) sum += weightOut[unit] * hidden[unit];
  return sum;
}

/** The state in which every recording begins. */
export function zeroState(hiddenSize: number): CellState {
  return { hidden: new Float64Array(hiddenSize), cell: new Float64Array(hiddenSize) };
}

/** A network's whole inner life over a recording of T steps. */
export interface NetworkTrace {
  readonly steps: readonly CellStep[];
  /** [T] */
  readonly outputs: Float64Array;
}

/**
 * Gates, states and outputs from the zero state on.
 *
 * @param inputs [T, I]
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { zeroWeights } from "./weights.ts";
 * const { steps } = traceNetwork(zeroWeights({ inputSize: 1, hiddenSize: 1, biases: 2 }), new Float64Array([3]));
 * assertEquals(steps[0].forget[0], 0.5); // the logistic function of 0
 * ```
 */
export function traceNetwork(weights: Weights, inputs: Float32Array | Float64Array): NetworkTrace {
  const { inputSize, hiddenSize } = weights.shape;
  const steps: CellStep[] = [];
  const outputs = new Float64Array(inputs.length / inputSize);
  let state = zeroState(hiddenSize);
  for (let t = 0; t < outputs.length; t++) {
    const step = stepCell(weights, inputs.subarray(t * inputSize, (t + 1) * inputSize), state);
    steps.push(step);
    outputs[t] = readOut(weights, step.hidden);
    state = step;
  }
  return { steps, outputs };
}
