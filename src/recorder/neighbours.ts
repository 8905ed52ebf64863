/**
 * What the nearest of other rows tell of a row's targets, as `facts.neighbours` of the Python recorder.
 *
 * @module
 */
import { classesOf, countsOf } from "./facts.ts";
import type { Tensor } from "./tfjs.ts";

/** Rows that are looked at, products that they may cost, and rows that are too few to have neighbours. */
const MOST_ROWS = 1000, MOST_PRODUCTS = 1e8, FEW = 20;

/**
 * 1 where the nearest rows (inputs standardised) tell all, 0 where no more than the commonest class or the mean does. Of few rows:
 * the share of those whose inputs have one target only. `undefined` where a value is not finite or targets do not vary.
 */
export function neighbours(x: Tensor, y: Tensor): { rows: number; explained: number } | undefined {
  const count = x.shape[0], width = x.shape.slice(1).reduce((size, axis) => size * axis, 1);
  if (count !== y.shape[0]) return undefined;
  const wanted = Math.min(count, MOST_ROWS, Math.floor(Math.sqrt(MOST_PRODUCTS / width)));
  const step = Math.ceil(count / Math.max(1, wanted));
  const at = Array.from({ length: Math.ceil(count / step) }, (_, i) => i * step);
  const inputs = rowsOf(x, at), targets = rowsOf(y, at);
  if (![...inputs, ...targets].every((row) => row.every(Number.isFinite))) return undefined;
  const explained = inputs.length < FEW
    ? withoutContradiction(inputs, targets)
    : told(inputs, targets, y, at);
  return explained === undefined ? undefined : { rows: inputs.length, explained };
}

function told(
  inputs: readonly Float64Array[],
  targets: readonly Float64Array[],
  y: Tensor,
  at: readonly number[],
): number | undefined {
  const scaled = standardised(inputs);
  const nearest = scaled.map((row, i) =>
    scaled.map((other, j) => ({ j, apart: i === j ? Infinity : distance(row, other) }))
      .sort((a, b) => a.apart - b.apart).slice(0, 3).map(({ j }) => j)
  );
  const classes = classesOf(y), rows = targets.length;
  if (classes !== undefined && new Set(classes).size <= Math.max(20, rows / 10)) {
    const own = at.map((i) => classes[i]);
    const guess = countsOf(own).reduce((a, b) => Math.max(a, b)) / rows;
    const right = own.filter((label, i) => own[nearest[i][0]] === label).length / rows;
    return guess < 1 ? (right - guess) / (1 - guess) : undefined;
  }
  const whole = Array.from({ length: rows }, (_, i) => i), mean = meanOf(targets, whole);
  const error = targets.reduce((sum, row, i) => sum + distance(row, meanOf(targets, nearest[i])), 0);
  const spread = targets.reduce((sum, row) => sum + distance(row, mean), 0);
  return spread > 0 ? 1 - error / spread : undefined;
}

function withoutContradiction(inputs: readonly Float64Array[], targets: readonly Float64Array[]): number {
  const single = inputs.filter((row, i) =>
    inputs.every((other, j) => distance(row, other) > 0 || distance(targets[i], targets[j]) === 0)
  );
  return single.length / inputs.length;
}

function rowsOf(tensor: Tensor, at: readonly number[]): Float64Array[] {
  const values = tensor.dataSync(), width = values.length / tensor.shape[0];
  return at.map((i) => Float64Array.from({ length: width }, (_, k) => values[i * width + k]));
}

/** Each column with mean 0 and deviation 1. */
function standardised(rows: readonly Float64Array[]): Float64Array[] {
  const all = rows.map((_, i) => i), mean = meanOf(rows, all);
  const deviation = mean.map((m, k) =>
    Math.sqrt(rows.reduce((sum, row) => sum + (row[k] - m) ** 2, 0) / rows.length)
  );
  return rows.map((row) => row.map((value, k) => (value - mean[k]) / (deviation[k] + 1e-12)));
}

function meanOf(rows: readonly Float64Array[], at: readonly number[]): Float64Array {
  return rows[0].map((_, k) => at.reduce((sum, i) => sum + rows[i][k], 0) / at.length);
}

function distance(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += (a[k] - b[k]) ** 2;
  return sum;
}
