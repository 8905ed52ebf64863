/**
 * The limit of any filter: what can be said of the sines by one that knows their frequencies and the law of the noise, but
 * not their phases.
 *
 * @module
 */
import { type Mixture, phaseRange, type SignalConfiguration } from "../signal/mod.ts";
import { meanMixture, mixtureVariance } from "./construction/oscillators.ts";
import { type MeasuredError, squaredErrors, summariseErrors } from "./error.ts";

/**
 * Estimates of the clean sines from all samples so far, [F][n].
 *
 * Each sine is a (cosine, sine) pair that turns by a known angle a sample, so the mean mixture is C R^t x, linear in the
 * 2F unknowns x: the pairs at the first sample. They are solved for anew at every sample by recursive least squares (Gauss
 * 1821; Plackett 1950), which begins from what is known without any sample: phases are uniform, so x has mean 0 and
 * covariance 1/2. Where the noise leaves nothing of the sines (P = 2 pi), C is 0 and the estimate stays 0.
 *
 * @example
 * ```ts
 * import { assertLess } from "@std/assert";
 * import { makeMixture } from "../signal/mod.ts";
 * const recording = makeMixture({ noise: "softened", seed: 2, durationSeconds: 2 });
 * const [estimate] = optimalFilter(recording);
 * assertLess(Math.abs(estimate[1999] - recording.targets[0][1999]), 0.02);
 * ```
 */
export function optimalFilter({ configuration, time, mixture, targets }: Mixture): readonly Float64Array[] {
  const { frequenciesHz, amplitudeRange, noise } = configuration;
  const law = { phaseRange: phaseRange(noise), amplitudeRange, memorySamples: Infinity };
  const count = frequenciesHz.length;
  const size = 2 * count;
  const share = meanMixture(count, law).to1DArray();
  const noiseVariance = Math.max(mixtureVariance(count, law), 1e-12); // a mixture without noise still has a solution
  const unknowns = new Float64Array(size);
  const covariance = Float64Array.from({ length: size * size }, (_, at) => at % (size + 1) === 0 ? 1 / 2 : 0);
  const [row, shared] = [new Float64Array(size), new Float64Array(size)]; // C R^t and covariance (C R^t)'
  const estimates = targets.map((target) => new Float64Array(target.length));
  for (let t = 0; t < time.length; t++) {
    const angles = frequenciesHz.map((hertz) => 2 * Math.PI * hertz * (time[t] - time[0]));
    angles.forEach((angle, k) => {
      const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
      row[2 * k] = share[2 * k] * cosine + share[2 * k + 1] * sine;
      row[2 * k + 1] = share[2 * k + 1] * cosine - share[2 * k] * sine;
    });
    for (let i = 0; i < size; i++) {
      shared[i] = 0;
      for (let j = 0; j < size; j++) shared[i] += covariance[i * size + j] * row[j];
    }
    const variance = noiseVariance + dot(row, shared);
    const surprise = mixture[t] - dot(row, unknowns);
    for (let i = 0; i < size; i++) {
      unknowns[i] += shared[i] / variance * surprise;
      for (let j = 0; j < size; j++) covariance[i * size + j] -= shared[i] * shared[j] / variance;
    }
    angles.forEach((angle, k) =>
      estimates[k][t] = Math.sin(angle) * unknowns[2 * k] + Math.cos(angle) * unknowns[2 * k + 1]
    );
  }
  return estimates;
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, i) => sum + value * b[i], 0);
}

/**
 * The error of {@linkcode optimalFilter} after its transient: no filter that must find the phases does better.
 *
 * @param skipSeconds left out at the beginning, while the phases are being found
 * @throws {RangeError} when nothing would be left to measure
 */
export function optimalFilterError(recording: Mixture, skipSeconds = 1): MeasuredError {
  const skipped = samplesIn(recording.configuration, skipSeconds);
  const errors = optimalFilter(recording).flatMap((estimate, selector) =>
    Array.from(squaredErrors(estimate.subarray(skipped), recording.targets[selector].subarray(skipped)))
  );
  return summariseErrors(Float64Array.from(errors), recording.targets.length);
}

function samplesIn({ sampleRateHz, durationSeconds }: SignalConfiguration, skipSeconds: number): number {
  if (skipSeconds >= 0 && skipSeconds < durationSeconds) return Math.round(skipSeconds * sampleRateHz);
  throw new RangeError(
    `skipSeconds must be from 0 to below the recording's ${durationSeconds} s, given: ${skipSeconds}`,
  );
}
