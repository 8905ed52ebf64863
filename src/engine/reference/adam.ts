/**
 * One update of the weights from a gradient: clipping by the global norm, then Adam.
 *
 * Sources: Pascanu, Mikolov & Bengio 2013 (clipping); Kingma & Ba 2015, algorithm 1 (Adam); the details (1e-6 in the
 * clip, epsilon outside the root, L2 decay added after clipping) are those of PyTorch's `clip_grad_norm_` and `optim.Adam`.
 *
 * @module
 */
import { TENSOR_NAMES, type Weights } from "../../model/weights.ts";
import { type EngineState, UPDATE_DEFAULTS, type UpdateOptions } from "../contract.ts";

/** Euclidean norm over all tensors. */
export function globalNorm(gradient: Weights<Float64Array>): number {
  let sum = 0;
  for (const name of TENSOR_NAMES) for (const value of gradient[name]) sum += value * value;
  return Math.sqrt(sum);
}

/** What Adam reads and changes. */
export type Trained = Pick<EngineState, "weights" | "firstMoments" | "secondMoments">;

/**
 * Update number `step`, counted from 1, in place. Weights are rounded to float32, everything before that is float64.
 */
export function adamUpdate(
  { weights, firstMoments, secondMoments }: Trained,
  gradient: Weights<Float64Array>,
  step: number,
  options: UpdateOptions,
): void {
  const { learningRate, clipNorm, weightDecay, beta1, beta2, epsilon } = { ...UPDATE_DEFAULTS, ...options };
  const clip = Math.min(1, clipNorm / (globalNorm(gradient) + 1e-6));
  const rate = learningRate / (1 - beta1 ** step);
  const rootCorrection = Math.sqrt(1 - beta2 ** step);
  for (const name of TENSOR_NAMES) {
    const [w, g, m, v] = [weights[name], gradient[name], firstMoments[name], secondMoments[name]];
    for (let k = 0; k < w.length; k++) {
      const slope = clip * g[k] + weightDecay * w[k];
      m[k] = beta1 * m[k] + (1 - beta1) * slope;
      v[k] = beta2 * v[k] + (1 - beta2) * slope * slope;
      w[k] -= rate * m[k] / (Math.sqrt(v[k]) / rootCorrection + epsilon);
    }
  }
}
