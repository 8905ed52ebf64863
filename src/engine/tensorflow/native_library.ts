import type { Tensor } from "@tensorflow/tfjs";
import type { TfjsNode } from "./load.ts";

/** An attribute of a TensorFlow operation, as the addon takes it. */
interface Attribute {
  readonly name: string;
  readonly type: number;
  readonly value: unknown;
}

/** What is used of tfjs-node's backend; the package declares these members private or not at all. */
interface NodeBackend {
  executeMultipleOutputs(
    operation: string,
    attributes: Attribute[],
    inputs: Tensor[],
    outputs: number,
  ): Tensor[];
  createOutputTensor(
    metadata: { readonly id: number; readonly shape: number[]; readonly dtype: number },
  ): Tensor;
  readonly binding: {
    readonly TF_FLOAT: number;
    readonly TF_INT32: number;
    readonly TF_INT64: number;
    readonly TF_ATTR_BOOL: number;
    readonly TF_ATTR_FLOAT: number;
    readonly TF_ATTR_SHAPE: number;
    readonly TF_ATTR_STRING: number;
    readonly TF_ATTR_TYPE: number;
    createTensor(shape: number[], dtype: number, values: Int32Array): number;
  };
}

/** Any operation of the TensorFlow library by its name, for those that tfjs has no function for. */
export interface NativeLibrary {
  /** Runs an operation; its outputs belong to the caller's `tf.tidy`. */
  run(operation: string, attributes: Attribute[], inputs: readonly Tensor[], outputs: number): Tensor[];
  /** A 64-bit integer, which tfjs itself does not know; good as an operation's input only. */
  int64(value: number): Tensor;
  /** The attribute that says "float32". */
  float32(name: string): Attribute;
  bool(name: string, value: boolean): Attribute;
  float(name: string, value: number): Attribute;
  text(name: string, value: string): Attribute;
  shape(name: string, value: readonly number[]): Attribute;
}

/** Access to the library below tfjs-node. */
export function nativeLibrary(tf: TfjsNode): NativeLibrary {
  const backend = tf.backend() as unknown as NodeBackend;
  const { binding } = backend;
  return {
    run: (operation, attributes, inputs, outputs) =>
      backend.executeMultipleOutputs(operation, attributes, [...inputs], outputs),
    int64: (value) =>
      backend.createOutputTensor({
        // low and high half; the label int32 only spares tfjs a type it has no name for
        id: binding.createTensor([], binding.TF_INT64, Int32Array.of(value, 0)),
        shape: [],
        dtype: binding.TF_INT32,
      }),
    float32: (name) => ({ name, type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT }),
    bool: (name, value) => ({ name, type: binding.TF_ATTR_BOOL, value }),
    float: (name, value) => ({ name, type: binding.TF_ATTR_FLOAT, value }),
    text: (name, value) => ({ name, type: binding.TF_ATTR_STRING, value }),
    shape: (name, value) => ({ name, type: binding.TF_ATTR_SHAPE, value: [...value] }),
  };
}
