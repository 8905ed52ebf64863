/** Adam's constants that the moments depend on. */
export interface Betas {
  readonly beta1: number;
  readonly beta2: number;
}

/** One update's share of Adam, in float64; the kernel's record `Step` has its fields in this order. */
export interface AdamStep {
  /** What multiplies m / (sqrt(v) + floor). */
  readonly rate: number;
  /** Adam's epsilon in the units of the kernel's second moment. */
  readonly floor: number;
  readonly decay1: number;
  readonly decay2: number;
  readonly gain1: number;
  readonly gain2: number;
}

/** Updates from one that decays the moments to the next, unless a beta is so small that their units would leave float32. */
const PERIOD = 64;

/** Updates since the moments were decayed last. */
function age(step: number, { beta1, beta2 }: Betas): number {
  return Math.min(beta1, beta2) ** PERIOD > 1e-6 ? step % PERIOD : 0;
}

/**
 * The units that the kernel's moments are in after `step` updates. They shrink with each update by beta, so that the
 * update itself need not multiply the moments: it adds the gradient over the unit. Every {@linkcode PERIOD} updates they
 * begin anew at 1 - beta.
 */
export function momentUnits(step: number, betas: Betas): { readonly first: number; readonly second: number } {
  const { beta1, beta2 } = betas;
  const updates = age(step, betas);
  return { first: (1 - beta1) * beta1 ** updates, second: (1 - beta2) * beta2 ** updates };
}

/**
 * Adam's update number `step` (the first is 1) for moments in {@linkcode momentUnits}. From Adam's
 * m / (1 - beta1^t) * rate / (sqrt(v / (1 - beta2^t)) + epsilon), multiplied out.
 *
 * @example
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * // first step from a gradient of 2: Adam moves by the learning rate
 * const step = adamStep(1, { learningRate: 0.1, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 });
 * const [m, v] = [step.gain1 * 2, (step.gain2 * 2) ** 2];
 * assertAlmostEquals(step.rate * m / (Math.sqrt(v) + step.floor), 0.1, 1e-8);
 * ```
 */
export function adamStep(
  step: number,
  options: Betas & { readonly learningRate: number; readonly epsilon: number },
): AdamStep {
  const { learningRate, beta1, beta2, epsilon } = options;
  const updates = age(step, options);
  const before = age(step - 1, options);
  const gain1 = beta1 ** -updates;
  const gain2 = beta2 ** (-updates / 2);
  const root = Math.sqrt((1 - beta2 ** step) / (1 - beta2));
  return {
    rate: learningRate * (1 - beta1) / (1 - beta1 ** step) * root * gain2 / gain1,
    floor: epsilon * root * gain2,
    decay1: updates > before ? 1 : beta1 ** (before + 1),
    decay2: updates > before ? 1 : beta2 ** (before + 1),
    gain1,
    gain2,
  };
}

/** The numbers in the order of the kernel's record `Step`. */
export function stepRecord({ rate, floor, decay1, decay2, gain1, gain2 }: AdamStep): readonly number[] {
  return [rate, floor, decay1, decay2, gain1, gain2];
}
