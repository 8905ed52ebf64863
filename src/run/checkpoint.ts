/**
 * The checkpoint of a run: everything needed to continue bit for bit, in one safetensors file, so that a single
 * rename replaces the old one. Epochs already done travel in the metadata, with the run that it belongs to and the
 * SHA-256 of the whole.
 *
 * @module
 */
import { readBytes, validated } from "../boundary/mod.ts";
import type { EngineState } from "../engine/contract.ts";
import { decodeSafetensors, encodeSafetensors, type Tensor } from "../model/safetensors.ts";
import { mapTensors, type Shape, TENSOR_NAMES, type Weights } from "../model/weights.ts";
import { writeAtomically } from "./files.ts";
import { type RunIdentity, runIdentity } from "./identity.ts";
import { refuseBroken, seal, UNSEALED } from "./seal.ts";
import type { EpochRecord } from "../training/epoch.ts";

/** A run between two epochs. */
export interface Checkpoint {
  /** The run that it belongs to. */
  readonly run: RunIdentity;
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
export function encodeCheckpoint({ run, state, epochs }: Checkpoint): Uint8Array {
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
  return seal(encodeSafetensors({
    tensors,
    metadata: {
      sha256: UNSEALED, // first: what is searched for it is short
      run: JSON.stringify(run),
      shape: JSON.stringify(shape),
      step: String(state.step),
      epochs: JSON.stringify(epochs),
    },
  }));
}

/** @throws {TypeError} when the bytes are not those of a checkpoint, to the last bit. */
export function decodeCheckpoint(bytes: Uint8Array): Checkpoint {
  refuseBroken(bytes);
  const { tensors, metadata } = decodeSafetensors(bytes);
  for (const field of ["run", "shape", "step", "epochs"]) {
    if (!Object.hasOwn(metadata, field)) {
      throw new TypeError(`not a checkpoint: ${field} is missing from its metadata`);
    }
  }
  const shape = JSON.parse(metadata.shape) as Shape;
  const data = (name: string) => {
    if (!Object.hasOwn(tensors, name)) throw new TypeError(`not a checkpoint: the tensor ${name} is missing`);
    return tensors[name].data;
  };
  const group = <F extends Float32Array | Float64Array>(name: typeof GROUPS[number]) =>
    mapTensors(shape, (tensor) => data(`${name}.${tensor}`) as F) as Weights<F>;
  return {
    run: validated(runIdentity, JSON.parse(metadata.run), "run"),
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
