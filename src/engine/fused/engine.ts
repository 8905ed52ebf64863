/**
 * The fused engine: all of a training step inside one kernel (`../kernel`), here as WebAssembly (built by `deno task kernel`).
 *
 * @module
 */
import type { Weights } from "../../model/weights.ts";
import { checkWeights } from "../arguments.ts";
import type { Engine } from "../contract.ts";
import { FusedEngine } from "./fused_engine.ts";
import { createKernel, type Kernel } from "./kernel.ts";
import { canStartThreads, createJoinedPool, createThreadPool, soloPool } from "./thread_pool.ts";

/**
 * A fused engine that starts from the given weights.
 *
 * @param relaxedSimd takes the build with or without relaxed SIMD; by default what the runtime has
 * @throws {RangeError} if the hidden size is not a multiple of 8
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { mapTensors } from "../../model/weights.ts";
 * const shape = { inputSize: 5, hiddenSize: 8, biases: 2 } as const;
 * const engine = createFusedEngine(mapTensors(shape, (_, size) => new Float32Array(size).fill(0.1)));
 * const { losses } = engine.trainOnline(new Float32Array(10), new Float32Array(2), { learningRate: 1e-3 });
 * assertEquals(losses.length, 2);
 * ```
 */
export function createFusedEngine(weights: Weights<Float32Array>, relaxedSimd?: boolean): Engine {
  return soloEngine(weights, createKernel(relaxedSimd));
}

/** An engine on any build of the kernel, on this thread alone. */
export function soloEngine(weights: Weights<Float32Array>, kernel: Kernel): Engine {
  checkNetwork(weights);
  return new FusedEngine(weights, kernel, soloPool(kernel));
}

/**
 * A fused engine on several threads, each with a share of the units; how many there are does not change a bit. The
 * threads meet at every time step, so they pay where each has a processor core to itself. Call `dispose` to end them.
 * Without the permission to read the project's files, which starting a thread takes, the engine has one thread; `backend`
 * tells.
 *
 * @throws {RangeError} if the hidden size is not a multiple of 8, or `threads` not a positive integer
 */
export function createThreadedFusedEngine(weights: Weights<Float32Array>, threads: number): Promise<Engine> {
  return createEngineOn(createKernel, weights, threads);
}

/**
 * A fused engine on this thread, which the worker that `open` opens joins as soon as it is ready; before and after, the
 * bytes are the same. For places that open workers in their own way, as a page does; the worker's side is in `thread.ts`.
 *
 * @returns with the engine, `joined`: resolved when the worker takes part, rejected when it cannot be started
 */
export function createJoinedFusedEngine(
  weights: Weights<Float32Array>,
  open: () => Worker,
): { readonly engine: Engine; readonly joined: Promise<void> } {
  checkNetwork(weights);
  const kernel = createKernel();
  const { pool, joined } = createJoinedPool(kernel, open);
  return { engine: new FusedEngine(weights, kernel, pool), joined };
}

/** {@linkcode createThreadedFusedEngine} on any build of the kernel. */
export async function createEngineOn(
  open: () => Kernel,
  weights: Weights<Float32Array>,
  threads: number,
): Promise<Engine> {
  checkNetwork(weights);
  if (!Number.isInteger(threads) || threads < 1) {
    throw new RangeError(`threads must be a positive integer, given: ${threads}`);
  }
  const kernel = open();
  const pool = threads > 1 && canStartThreads() ? await createThreadPool(kernel, threads) : soloPool(kernel);
  return new FusedEngine(weights, kernel, pool);
}

function checkNetwork(weights: Weights<Float32Array>): void {
  const { hiddenSize } = weights.shape;
  if (!Number.isInteger(hiddenSize) || hiddenSize < 8 || hiddenSize % 8 !== 0) {
    throw new RangeError(
      `the kernel takes a hidden size that is a multiple of 8, given: ${hiddenSize}`,
    );
  }
  checkWeights(weights);
}
