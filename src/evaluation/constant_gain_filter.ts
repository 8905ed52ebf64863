/**
 * The best that a filter can do whose gain does not change with time: the observer that averages over a fixed memory. The
 * optimal filter beside it ({@linkcode optimalFilter}) trusts each sample less the more it has heard.
 *
 * @module
 */
import { type Mixture, phaseRange } from "../signal/mod.ts";
import { meanMixture, observerGain } from "./construction/oscillators.ts";

/** Time constants worth trying, in s: the best one lies between the periods of the sines. */
export const MEMORIES_SECONDS = [0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.7] as const;

/**
 * Estimates of the clean sines, [F][n], from x' = A x + K (s' - C A x), the steady-state Kalman filter, started at zero.
 *
 * Its two errors pull the memory in opposite directions: what it did not know at the start fades with the memory's time
 * constant, the noise that it lets in falls as one over it.
 *
 * @param memorySeconds time constant, positive
 *
 * @example
 * ```ts
 * import { assertLess } from "@std/assert";
 * import { makeMixture } from "../signal/mod.ts";
 * const recording = makeMixture({ noise: "softened", seed: 2, durationSeconds: 2 });
 * const [estimate] = constantGainFilter(recording, 0.3);
 * assertLess(Math.abs(estimate[1999] - recording.targets[0][1999]), 0.05);
 * ```
 */
export function constantGainFilter(
  { configuration, mixture, targets }: Mixture,
  memorySeconds: number,
): readonly Float64Array[] {
  const { frequenciesHz, amplitudeRange, noise, sampleRateHz } = configuration;
  const angles = frequenciesHz.map((hertz) => 2 * Math.PI * hertz / sampleRateHz);
  const observer = {
    phaseRange: phaseRange(noise),
    amplitudeRange,
    memorySamples: memorySeconds * sampleRateHz,
  };
  const measure = meanMixture(angles.length, observer).to1DArray();
  const gain = observerGain(angles, observer).to1DArray();
  const estimates = targets.map((target) => new Float64Array(target.length));
  const state = new Float64Array(2 * angles.length);
  for (let t = 0; t < mixture.length; t++) {
    turnAll(state, angles);
    const surprise = mixture[t] - measure.reduce((sum, share, i) => sum + share * state[i], 0);
    for (let i = 0; i < state.length; i++) state[i] += gain[i] * surprise;
    estimates.forEach((estimate, k) => estimate[t] = state[2 * k + 1]);
  }
  return estimates;
}

/** A sample's turn of every (cosine, sine) pair, in place. */
function turnAll(state: Float64Array, angles: readonly number[]): void {
  angles.forEach((angle, k) => {
    const [cosine, sine] = [state[2 * k], state[2 * k + 1]];
    state[2 * k] = Math.cos(angle) * cosine - Math.sin(angle) * sine;
    state[2 * k + 1] = Math.sin(angle) * cosine + Math.cos(angle) * sine;
  });
}
