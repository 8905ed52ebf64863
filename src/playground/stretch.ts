/**
 * The first two seconds of the test recording: what the network hears, what it answers, and how its state moves.
 *
 * @module
 */
import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { createFusedEngine } from "../engine/fused/engine.ts";
import type { EngineState, UpdateOptions } from "../engine/contract.ts";
import { type CellState, type NetworkTrace, readOut, stepCell, zeroState } from "../model/mod.ts";
import type { PhasePlane } from "./protocol.ts";

/** Length of the stretch. */
export const STRETCH_SECONDS = 2;

/**
 * The outputs that the running loss is made of: an update after every sample, as in training. The engine that trains is
 * not touched.
 *
 * @param inputs [n, I]
 * @param targets [n]
 * @returns [n], each before its own update
 */
export function runningOutputs(
  state: EngineState,
  inputs: Float32Array,
  targets: Float32Array,
  options: UpdateOptions,
): Float32Array {
  const { shape } = state.weights;
  const engine = createFusedEngine(state.weights);
  engine.importState(state);
  engine.resetCarriedState();
  let before: CellState = zeroState(shape.hiddenSize);
  const outputs = targets.map((_, t) => {
    const input = inputs.subarray(t * shape.inputSize, (t + 1) * shape.inputSize);
    const weights = engine.exportWeights();
    before = stepCell(weights, input, before);
    engine.trainOnline(input, targets.subarray(t, t + 1), options);
    return readOut(weights, before.hidden);
  });
  engine.dispose();
  return outputs;
}

/**
 * The hidden state's path in the plane of its two main directions (principal components).
 *
 * @param turned like this plane, if it can be: directions are only known up to their signs
 */
export function phasePlane(trace: NetworkTrace, turned?: Directions): PhasePlane & { axes: Directions } {
  const states = new Matrix(trace.steps.map(({ hidden }) => Array.from(hidden)));
  const centred = states.subRowVector(states.mean("column"));
  const covariance = centred.transpose().mmul(centred);
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(covariance, {
    assumeSymmetric: true,
  });
  const order = realEigenvalues.map((_, k) => k).sort((a, b) => realEigenvalues[b] - realEigenvalues[a]);
  const axes = order.slice(0, 2).map((k, at) => {
    const axis = eigenvectorMatrix.getColumn(k);
    const before = turned?.[at];
    return before?.length === axis.length && dot(axis, before) < 0 ? axis.map((value) => -value) : axis;
  });
  const [x, y] = axes.map((axis) => Float32Array.from(centred.to2DArray(), (state) => dot(state, axis)));
  const total = realEigenvalues.reduce((sum, value) => sum + value, 0);
  const shown = order.slice(0, 2).reduce((sum, k) => sum + realEigenvalues[k], 0);
  return { x, y, share: total > 0 ? shown / total : 0, axes };
}

/** Two directions in the space of the state, [2][H]. */
export type Directions = readonly (readonly number[])[];

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + value * b[i], 0);
}
