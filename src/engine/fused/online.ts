/**
 * The host's side of the online regime: buffers for a stretch of samples, and the kernel calls over them.
 *
 * @module
 */
import type { Shape } from "../../model/weights.ts";
import type { OnlineResult } from "../contract.ts";
import { adamSteps, STEP_FLOATS, writeStep } from "./adam_step.ts";
import { Arena, floatsAt } from "./arena.ts";
import type { Kernel, Pointer } from "./kernel.ts";
import { columnCount } from "./layout.ts";
import type { ThreadPool } from "./thread_pool.ts";
import type { UpdateSettings } from "./update.ts";

/** Samples per kernel call: a call that ran for long would stay in the compiler's baseline tier. */
const STRETCH = 1000;

/** Trains on samples one by one; see {@linkcode allocateOnline}. */
export interface OnlineTrainer {
  /**
   * @param carried h and c [H] each; replaced in place by those after the last sample
   * @param step number of updates done before
   */
  train(
    samples: { readonly inputs: Float32Array; readonly targets: Float32Array; readonly mask?: Float32Array },
    carried: { readonly hidden: Float32Array; readonly cell: Float32Array },
    settings: UpdateSettings,
    step: number,
  ): OnlineResult;
}

/** Fewest units worth sharing: with fewer, the threads' meeting at each sample takes longer than the sample. */
const WORTH_SHARING = 48;

/** Allocates the online buffers in `arena` for the network at `network`. */
export function allocateOnline(
  { memory }: Kernel,
  arena: Arena,
  pool: ThreadPool,
  shape: Shape,
  network: Pointer,
  update: Pointer,
): OnlineTrainer {
  const { inputSize, hiddenSize, biases } = shape;
  const uFloats = Math.ceil(columnCount(shape) / 8) * 8;
  const inputs = arena.floats(STRETCH * inputSize);
  const targets = arena.floats(STRETCH);
  const mask = arena.floats(STRETCH * hiddenSize);
  const steps = arena.floats(STRETCH * STEP_FLOATS);
  const losses = arena.floats(STRETCH);
  const norms = arena.floats(STRETCH);
  const u = arena.floats(3 * uFloats);
  const cell = arena.floats(hiddenSize);
  const z = arena.floats(4 * hiddenSize);
  const dz = arena.floats(4 * hiddenSize);
  const out = arena.floats(hiddenSize + 4);
  const shares = arena.floats(2 * 3 * hiddenSize / 8);
  const barrier = arena.record(0, 0);
  // in the order of the kernel's record Samples
  const fields = [0, inputs, targets, 0, steps, losses, norms, u, cell, z, dz, out, shares, update, barrier];
  const record = arena.record(...fields);
  const [COUNT, MASK] = [0, 3];

  const floats = (pointer: Pointer, count: number) => floatsAt(memory, pointer, count);
  const header = new Uint32Array(memory.buffer, record, fields.length);
  const meeting = new Int32Array(memory.buffer, barrier, 2);
  const firstOne = hiddenSize + inputSize;
  for (const row of [0, 1, 2]) floats(u + 4 * row * uFloats, uFloats).fill(1, firstOne, firstOne + biases);
  floats(out, hiddenSize + 4)[hiddenSize] = 1;

  return {
    train(samples, carried, settings, step) {
      const total = samples.targets.length;
      const result = { losses: new Float32Array(total), gradientNorms: new Float32Array(total) };
      floats(u, hiddenSize).set(carried.hidden);
      floats(cell, hiddenSize).set(carried.cell);
      header[MASK] = samples.mask ? mask : 0;
      const adamAt = adamSteps(settings);
      for (let first = 0; first < total; first += STRETCH) {
        const count = Math.min(STRETCH, total - first);
        const copy = (source: Float32Array, size: number, to: Pointer) =>
          floats(to, count * size).set(source.subarray(first * size, (first + count) * size));
        copy(samples.inputs, inputSize, inputs);
        copy(samples.targets, 1, targets);
        if (samples.mask) copy(samples.mask, hiddenSize, mask);
        const records = floats(steps, count * STEP_FLOATS);
        for (let n = 0; n < count; n++) {
          writeStep(records, adamAt(step + first + n + 1), n * STEP_FLOATS);
        }
        header[COUNT] = count;
        meeting.fill(0);
        pool.run("trainOnline", network, record, hiddenSize < WORTH_SHARING ? 1 : pool.size);
        result.losses.set(floats(losses, count), first);
        result.gradientNorms.set(floats(norms, count), first);
      }
      carried.hidden.set(floats(u, hiddenSize));
      carried.cell.set(floats(cell, hiddenSize));
      return result;
    },
  };
}
