/**
 * Lays out one window in the kernel's memory. Lanes of zeros pad their number to an even one from four upwards.
 *
 * @module
 */
import type { Shape } from "../../model/weights.ts";
import type { LayerState, Window } from "../window.ts";
import { Arena, floatsAt } from "./arena.ts";
import type { Kernel, Pointer } from "./kernel.ts";
import { columnCount } from "./layout.ts";

/** Rows whose gradient is summed at a time: error panels of this length stay in the processor's second-level cache. */
const CHUNK_ROWS = 512;

/** A window in memory, ready for the kernel's forward pass. */
export interface WindowMemory {
  readonly record: Pointer;
  /** Where the threads that share the window meet: zero before each job. */
  readonly barrier: Int32Array;
  /** Multiply-adds of one step. */
  readonly work: number;
  readonly paddedLanes: number;
  /** [T][padded lanes] */
  readonly outputs: Float32Array;
  /** [4H / rows][`width`][rows], see {@linkcode Kernel.rows} */
  readonly gradient: Float32Array;
  readonly width: number;
  /** [H + 4] */
  readonly outputGradient: Float32Array;
  /** The state after the window, [B, H] each. */
  finalState(): LayerState;
}

/** Allocates and fills the window's arrays from `start` upwards. */
export function layOutWindow(
  kernel: Kernel,
  start: Pointer,
  shape: Shape,
  window: Window,
): WindowMemory {
  const { memory, rows: panelRows } = kernel;
  const { hiddenSize } = shape;
  const { steps, lanes } = window;
  const paddedLanes = Math.max(4, roundUp(lanes, 2));
  const rows = steps * paddedLanes;
  const width = roundUp(columnCount(shape), 6);
  const paddedUnits = roundUp(hiddenSize, panelRows);
  const chunkRows = Math.max(1, Math.min(steps, Math.floor(CHUNK_ROWS / paddedLanes))) * paddedLanes;

  const arena = new Arena(kernel, start);
  const weights = arena.floats(4 * hiddenSize * width);
  const transposed = arena.floats(4 * hiddenSize * paddedUnits);
  const u = arena.floats((rows + paddedLanes) * width);
  const cells = arena.floats((rows + paddedLanes) * hiddenSize);
  const gates = arena.floats(rows * 4 * hiddenSize);
  const mask = window.mask ? arena.floats(rows * hiddenSize) : 0;
  const outputShares = arena.floats(rows * hiddenSize / 8);
  const outputs = arena.floats(rows);
  const errors = arena.floats(2 * paddedLanes * 4 * hiddenSize);
  const hiddenErrors = arena.floats(paddedLanes * paddedUnits);
  const cellErrors = arena.floats(paddedLanes * hiddenSize);
  const errorPanels = arena.floats(4 * hiddenSize * chunkRows);
  const strips = arena.floats(width * chunkRows);
  const gradient = arena.floats(4 * hiddenSize * width);
  const outputGradient = arena.floats(hiddenSize + 4);
  const barrier = arena.record(0, 0);
  // in the order of the kernel's record Window
  const record = arena.record(
    steps,
    paddedLanes,
    width,
    chunkRows,
    weights,
    transposed,
    u,
    cells,
    gates,
    mask,
    outputShares,
    outputs,
    errors,
    hiddenErrors,
    cellErrors,
    errorPanels,
    strips,
    gradient,
    outputGradient,
    barrier,
  );

  const floats = (pointer: Pointer, count: number) => floatsAt(memory, pointer, count);
  const uRows = floats(u, (rows + paddedLanes) * width);
  const cellRows = floats(cells, (rows + paddedLanes) * hiddenSize);
  fillRows(uRows, width, shape, window, paddedLanes);
  cellRows.fill(0, 0, paddedLanes * hiddenSize).set(window.cell);
  if (window.mask) {
    padLanes(floats(mask, rows * hiddenSize), window.mask, lanes * hiddenSize, paddedLanes * hiddenSize);
  }
  return {
    record,
    barrier: new Int32Array(memory.buffer, barrier, 2),
    work: paddedLanes * 4 * hiddenSize * width,
    paddedLanes,
    outputs: floats(outputs, rows),
    gradient: floats(gradient, 4 * hiddenSize * width),
    width,
    outputGradient: floats(outputGradient, hiddenSize + 4),
    finalState() {
      const hidden = new Float32Array(lanes * hiddenSize);
      for (let lane = 0; lane < lanes; lane++) {
        const row = (rows + lane) * width;
        hidden.set(uRows.subarray(row, row + hiddenSize), lane * hiddenSize);
      }
      return { hidden, cell: cellRows.slice(rows * hiddenSize, (rows + lanes) * hiddenSize) };
    },
  };
}

/** Sets [x, 1, 1, 0...] of every row and the carried h of the first step's rows. */
function fillRows(
  u: Float32Array,
  width: number,
  { inputSize, hiddenSize, biases }: Shape,
  { steps, lanes, inputs, hidden }: Window,
  paddedLanes: number,
): void {
  u.fill(0, 0, paddedLanes * width);
  for (let lane = 0; lane < lanes; lane++) {
    u.set(hidden.subarray(lane * hiddenSize, (lane + 1) * hiddenSize), lane * width);
  }
  for (let t = 0; t < steps; t++) {
    for (let lane = 0; lane < paddedLanes; lane++) {
      const row = (t * paddedLanes + lane) * width + hiddenSize;
      const input = (t * lanes + lane) * inputSize;
      for (let k = 0; k < inputSize; k++) u[row + k] = lane < lanes ? inputs[input + k] : 0;
      for (let k = inputSize; k < width - hiddenSize; k++) u[row + k] = k < inputSize + biases ? 1 : 0;
    }
  }
}

/** Copies rows of `from` floats each to the beginnings of longer rows of `to` floats, zeros behind. */
function padLanes(target: Float32Array, source: Float32Array, from: number, to: number): void {
  target.fill(0);
  for (let t = 0; t * from < source.length; t++) {
    target.set(source.subarray(t * from, (t + 1) * from), t * to);
  }
}

function roundUp(value: number, multiple: number): number {
  return Math.ceil(value / multiple) * multiple;
}
