/**
 * The steady-state gain of a Kalman filter.
 *
 * @module
 */
import { Matrix } from "ml-matrix";

/** x' = A x + process noise; s = C x + measurement noise. */
export interface LinearModel {
  /** A, [n, n]. */
  readonly transition: Matrix;
  /** C, [1, n]. */
  readonly measurement: Matrix;
  /** Variance of the process noise of every state, positive. */
  readonly processVariance: number;
  readonly measurementVariance: number;
}

/**
 * The gain K of x' = A x + K (s' - C A x) at which the covariance recursion settles.
 *
 * Source: Kalman 1960; predict P = A P A^T + Q, then K = P C^T / (C P C^T + r) and P = P - K C P.
 *
 * @returns [n, 1]
 *
 * @example
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * import { Matrix } from "ml-matrix";
 * // A random walk seen with as much noise as it moves: the golden ratio's inverse.
 * const one = Matrix.eye(1, 1);
 * const gain = steadyStateGain({ transition: one, measurement: one, processVariance: 1, measurementVariance: 1 });
 * assertAlmostEquals(gain.get(0, 0), (Math.sqrt(5) - 1) / 2, 1e-9);
 * ```
 */
export function steadyStateGain(model: LinearModel): Matrix {
  const { transition: A, measurement: C, processVariance, measurementVariance } = model;
  const process = Matrix.eye(A.rows, A.rows).mul(processVariance);
  let covariance = Matrix.eye(A.rows, A.rows);
  let gain = Matrix.zeros(A.rows, 1);
  for (;;) {
    const predicted = A.mmul(covariance).mmul(A.transpose()).add(process);
    const shared = predicted.mmul(C.transpose());
    const next = Matrix.div(shared, C.mmul(shared).get(0, 0) + measurementVariance);
    covariance = predicted.sub(next.mmul(shared.transpose()));
    if (Matrix.sub(next, gain).norm() <= 1e-9 * next.norm()) return next;
    gain = next;
  }
}
