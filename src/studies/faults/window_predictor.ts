/**
 * The best linear predictor from a window of inputs.
 *
 * @module
 */
import { Matrix, solve } from "ml-matrix";
import type { SignalRows } from "../../signal/mod.ts";

/** Ridge penalty per row; small beside the variance of the signal. */
const RIDGE = 1e-4;

/**
 * Test MSE of ridge regression (Hoerl and Kennard 1970) of each selector's target on the present and the
 * `steps` - 1 inputs before it, fitted on the training rows.
 */
export function fitWindowPredictor(train: SignalRows, test: SignalRows, steps: number): number {
  let sum = 0, count = 0;
  for (let selector = 0; selector < train.selectors; selector++) {
    const fit = design(train, selector, steps);
    if (fit.targets.rows === 0) continue;
    const gram = fit.inputs.transpose().mmul(fit.inputs).add(
      Matrix.eye(steps + 1).mul(RIDGE * fit.inputs.rows),
    );
    const coefficients = solve(gram, fit.inputs.transpose().mmul(fit.targets));
    const held = design(test, selector, steps);
    const errors = held.inputs.mmul(coefficients).sub(held.targets);
    sum += errors.to1DArray().reduce((total, error) => total + error * error, 0);
    count += errors.rows;
  }
  return sum / count;
}

/** One row a sample that has a whole window behind it: the window, newest first, and a 1. */
function design({ inputs, targets, samples, selectors }: SignalRows, selector: number, steps: number) {
  const width = 1 + selectors, rows = Math.max(0, samples - steps + 1);
  const matrix = new Matrix(rows, steps + 1);
  const wanted = new Matrix(rows, 1);
  for (let i = 0; i < rows; i++) {
    const row = selector * samples + i + steps - 1;
    for (let lag = 0; lag < steps; lag++) matrix.set(i, lag, inputs[(row - lag) * width]);
    matrix.set(i, steps, 1);
    wanted.set(i, 0, targets[row]);
  }
  return { inputs: matrix, targets: wanted };
}
