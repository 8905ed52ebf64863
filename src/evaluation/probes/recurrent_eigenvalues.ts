/**
 * How the network's state turns and fades by itself: eigenvalues of one step's Jacobian along its trajectory, beside
 * the rotations that the targets are.
 *
 * @module
 */
import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { type CellState, type CellStep, traceNetwork } from "../../model/cell.ts";
import { backThroughStep } from "../../model/cell_backward.ts";
import type { Weights } from "../../model/weights.ts";

/** One eigenvalue: a mode of the state that turns by its angle and shrinks or grows by its radius at each step. */
export interface Eigenvalue {
  readonly re: number;
  readonly im: number;
}

/** Eigenvalues at some steps of a recording, and those a filter of the targets would need. */
export interface EigenvalueProbe {
  /** Steps looked at. */
  readonly times: readonly number[];
  /** The 2H eigenvalues of d (h, c)(t) / d (h, c)(t - 1) at each of those steps, largest radius first. */
  readonly eigenvalues: readonly (readonly Eigenvalue[])[];
  /** Rotation by 2 pi f / rate of each target: cos + i sin. */
  readonly targets: readonly Eigenvalue[];
  /** Distance from each target's rotation to the nearest eigenvalue, mean over the steps. */
  readonly nearestDistance: readonly number[];
}

/** What the targets are. */
export interface Rotations {
  readonly frequenciesHz: readonly number[];
  readonly sampleRateHz: number;
}

/**
 * Looks at the recurrent map around the trajectory of a recording.
 *
 * @param inputs [T, I], from the zero state
 * @param times steps to look at, 1 to T - 1
 * @throws {RangeError} for a step outside the recording
 */
export function probeRecurrentEigenvalues(
  weights: Weights,
  inputs: Float32Array,
  { frequenciesHz, sampleRateHz }: Rotations,
  times: readonly number[],
): EigenvalueProbe {
  const { steps } = traceNetwork(weights, inputs);
  const outside = times.find((time) => !(Number.isInteger(time) && time >= 1 && time < steps.length));
  if (outside !== undefined) {
    throw new RangeError(`times must be steps from 1 to ${steps.length - 1}, given: ${outside}`);
  }
  const eigenvalues = times.map((time) => eigenvaluesOf(stepJacobian(weights, steps[time - 1], steps[time])));
  const targets = frequenciesHz.map((frequency) => {
    const angle = 2 * Math.PI * frequency / sampleRateHz;
    return { re: Math.cos(angle), im: Math.sin(angle) };
  });
  const distance = (target: Eigenvalue, values: readonly Eigenvalue[]) =>
    Math.min(...values.map(({ re, im }) => Math.hypot(re - target.re, im - target.im)));
  return {
    times,
    eigenvalues,
    targets,
    nearestDistance: targets.map((target) =>
      eigenvalues.reduce((sum, values) => sum + distance(target, values), 0) / times.length
    ),
  };
}

/**
 * The Jacobian of one step, d (h', c') / d (h, c), [2H, 2H]. Its rows are what the backward step makes of the unit
 * vectors.
 */
export function stepJacobian(weights: Weights, before: CellState, step: CellStep): Matrix {
  const { hiddenSize: H } = weights.shape;
  const jacobian = Matrix.zeros(2 * H, 2 * H);
  for (let row = 0; row < 2 * H; row++) {
    const after = { hidden: new Float64Array(H), cell: new Float64Array(H) };
    if (row < H) after.hidden[row] = 1;
    else after.cell[row - H] = 1;
    const { hidden, cell } = backThroughStep(weights, before, step, after).before;
    jacobian.setRow(row, [...hidden, ...cell]);
  }
  return jacobian;
}

function eigenvaluesOf(matrix: Matrix): Eigenvalue[] {
  const { realEigenvalues, imaginaryEigenvalues } = new EigenvalueDecomposition(matrix, {
    assumeSymmetric: false,
  });
  return realEigenvalues
    .map((re, k) => ({ re, im: imaginaryEigenvalues[k] }))
    .sort((a, b) => Math.hypot(b.re, b.im) - Math.hypot(a.re, a.im));
}
