/**
 * A network that hears nothing any more.
 *
 * @module
 */
import type { Weights } from "../model/weights.ts";

/**
 * The weights without those from S, the first of a row's inputs.
 *
 * A clock that was trained on noise still gives S a little weight, and the noise it lets in turns the phases: an error that
 * grows with the square of the time. Where S tells nothing about the targets nothing is lost without it.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { initialise } from "../model/mod.ts";
 * const weights = initialise({ inputSize: 5, hiddenSize: 8, biases: 2 }, { scheme: "pytorch", seed: 1 });
 * const { weightIh } = deafened(weights);
 * assertEquals([weightIh[0], weightIh[5], weightIh[6]], [0, 0, weights.weightIh[6]]);
 * ```
 */
export function deafened(weights: Weights<Float32Array>): Weights<Float32Array> {
  const { inputSize } = weights.shape;
  return {
    ...weights,
    weightIh: weights.weightIh.map((weight, index) => index % inputSize === 0 ? 0 : weight),
  };
}
