import { TENSOR_NAMES, type Weights } from "../model/weights.ts";

/** Root mean square of the weight matrices over that of uniform(-1/sqrt(H), 1/sqrt(H)). */
export function weightScale(weights: Weights): number {
  let sum = 0, count = 0;
  for (const name of TENSOR_NAMES) {
    if (name.startsWith("bias")) continue;
    for (const value of weights[name]) sum += value * value;
    count += weights[name].length;
  }
  return Math.sqrt(3 * weights.shape.hiddenSize * sum / count);
}
