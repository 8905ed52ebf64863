/**
 * The best that a linear filter of a given length can do: predict the target from the last L values of S.
 *
 * A network whose error is far above this one fails to do what a weighted sum can.
 *
 * @module
 */
import { CholeskyDecomposition, Matrix } from "ml-matrix";
import type { SignalRows } from "../../signal/mod.ts";
import { type MeasuredError, squaredErrors, summariseErrors } from "../error.ts";
import { selectorPairs } from "./memoryless.ts";

/** Test error of linear filters of one length. */
export interface LinearFilterProbe {
  /** L: how many values of S the filter sees, the present one included; before the recording S counts as 0. */
  readonly taps: number;
  /** Least squares on the training set with a penalty on the squared weights. */
  readonly ridge: MeasuredError & {
    /** Penalty as a share of the signal's power, chosen on the last fifth of the training set. */
    readonly penalty: number;
  };
  /** The Wiener filter from the training set's correlations (Wiener-Hopf equations, a Toeplitz matrix). */
  readonly wiener: MeasuredError;
}

const PENALTIES = [0, 1e-6, 1e-4, 1e-2, 1e-1, 1, 10] as const;

/**
 * Fits filters to the training set and measures them on the test set.
 *
 * @param taps L
 * @throws {RangeError} unless L is a positive integer below half the recording's length
 */
export function probeLinearFilter(train: SignalRows, test: SignalRows, taps: number): LinearFilterProbe {
  if (!Number.isInteger(taps) || taps < 1 || taps * 2 >= train.samples) {
    throw new RangeError(`taps must be a positive integer below ${train.samples / 2}, given: ${taps}`);
  }
  const [seen, heldOut] = [recording(train, 0, 0.8), recording(train, 0.8, 1)];
  const [whole, unseen] = [recording(train, 0, 1), recording(test, 0, 1)];
  const partial = normalEquations(seen, taps);
  const trials = PENALTIES.map((penalty) => filterError(ridgeFilters(partial, penalty), heldOut).mse);
  const penalty = PENALTIES[trials.indexOf(Math.min(...trials))];
  const ridge = ridgeFilters(normalEquations(whole, taps), penalty);
  return {
    taps,
    ridge: { ...filterError(ridge, unseen), penalty },
    wiener: filterError(wienerFilters(whole, taps), unseen),
  };
}

/** S and the F targets of a stretch of recording; all selectors share S. */
interface Recording {
  readonly signal: Float32Array;
  readonly targets: readonly Float32Array[];
}

function recording(rows: SignalRows, from: number, to: number): Recording {
  const part = (values: Float32Array) =>
    values.subarray(Math.round(from * values.length), Math.round(to * values.length));
  const pairs = Array.from({ length: rows.selectors }, (_, selector) => selectorPairs(rows, selector));
  return { signal: part(pairs[0].signal), targets: pairs.map(({ target }) => part(target)) };
}

/** G [L, L] and the right-hand sides [L, F] of G w = b; sums over the recording, S being 0 before it. */
interface NormalEquations {
  readonly gram: Matrix;
  readonly cross: Matrix;
  readonly samples: number;
}

function normalEquations(data: Recording, taps: number): NormalEquations {
  const { signal } = data;
  const n = signal.length;
  const gram = Matrix.zeros(taps, taps);
  for (let lag = 0; lag < taps; lag++) {
    let sum = laggedProduct(signal, signal, lag);
    for (let i = 0; i + lag < taps; i++) {
      gram.set(i, i + lag, sum);
      gram.set(i + lag, i, sum);
      sum -= signal[n - 1 - i] * signal[n - 1 - i - lag]; // what falls off the end when both taps move on by one
    }
  }
  return { gram, cross: crossProducts(data, taps), samples: n };
}

function crossProducts({ signal, targets }: Recording, taps: number): Matrix {
  const columns = targets.map((target) =>
    Array.from({ length: taps }, (_, lag) => laggedProduct(target, signal, lag))
  );
  return new Matrix(columns).transpose();
}

/** sum_n a[n] b[n - lag] */
function laggedProduct(a: Float32Array, b: Float32Array, lag: number): number {
  let sum = 0;
  for (let n = lag; n < a.length; n++) sum += a[n] * b[n - lag];
  return sum;
}

/** Filters [L, F]. */
function ridgeFilters({ gram, cross, samples }: NormalEquations, penalty: number): Matrix {
  const power = gram.get(0, 0) / samples;
  const floor = Math.max(penalty, 1e-9); // a noiseless recording has no unique filter
  return solve(Matrix.add(gram, Matrix.eye(gram.rows, gram.rows).mul(floor * power * samples)), cross);
}

/** The same from correlations of lag alone, as if the recording went on for ever. */
function wienerFilters(data: Recording, taps: number): Matrix {
  const correlation = Float64Array.from(
    { length: taps },
    (_, lag) => laggedProduct(data.signal, data.signal, lag),
  );
  const toeplitz = Matrix.zeros(taps, taps);
  for (let i = 0; i < taps; i++) {
    for (let j = 0; j < taps; j++) {
      toeplitz.set(i, j, correlation[Math.abs(i - j)] * (i === j ? 1 + 1e-9 : 1));
    }
  }
  return solve(toeplitz, crossProducts(data, taps));
}

function solve(positiveDefinite: Matrix, right: Matrix): Matrix {
  return new CholeskyDecomposition(positiveDefinite).solve(right);
}

function filterError(filters: Matrix, { signal, targets }: Recording): MeasuredError {
  const errors = targets.flatMap((target, selector) => {
    const weights = filters.getColumn(selector);
    const predictions = Float64Array.from(signal, (_, n) => {
      let sum = 0;
      for (let lag = 0; lag <= Math.min(n, weights.length - 1); lag++) sum += weights[lag] * signal[n - lag];
      return sum;
    });
    return Array.from(squaredErrors(predictions, target));
  });
  return summariseErrors(Float64Array.from(errors), targets.length);
}
