/** The part of Adam that depends on the step's number only, in float64. */
export interface AdamScales {
  /** What multiplies m / (sqrt(v) + floor). */
  readonly rate: number;
  /** Adam's epsilon in the units of the kernel's second moment. */
  readonly floor: number;
}

/**
 * Rate and floor of update `step` (the first is 1) for moments kept as m / (1 - beta1) and v / (1 - beta2).
 * From Adam's m / (1 - beta1^t) * rate / (sqrt(v / (1 - beta2^t)) + epsilon), multiplied out.
 *
 * @example
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * // first step from a gradient of 2: m = v / 2 = 2, and Adam moves by the learning rate
 * const { rate, floor } = adamScales(1, { learningRate: 0.1, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 });
 * assertAlmostEquals(rate * 2 / (Math.sqrt(4) + floor), 0.1, 1e-8);
 * ```
 */
export function adamScales(
  step: number,
  options: {
    readonly learningRate: number;
    readonly beta1: number;
    readonly beta2: number;
    readonly epsilon: number;
  },
): AdamScales {
  const { learningRate, beta1, beta2, epsilon } = options;
  const root = Math.sqrt((1 - beta2 ** step) / (1 - beta2));
  return { rate: learningRate * (1 - beta1) / (1 - beta1 ** step) * root, floor: epsilon * root };
}
