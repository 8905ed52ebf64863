/**
 * What goes into a window and what goes on from one to the next, for the engines that compute whole windows at a time.
 *
 * @module
 */
import type { Shape } from "../model/weights.ts";
import { countSteps } from "./arguments.ts";

/** State of the layer in all lanes, each [B, H]. */
export interface LayerState {
  readonly hidden: Float32Array;
  readonly cell: Float32Array;
}

/** A window as the caller has it, and the state before its first step. */
export interface Window extends LayerState {
  readonly steps: number;
  readonly lanes: number;
  /** [T, B, I] */
  readonly inputs: Float32Array;
  /** Dropout mask on the layer's output, [T, B, H]. */
  readonly mask?: Float32Array;
}

/** A window to learn from. */
export interface TrainingWindow extends Window {
  /** [T, B] */
  readonly targets: Float32Array;
  /** Weights of the squared errors, [T, B]. */
  readonly lossWeights?: Float32Array;
}

/** The state from which every recording begins. */
export function zeroLayerState({ hiddenSize }: Shape, lanes = 1): LayerState {
  return { hidden: new Float32Array(lanes * hiddenSize), cell: new Float32Array(lanes * hiddenSize) };
}

/** The same state in memory of its own. */
export function copyLayerState({ hidden, cell }: LayerState): LayerState {
  return { hidden: hidden.slice(), cell: cell.slice() };
}

/** The state of the first lane, a view: the one that online training goes on from. */
export function firstLane({ hiddenSize }: Shape, { hidden, cell }: LayerState): LayerState {
  return { hidden: hidden.subarray(0, hiddenSize), cell: cell.subarray(0, hiddenSize) };
}

/** Lanes of a state. */
export function lanesOf({ hiddenSize }: Shape, { hidden }: LayerState): number {
  return hidden.length / hiddenSize;
}

/** Rows at a time in {@linkcode predictInWindows}: enough to forget the cost of a call, few enough to stay in cache. */
const PREDICT_ROWS = 1024;

/** Outputs from the zero state, [T, B], window by window. */
export function predictInWindows(
  shape: Shape,
  inputs: Float32Array,
  lanes: number,
  forward: (window: Window) => LayerState & { readonly outputs: Float32Array },
): Float32Array {
  const width = lanes * shape.inputSize;
  const steps = countSteps(shape, inputs, lanes);
  const outputs = new Float32Array(steps * lanes);
  const stretch = Math.max(1, Math.floor(PREDICT_ROWS / lanes));
  let { hidden, cell } = zeroLayerState(shape, lanes);
  for (let first = 0; first < steps; first += stretch) {
    const last = Math.min(steps, first + stretch);
    const part = inputs.subarray(first * width, last * width);
    const result = forward({ steps: last - first, lanes, inputs: part, hidden, cell });
    outputs.set(result.outputs, first * lanes);
    ({ hidden, cell } = result);
  }
  return outputs;
}
