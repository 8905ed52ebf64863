import { UPDATE_DEFAULTS, type UpdateOptions } from "../contract.ts";

/** {@linkcode UpdateOptions} with every number given. */
export type UpdateSettings = Required<Omit<UpdateOptions, "outputMask">>;

/** Least epsilon: the kernel divides by the product of two denominators, which must stay a float32. */
const LEAST_EPSILON = 1e-15;

/**
 * The numbers of an update, defaults filled in.
 *
 * @throws {RangeError} for an epsilon below 1e-15
 */
export function updateSettings(options: UpdateOptions): UpdateSettings {
  const {
    learningRate,
    clipNorm = UPDATE_DEFAULTS.clipNorm,
    weightDecay = UPDATE_DEFAULTS.weightDecay,
    beta1 = UPDATE_DEFAULTS.beta1,
    beta2 = UPDATE_DEFAULTS.beta2,
    epsilon = UPDATE_DEFAULTS.epsilon,
  } = options;
  if (epsilon < LEAST_EPSILON) {
    throw new RangeError(`the fused engine takes an epsilon of at least ${LEAST_EPSILON}, given: ${epsilon}`);
  }
  return { learningRate, clipNorm, weightDecay, beta1, beta2, epsilon };
}
