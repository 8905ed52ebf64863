/**
 * A window forward and backward, on as many threads as are worth it. The threads share its units; how many there are
 * does not change a bit of the result.
 *
 * @module
 */
import type { Shape } from "../../model/weights.ts";
import type { LayerState, Window } from "../window.ts";
import type { Kernel, Pointer } from "./kernel.ts";
import type { ThreadPool } from "./thread_pool.ts";
import { layOutWindow, type WindowMemory } from "./window.ts";

/** Multiply-adds of a step that are worth more than the threads' meeting after it: about two microseconds. */
const WORTH_SHARING = 65_536;

/** A window after its forward pass, with the state after its last step. */
export interface ForwardPass extends LayerState {
  /** [T, B] */
  readonly outputs: Float32Array;
  /**
   * Back-propagates the derivatives of the loss by each output, [T, B].
   *
   * @returns the window, which now holds the gradient
   */
  backward(derivatives: Float32Array): WindowMemory;
}

/** Lays out the window from `start` upwards and runs it forward. */
export function runForward(
  kernel: Kernel,
  pool: ThreadPool,
  network: Pointer,
  shape: Shape,
  start: Pointer,
  input: Window,
): ForwardPass {
  const { lanes } = input;
  const window = layOutWindow(kernel, start, shape, input);
  const { record, barrier, paddedLanes } = window;
  const run = (job: "forward" | "backward") => {
    barrier.fill(0);
    pool.run(job, network, record, window.work < WORTH_SHARING ? 1 : pool.size);
  };
  run("forward");
  kernel.call.sumOutputs(network, record);
  const outputs = new Float32Array(input.steps * lanes);
  copyRows(window.outputs, paddedLanes, outputs, lanes, lanes);
  return {
    outputs,
    ...window.finalState(),
    backward(derivatives) {
      window.outputs.fill(0);
      copyRows(derivatives, lanes, window.outputs, paddedLanes, lanes);
      run("backward");
      return window;
    },
  };
}

/** Copies the first `count` entries of each row, from rows of one length to rows of another. */
function copyRows(
  source: Float32Array,
  sourceWidth: number,
  target: Float32Array,
  targetWidth: number,
  count: number,
): void {
  if (sourceWidth === count && targetWidth === count) return target.set(source);
  for (let row = 0; row * sourceWidth < source.length; row++) {
    target.set(source.subarray(row * sourceWidth, row * sourceWidth + count), row * targetWidth);
  }
}
