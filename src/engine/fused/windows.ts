/**
 * A window of all lanes, shared out among the threads of a team: each has the lanes of its share in a window of its
 * own, with weights, activations and gradient, and the gradients are added in a fixed order.
 *
 * @module
 */
import type { Shape } from "../../model/weights.ts";
import type { Kernel, Pointer } from "./kernel.ts";
import type { Team } from "./team.ts";
import { layOutWindow, type WindowInput, type WindowMemory } from "./window.ts";

/** Lanes next to each other that one thread computes. */
export interface Share {
  readonly first: number;
  readonly lanes: number;
}

/** Fewest lanes worth a thread: the kernel pads a window to as many. */
const LEAST_LANES = 4;

/**
 * Shares out the lanes: as even as can be, and all but the last an even number.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(shareLanes(10, 2), [{ first: 0, lanes: 6 }, { first: 6, lanes: 4 }]);
 * assertEquals(shareLanes(4, 2).length, 1);
 * ```
 */
export function shareLanes(lanes: number, threads: number): Share[] {
  const count = Math.max(1, Math.min(threads, Math.floor(lanes / LEAST_LANES)));
  const size = 2 * Math.ceil(lanes / count / 2);
  const shares: Share[] = [];
  for (let first = 0; first < lanes; first += size) {
    shares.push({ first, lanes: Math.min(size, lanes - first) });
  }
  return shares;
}

/** A window after its forward pass. */
export interface ForwardPass {
  /** [T, B] */
  readonly outputs: Float32Array;
  /** State after the window, [B, H] each. */
  readonly hidden: Float32Array;
  readonly cell: Float32Array;
  /**
   * Back-propagates the derivatives of the loss by each output, [T, B].
   *
   * @returns the window that holds the gradient, for the kernel and for {@linkcode readPanels}
   */
  backward(derivatives: Float32Array): WindowMemory;
}

/** Lays out the window from `start` upwards and runs it forward. */
export function runForward(
  { memory, call }: Kernel,
  team: Team,
  network: Pointer,
  shape: Shape,
  start: Pointer,
  input: WindowInput,
): ForwardPass {
  const { hiddenSize } = shape;
  const shares = shareLanes(input.lanes, team.size);
  const windows: WindowMemory[] = [];
  for (const share of shares) {
    windows.push(layOutWindow(memory, windows.at(-1)?.end ?? start, shape, takeLanes(input, share, shape)));
  }
  const records = windows.map(({ record }) => record);
  team.run("forward", network, records);

  const outputs = new Float32Array(input.steps * input.lanes);
  const hidden = new Float32Array(input.lanes * hiddenSize);
  const cell = new Float32Array(input.lanes * hiddenSize);
  windows.forEach((window, at) => {
    const { first, lanes } = shares[at];
    const from = { width: window.paddedLanes, first: 0 };
    copyColumns(window.outputs, from, outputs, { width: input.lanes, first }, lanes);
    const state = window.finalState();
    hidden.set(state.hidden, first * hiddenSize);
    cell.set(state.cell, first * hiddenSize);
  });

  return {
    outputs,
    hidden,
    cell,
    backward(derivatives) {
      windows.forEach((window, at) => {
        const { first, lanes } = shares[at];
        window.outputs.fill(0);
        const into = { width: window.paddedLanes, first: 0 };
        copyColumns(derivatives, { width: input.lanes, first }, window.outputs, into, lanes);
      });
      team.run("backward", network, records);
      const [sum, ...others] = windows;
      for (const { gradient, outputGradient } of others) {
        call.addFloats(sum.gradient.byteOffset, gradient.byteOffset, gradient.length);
        call.addFloats(sum.outputGradient.byteOffset, outputGradient.byteOffset, outputGradient.length);
      }
      return sum;
    },
  };
}

/** The part of a window that one share sees. */
function takeLanes(input: WindowInput, share: Share, { inputSize, hiddenSize }: Shape): WindowInput {
  if (share.lanes === input.lanes) return input;
  const columns = (values: Float32Array, size: number) => {
    const taken = new Float32Array(values.length / input.lanes * share.lanes);
    const from = { width: input.lanes * size, first: share.first * size };
    copyColumns(values, from, taken, { width: share.lanes * size, first: 0 }, share.lanes * size);
    return taken;
  };
  return {
    steps: input.steps,
    lanes: share.lanes,
    inputs: columns(input.inputs, inputSize),
    hidden: columns(input.hidden, hiddenSize),
    cell: columns(input.cell, hiddenSize),
    mask: input.mask && columns(input.mask, hiddenSize),
  };
}

/** Columns of a row-major matrix. */
interface Columns {
  readonly width: number;
  readonly first: number;
}

/** Copies `count` neighbouring columns from one matrix to another of as many rows. */
function copyColumns(
  source: Float32Array,
  from: Columns,
  target: Float32Array,
  to: Columns,
  count: number,
): void {
  for (let row = 0; row < source.length / from.width; row++) {
    const at = row * from.width + from.first;
    target.set(source.subarray(at, at + count), row * to.width + to.first);
  }
}
