/**
 * The loss of a window, the same for every engine: the mean squared error over the outputs that count.
 *
 * @module
 */

/** Loss of a window and what back-propagation starts from. */
export interface WindowLoss {
  /** sum(w e^2) / sum(w) over T x B. */
  readonly loss: number;
  /** The same for each lane alone, [B]; 0 for a lane that does not count in this window. */
  readonly lossByLane: Float32Array;
  /** Derivative of `loss` by each output, [T, B]. */
  readonly derivatives: Float32Array;
}

/**
 * @param outputs [T, B]
 * @param targets [T, B]
 * @param lossWeights w, [T, B]; all 1 when left out
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * const [outputs, targets, weights] = [[3, 9], [1, 0], [1, 0]].map((values) => new Float32Array(values));
 * assertEquals(windowLoss(outputs, targets, 1, weights).loss, 4);
 * ```
 */
export function windowLoss(
  outputs: Float32Array,
  targets: Float32Array,
  lanes: number,
  lossWeights?: Float32Array,
): WindowLoss {
  const sums = new Float64Array(lanes);
  const weights = new Float64Array(lanes);
  const derivatives = new Float32Array(outputs.length);
  for (let first = 0; first < outputs.length; first += lanes) {
    for (let lane = 0; lane < lanes; lane++) {
      const row = first + lane;
      const weight = lossWeights?.[row] ?? 1;
      const error = outputs[row] - targets[row];
      sums[lane] += weight * error * error;
      weights[lane] += weight;
      derivatives[row] = 2 * weight * error;
    }
  }
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  for (let row = 0; row < derivatives.length; row++) derivatives[row] /= total;
  return {
    loss: sums.reduce((sum, value) => sum + value, 0) / total,
    lossByLane: Float32Array.from(sums, (sum, lane) => weights[lane] > 0 ? sum / weights[lane] : 0),
    derivatives,
  };
}
