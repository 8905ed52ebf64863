/**
 * The host's side of the online regime: buffers for a stretch of samples, and the kernel calls over them.
 *
 * @module
 */
import type { Shape } from "../../model/weights.ts";
import type { OnlineResult } from "../contract.ts";
import { adamScales } from "./adam_scales.ts";
import { Arena, floatsAt } from "./arena.ts";
import type { Kernel, Pointer } from "./kernel.ts";
import { columnCount } from "./layout.ts";
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

/** Allocates the online buffers in `arena` for the network at `network`. */
export function allocateOnline(
  { memory, call }: Kernel,
  arena: Arena,
  shape: Shape,
  network: Pointer,
  update: Pointer,
): OnlineTrainer {
  const { inputSize, hiddenSize, biases } = shape;
  const uFloats = Math.ceil(columnCount(shape) / 4) * 4;
  const pointers = {
    u: arena.floats(2 * uFloats),
    cell: arena.floats(hiddenSize),
    z: arena.floats(4 * hiddenSize),
    dz: arena.floats(4 * hiddenSize),
    out: arena.floats(hiddenSize + 4),
    inputs: arena.floats(STRETCH * inputSize),
    targets: arena.floats(STRETCH),
    mask: arena.floats(STRETCH * hiddenSize),
    scales: arena.floats(STRETCH * 2),
    losses: arena.floats(STRETCH),
    norms: arena.floats(STRETCH),
  };
  const { u, cell, z, dz, out } = pointers;
  const sample = arena.record(u, cell, z, dz, out);
  const view = (pointer: Pointer, count: number) => floatsAt(memory, pointer, count);
  const ones = hiddenSize + inputSize;
  for (const row of [0, uFloats]) view(u, 2 * uFloats).fill(1, row + ones, row + ones + biases);
  view(out, hiddenSize + 4)[hiddenSize] = 1;

  return {
    train({ inputs, targets, mask }, { hidden, cell: carriedCell }, settings, step) {
      const losses = new Float32Array(targets.length);
      const gradientNorms = new Float32Array(targets.length);
      view(u, hiddenSize).set(hidden);
      view(cell, hiddenSize).set(carriedCell);
      const scales = view(pointers.scales, 2 * STRETCH);
      for (let first = 0; first < targets.length; first += STRETCH) {
        const count = Math.min(STRETCH, targets.length - first);
        const part = (source: Float32Array, size: number) =>
          source.subarray(first * size, (first + count) * size);
        view(pointers.inputs, STRETCH * inputSize).set(part(inputs, inputSize));
        view(pointers.targets, STRETCH).set(part(targets, 1));
        if (mask) view(pointers.mask, STRETCH * hiddenSize).set(part(mask, hiddenSize));
        for (let n = 0; n < count; n++) {
          const { rate, floor } = adamScales(step + first + n + 1, settings);
          scales[2 * n] = rate;
          scales[2 * n + 1] = floor;
        }
        call.trainOnline(
          network,
          sample,
          count,
          pointers.inputs,
          pointers.targets,
          mask ? pointers.mask : 0,
          update,
          pointers.scales,
          pointers.losses,
          pointers.norms,
        );
        losses.set(view(pointers.losses, count), first);
        gradientNorms.set(view(pointers.norms, count), first);
      }
      hidden.set(view(u, hiddenSize));
      carriedCell.set(view(cell, hiddenSize));
      return { losses, gradientNorms };
    },
  };
}
