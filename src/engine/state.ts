import { type Weights, zeroWeights } from "../model/weights.ts";
import type { EngineState } from "./contract.ts";

/** The state of a network that has not been trained: given weights, zero moments, zero carried state. */
export function freshState(weights: Weights<Float32Array>, lanes = 1): EngineState {
  const carried = lanes * weights.shape.hiddenSize;
  return {
    weights,
    firstMoments: zeroWeights(weights.shape),
    secondMoments: zeroWeights(weights.shape),
    step: 0,
    hidden: new Float32Array(carried),
    cell: new Float32Array(carried),
  };
}
