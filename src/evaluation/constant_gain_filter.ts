/**
 * The best that a filter can do whose gain does not change with time: the observer that averages over a fixed memory. The
 * optimal filter beside it ({@linkcode optimalFilter}) trusts each sample less the more it has heard.
 *
 * @module
 */
import { Matrix } from "ml-matrix";
import { type Mixture, phaseRange } from "../signal/mod.ts";
import { meanMixture, observerGain, rotations } from "./construction/oscillators.ts";

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
  const turn = rotations(angles);
  const measure = meanMixture(angles.length, observer);
  const gain = observerGain(angles, observer);
  const estimates = targets.map((target) => new Float64Array(target.length));
  let state = Matrix.zeros(2 * angles.length, 1);
  for (let t = 0; t < mixture.length; t++) {
    const predicted = turn.mmul(state);
    const surprise = mixture[t] - measure.mmul(predicted).get(0, 0);
    state = predicted.add(Matrix.mul(gain, surprise));
    estimates.forEach((estimate, k) => estimate[t] = state.get(2 * k + 1, 0));
  }
  return estimates;
}
