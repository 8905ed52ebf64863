/**
 * The engines behind one contract.
 *
 * @module
 */
import type { Weights } from "../model/weights.ts";
import type { Engine, EngineName } from "./contract.ts";

export * from "./contract.ts";
export { freshState } from "./state.ts";

/**
 * A new engine that starts from the given weights, with a reset optimiser and a zero carried state of one lane.
 * Engines load on demand, so that a run pays only for the one it uses.
 *
 * @param options.threads of the fused engine and the native one; TensorFlow keeps a thread pool of its own
 */
export async function createEngine(
  name: EngineName,
  weights: Weights<Float32Array>,
  { threads = 1 }: { readonly threads?: number } = {},
): Promise<Engine> {
  switch (name) {
    case "fused":
      return (await import("./fused/engine.ts")).createThreadedFusedEngine(weights, threads);
    case "native":
      return (await import("./native/engine.ts")).createNativeEngine(weights, threads);
    case "tensorflow":
      return (await import("./tensorflow/engine.ts")).createTensorflowEngine(weights);
    case "reference":
      return (await import("./reference/engine.ts")).createReferenceEngine(weights);
  }
}
