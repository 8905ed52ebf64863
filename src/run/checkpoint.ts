/**
 * The checkpoint of a run: everything needed to continue bit for bit, in one safetensors file, so that a single
 * rename replaces the old one. Epochs already done travel in the metadata.
 *
 * @module
 */
import { readBytes } from "../boundary/mod.ts";
import type { EngineState } from "../engine/contract.ts";
import { decodeSafetensors, encodeSafetensors, type Tensor } from "../model/safetensors.ts";
import { mapTensors, type Shape, TENSOR_NAMES, type Weights } from "../model/weights.ts";
import { writeAtomically } from "./files.ts";
import type { EpochRecord } from "../training/epoch.ts";

/** A run between two epochs. */
export interface Checkpoint {
  readonly state: EngineState;
  readonly epochs: readonly EpochRecord[];
}

const GROUPS = ["weights", "firstMoments", "secondMoments"] as const;

/** Where the checkpoint of a run folder lies. */
export function checkpointPath(folder: string): string {
  return `${folder}/checkpoint/state.safetensors`;
}

/** Writes the checkpoint; the one before stays until this one is whole. */
export function saveCheckpoint(folder: string, checkpoint: Checkpoint): void {
  writeAtomically(checkpointPath(folder), encodeCheckpoint(checkpoint));
}

/** @throws {TypeError} naming the file when it is cut off or not a checkpoint. */
export function loadCheckpoint(folder: string): Checkpoint {
  const path = checkpointPath(folder);
  const bytes = readBytes(path);
  try {
    return decodeCheckpoint(bytes);
  } catch (error) {
    throw new TypeError(`${path}: ${(error as Error).message}`);
  }
}

/** The bytes of a checkpoint file. */
export function encodeCheckpoint({ state, epochs }: Checkpoint): Uint8Array {
  const { shape } = state.weights;
  const tensors: Record<string, Tensor> = {};
  for (const group of GROUPS) {
    for (const name of TENSOR_NAMES) {
      const data = state[group][name];
      tensors[`${group}.${name}`] = { shape: [data.length], data };
    }
  }
  for (const name of ["hidden", "cell"] as const) {
    tensors[name] = { shape: [state[name].length / shape.hiddenSize, shape.hiddenSize], data: state[name] };
  }
  return encodeSafetensors({
    tensors,
    metadata: { shape: JSON.stringify(shape), step: String(state.step), epochs: JSON.stringify(epochs) },
  });
}

/** @throws {TypeError} when the bytes are not a whole checkpoint. */
export function decodeCheckpoint(bytes: Uint8Array): Checkpoint {
  const { tensors, metadata } = decodeSafetensors(bytes);
  if (!("shape" in metadata && "step" in metadata && "epochs" in metadata)) {
    throw new TypeError("not a checkpoint: shape, step or epochs is missing from its metadata");
  }
  const shape = JSON.parse(metadata.shape) as Shape;
  const data = (name: string) => {
    if (!(name in tensors)) throw new TypeError(`not a checkpoint: the tensor ${name} is missing`);
    return tensors[name].data;
  };
  const group = <F extends Float32Array | Float64Array>(name: typeof GROUPS[number]) =>
    mapTensors(shape, (tensor) => data(`${name}.${tensor}`) as F) as Weights<F>;
  return {
    state: {
      weights: group<Float32Array>("weights"),
      firstMoments: group<Float64Array>("firstMoments"),
      secondMoments: group<Float64Array>("secondMoments"),
      step: Number(metadata.step),
      hidden: data("hidden") as Float32Array,
      cell: data("cell") as Float32Array,
    },
    epochs: JSON.parse(metadata.epochs),
  };
}
