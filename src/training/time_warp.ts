/**
 * Slowing a trained network down: what a gate does once in a coarse step, it does k times as gently in k fine ones.
 *
 * @module
 */
import { sigmoid } from "../model/cell.ts";
import { mapTensors, type Weights } from "../model/weights.ts";

/**
 * The weights for a sampling rate `factor` times as high.
 *
 * A unit whose gates stand at f = sigmoid(b_f) and i = sigmoid(b_i) keeps the share f of its cell in a step and adds
 * i g. It does the same in `factor` smaller steps when f' = f^(1/factor) and i' = i (1 - f') / (1 - f): the geometric
 * sum of the small additions is then the large one. Tallec & Ollivier (2018, "Can recurrent neural networks warp
 * time?") take the limit of long memories, b_f + ln k and b_i - ln k; the exact form errs less for short ones.
 * Only the input and forget biases change. With two bias vectors the first takes the difference.
 *
 * @throws {RangeError} unless the factor is a positive number
 *
 * @example
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * import { mapTensors, sigmoid } from "../model/mod.ts";
 * const shape = { inputSize: 5, hiddenSize: 1, biases: 1 } as const;
 * const still = mapTensors(shape, (_, size) => new Float32Array(size)); // both gates stand at 1/2
 * const [input, forget] = slowDown(still, 2).biasIh;
 * assertAlmostEquals(sigmoid(forget), Math.sqrt(1 / 2), 1e-6);
 * assertAlmostEquals(sigmoid(input), 1 - Math.sqrt(1 / 2), 1e-6);
 * ```
 */
export function slowDown(weights: Weights<Float32Array>, factor: number): Weights<Float32Array> {
  if (!(factor > 0 && factor < Infinity)) {
    throw new RangeError(`the factor of a change of rate must be a positive number, given: ${factor}`);
  }
  const { shape, biasIh, biasHh } = weights;
  const slowed = mapTensors(shape, (name) => weights[name].slice());
  if (factor === 1) return slowed;
  const forgetGate = shape.hiddenSize;
  for (let unit = 0; unit < shape.hiddenSize; unit++) {
    const inputBias = biasIh[unit] + biasHh[unit];
    const forgetBias = biasIh[forgetGate + unit] + biasHh[forgetGate + unit];
    const kept = sigmoid(forgetBias) ** (1 / factor);
    const added = sigmoid(inputBias) * (1 - kept) * (1 + Math.exp(forgetBias)); // 1 / (1 - f) is 1 + e^b_f
    slowed.biasIh[unit] += logit(added) - inputBias;
    slowed.biasIh[forgetGate + unit] += logit(kept) - forgetBias;
  }
  return slowed;
}

/** Inverse of the sigmoid, kept finite where a gate is all but closed or open. */
function logit(share: number): number {
  const inside = Math.min(Math.max(share, 1e-7), 1 - 1e-7);
  return Math.log(inside / (1 - inside));
}
