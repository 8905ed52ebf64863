/**
 * The linear system behind the constructed network: one rotation for each sine, and what the mixture tells about them.
 * A state is (cosine, sine) of each frequency in turn, [2F].
 *
 * @module
 */
import { Matrix } from "ml-matrix";
import { steadyStateGain } from "./kalman.ts";

/** How the mixture follows from the clean sines, and over how long to average it. */
export interface Observer {
  /** Phase range P of the noise, in radians. */
  readonly phaseRange: number;
  readonly amplitudeRange: readonly [number, number];
  /** Samples over which the filter averages: its time constant. */
  readonly memorySamples: number;
}

/** One sample's turn of every oscillator, [2F, 2F]; angles in radians a sample. */
export function rotations(angles: readonly number[]): Matrix {
  const matrix = Matrix.zeros(2 * angles.length, 2 * angles.length);
  angles.forEach((angle, k) => {
    const turn = new Matrix([[Math.cos(angle), -Math.sin(angle)], [Math.sin(angle), Math.cos(angle)]]);
    matrix.setSubMatrix(turn, 2 * k, 2 * k);
  });
  return matrix;
}

/**
 * C of the mean mixture S = C x, [1, 2F]. The mean of A sin(angle + phi) over A and over phi in U(0, P) is
 * E[A] sinc(P / 2) sin(angle + P / 2).
 */
export function meanMixture(count: number, { phaseRange, amplitudeRange: [low, high] }: Observer): Matrix {
  const half = phaseRange / 2;
  const sinc = half === 0 ? 1 : Math.sin(half) / half;
  const share = (low + high) / 2 * sinc / count;
  const [ofCosine, ofSine] = [share * Math.sin(half), share * Math.cos(half)];
  return Matrix.rowVector(Array.from({ length: count }, () => [ofCosine, ofSine]).flat());
}

/**
 * Variance of S around its mean, averaged over a turn: each of the F independent terms has E[A^2] / 2 F^2, less the
 * mean square of what C explains.
 */
export function mixtureVariance(count: number, observer: Observer): number {
  const [low, high] = observer.amplitudeRange;
  const square = (low * low + low * high + high * high) / 3;
  return square / (2 * count) - meanMixture(count, observer).norm() ** 2 / 2;
}

/**
 * The Kalman gain K of an observer with the given memory, [2F, 1].
 *
 * A sine seen with share m in noise of variance r is forgotten at the rate 1 / tau when its state is said to wander
 * with variance 2 r / (m tau)^2 a sample: from the continuous equation P^2 m^2 / 2r = q and the rate P m^2 / 2r.
 *
 * @throws {RangeError} when the memory is not positive
 */
export function observerGain(angles: readonly number[], observer: Observer): Matrix {
  const { memorySamples } = observer;
  if (!(memorySamples > 0)) throw new RangeError(`memorySamples must be positive, given: ${memorySamples}`);
  const count = angles.length;
  const measurement = meanMixture(count, observer);
  const share = measurement.norm() / Math.sqrt(count);
  const measurementVariance = mixtureVariance(count, observer);
  return steadyStateGain({
    transition: rotations(angles),
    measurement,
    processVariance: 2 * measurementVariance / (share * memorySamples) ** 2,
    measurementVariance,
  });
}
