/**
 * The first two seconds of the test recording: what the network hears, what it answers, and how its state moves.
 *
 * @module
 */
import { createFusedEngine } from "../engine/fused/engine.ts";
import type { EngineState, UpdateOptions } from "../engine/contract.ts";
import { type CellState, readOut, stepCell, zeroState } from "../model/mod.ts";

/** Length of the stretch. */
export const STRETCH_SECONDS = 2;

/**
 * The outputs that the running loss is made of: an update after every sample, as in training. The engine that trains is
 * not touched.
 *
 * @param inputs [n, I]
 * @param targets [n]
 * @returns [n], each before its own update
 */
export function runningOutputs(
  state: EngineState,
  inputs: Float32Array,
  targets: Float32Array,
  options: UpdateOptions,
): Float32Array {
  const { shape } = state.weights;
  const engine = createFusedEngine(state.weights);
  engine.importState(state);
  engine.resetCarriedState();
  let before: CellState = zeroState(shape.hiddenSize);
  const outputs = targets.map((_, t) => {
    const input = inputs.subarray(t * shape.inputSize, (t + 1) * shape.inputSize);
    const weights = engine.exportWeights();
    before = stepCell(weights, input, before);
    engine.trainOnline(input, targets.subarray(t, t + 1), options);
    return readOut(weights, before.hidden);
  });
  engine.dispose();
  return outputs;
}
