/**
 * A running average of the weights (Polyak & Juditsky 1992). While the rate is high the last iterate jitters around the
 * optimum and its average does not: a free-running clock, whose jitter of pace adds up over the recording, is far
 * better on average than at any moment. Once the cosine has brought the rate to 0 the two agree; the average is
 * there so that an error measured on the way, or a stage cut short, tells what has been learnt. It must be short: a long
 * stage at its longest horizon has fewer than a hundred updates, and an average over most of them lags behind.
 *
 * @module
 */
import { TENSOR_NAMES, type Weights } from "../model/weights.ts";

/** Updates between two looks at the weights; reading them costs a tenth of a small update. */
export const UPDATES_PER_LOOK = 4;

/**
 * Moves the average towards the weights, in place, where a look is due after `updates` updates of the stage:
 * average += (1 - beta)(weights - average), beta = min(decay, (n + 1) / (n + 10)) at the n-th look, so that an average
 * that has just begun forgets its start quickly.
 *
 * @param read gives the weights; called only where a look is due
 *
 * @example
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * import { mapTensors } from "../model/weights.ts";
 * const shape = { inputSize: 5, hiddenSize: 8, biases: 2 } as const;
 * const filled = (value: number) => mapTensors(shape, (_, size) => new Float32Array(size).fill(value));
 * const average = filled(0);
 * for (let updates = 1; updates <= 400; updates++) updateAverage(average, () => filled(3), updates, 0.9);
 * assertAlmostEquals(average.biasOut[0], 3, 1e-3);
 * ```
 */
export function updateAverage(
  average: Weights<Float32Array>,
  read: () => Weights<Float32Array>,
  updates: number,
  decay: number,
): void {
  if (updates % UPDATES_PER_LOOK !== 0) return;
  const look = updates / UPDATES_PER_LOOK;
  const weights = read();
  const share = 1 - Math.min(decay, (look + 1) / (look + 10));
  for (const name of TENSOR_NAMES) {
    const [mean, now] = [average[name], weights[name]];
    for (let i = 0; i < mean.length; i++) mean[i] += share * (now[i] - mean[i]);
  }
}

/** Overwrites the average, in place. */
export function setAverage(average: Weights<Float32Array>, weights: Weights<Float32Array>): void {
  for (const name of TENSOR_NAMES) average[name].set(weights[name]);
}
