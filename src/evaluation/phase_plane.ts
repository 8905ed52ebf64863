/**
 * How the state of a network moves, in the plane that shows most of it.
 *
 * @module
 */
import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import type { NetworkTrace } from "../model/mod.ts";

/** The state's path in the plane of its two main directions, [n] each. */
export interface PhasePlane {
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** Share of the state's variance that the plane shows, 0 to 1. */
  readonly share: number;
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
