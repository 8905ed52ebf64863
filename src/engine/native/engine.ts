/**
 * The native engine: the fused engine on the kernel as machine code.
 *
 * @module
 */
import type { Weights } from "../../model/weights.ts";
import type { Engine } from "../contract.ts";
import { createEngineOn } from "../fused/engine.ts";
import { createNativeKernel } from "./kernel.ts";

/**
 * A native engine that starts from the given weights, on one thread or several: the bytes are the same.
 *
 * @param library the built library; by default the one of `deno task native`
 * @throws {RangeError} as the fused engine does, and where the library is not there or was not built for this machine
 * from these sources
 */
export function createNativeEngine(
  weights: Weights<Float32Array>,
  threads = 1,
  library?: string,
): Promise<Engine> {
  return createEngineOn(() => createNativeKernel(library), weights, threads);
}
