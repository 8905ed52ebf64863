/**
 * One recording: the noisy mixture and the clean sines inside it.
 *
 * S(t) = 1/F * sum_i A_i(t) sin(2 pi f_i t + phi_i(t)), target_i(t) = sin(2 pi f_i t), with A_i and phi_i drawn
 * anew at every sample.
 *
 * @module
 */
import { createGenerator, type Generator } from "../random/generator.ts";
import { type SignalConfiguration, signalConfiguration } from "./configuration.ts";
import { sampleTimes } from "./grid.ts";
import { phaseRange } from "./noise.ts";

/** A recording of n samples; [F] arrays are in the order of `frequenciesHz`. */
export interface Mixture {
  readonly configuration: SignalConfiguration;
  /** Seconds, [n]. */
  readonly time: Float64Array;
  /** S, the mean of the noisy components, [n]. */
  readonly mixture: Float32Array;
  /** The noisy sines, [F][n]. */
  readonly components: readonly Float32Array[];
  /** The clean sines, [F][n]. */
  readonly targets: readonly Float32Array[];
}

/**
 * Makes a recording, bit for bit as the exercise's usual NumPy program does: for each frequency in turn and each
 * sample in turn it draws first the amplitude, then the phase; it computes in float64, casts every noisy sine to
 * float32, and adds and divides in float32.
 *
 * @param options the defaults are the exercise's
 * @param random draws go on from here instead of from `options.seed`, for noise drawn anew each epoch
 * @throws {RangeError} see {@linkcode signalConfiguration}
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * const { mixture, targets } = makeMixture({ seed: 1 });
 * assertEquals(mixture.length, 10_000);
 * assertEquals(targets[0][250], 1); // sin(2 pi 1 Hz 0.25 s)
 * ```
 */
export function makeMixture(options: Partial<SignalConfiguration> = {}, random?: Generator): Mixture {
  const configuration = signalConfiguration(options);
  const { frequenciesHz, amplitudeRange: [lowest, highest] } = configuration;
  const draw = (random ?? createGenerator(configuration.seed)).next;
  const spread = highest - lowest;
  const phases = phaseRange(configuration.noise);
  const time = sampleTimes(configuration);
  const mixture = new Float32Array(time.length);
  const components: Float32Array[] = [];
  const targets: Float32Array[] = [];
  for (const frequency of frequenciesHz) {
    const turn = 2 * Math.PI * frequency; // rad/s
    const noisy = new Float32Array(time.length);
    const clean = new Float32Array(time.length);
    for (let i = 0; i < time.length; i++) {
      const angle = turn * time[i];
      const amplitude = lowest + spread * draw();
      noisy[i] = amplitude * Math.sin(angle + phases * draw());
      clean[i] = Math.sin(angle);
      mixture[i] += noisy[i];
    }
    components.push(noisy);
    targets.push(clean);
  }
  for (let i = 0; i < mixture.length; i++) mixture[i] /= frequenciesHz.length;
  return { configuration, time, mixture, components, targets };
}
