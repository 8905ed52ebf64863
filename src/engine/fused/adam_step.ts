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

/** Updates from one decay of the moments to the next: `step` modulo this are those since the last. */
function periodOf({ beta1, beta2 }: Betas): number {
  return Math.min(beta1, beta2) ** PERIOD > 1e-6 ? PERIOD : 1;
}

/**
 * The units that the kernel's moments are in after `step` updates. They shrink with each update by beta, so that the
 * update itself need not multiply the moments: it adds the gradient over the unit. Every {@linkcode PERIOD} updates they
 * begin anew at 1 - beta.
 */
export function momentUnits(step: number, betas: Betas): { readonly first: number; readonly second: number } {
  const { beta1, beta2 } = betas;
  const updates = step % periodOf(betas);
  return { first: (1 - beta1) * beta1 ** updates, second: (1 - beta2) * beta2 ** updates };
}

/**
 * Adam's updates by their number (the first is 1) for moments in {@linkcode momentUnits}. From Adam's
 * m / (1 - beta1^t) * rate / (sqrt(v / (1 - beta2^t)) + epsilon), multiplied out. Powers are worked out once: online there
 * is an update every few microseconds.
 *
 * @example
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * // first step from a gradient of 2: Adam moves by the learning rate
 * const step = adamSteps({ learningRate: 0.1, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 })(1);
 * const [m, v] = [step.gain1 * 2, (step.gain2 * 2) ** 2];
 * assertAlmostEquals(step.rate * m / (Math.sqrt(v) + step.floor), 0.1, 1e-8);
 * ```
 */
export function adamSteps(
  options: Betas & { readonly learningRate: number; readonly epsilon: number },
): (step: number) => AdamStep {
  const { learningRate, beta1, beta2, epsilon } = options;
  const period = periodOf(options);
  const gains1: number[] = [];
  const gains2: number[] = [];
  const [decayed1, decayed2] = [beta1 ** period, beta2 ** period];
  const [left1, left2] = [beta1, beta2].map(remainder);
  return (step) => {
    const updates = step % period;
    const gain1 = gains1[updates] ??= beta1 ** -updates;
    const gain2 = gains2[updates] ??= beta2 ** (-updates / 2);
    const root = Math.sqrt(left2(step) / (1 - beta2));
    return {
      rate: learningRate * (1 - beta1) / left1(step) * root * gain2 / gain1,
      floor: epsilon * root * gain2,
      decay1: updates === 0 ? decayed1 : 1,
      decay2: updates === 0 ? decayed2 : 1,
      gain1,
      gain2,
    };
  };
}

/** 1 - beta^step, which is 1 in float64 once the power is below 2^-54. */
function remainder(beta: number): (step: number) => number {
  const last = -60 / Math.log2(beta);
  return (step) => step > last ? 1 : 1 - beta ** step;
}

/** Floats of the kernel's record `Step`. */
export const STEP_FLOATS = 6;

/** Writes a step as the kernel's record `Step`. */
export function writeStep(
  to: Float32Array,
  { rate, floor, decay1, decay2, gain1, gain2 }: AdamStep,
  at = 0,
): void {
  to[at] = rate;
  to[at + 1] = floor;
  to[at + 2] = decay1;
  to[at + 3] = decay2;
  to[at + 4] = gain1;
  to[at + 5] = gain2;
}
