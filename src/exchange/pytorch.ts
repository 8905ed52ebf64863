/**
 * Weights under the names of a PyTorch `state_dict`, as `safetensors.torch.save_file(model.state_dict(), ...)` writes it
 * for a module with an `nn.LSTM` and an `nn.Linear`.
 *
 * @module
 */
import { checkShape, mapTensors, type Shape, type TensorName, type Weights } from "../model/mod.ts";
import { decodeSafetensors, encodeSafetensors, type Tensor } from "../model/safetensors.ts";

/** PyTorch's name of each tensor; the LSTM layer is called `lstm`, the output layer `linear`. */
const STATE_DICT_NAMES: Readonly<Record<TensorName, string>> = {
  weightIh: "lstm.weight_ih_l0",
  weightHh: "lstm.weight_hh_l0",
  biasIh: "lstm.bias_ih_l0",
  biasHh: "lstm.bias_hh_l0",
  weightOut: "linear.weight",
  biasOut: "linear.bias",
};

/** A state dictionary in a safetensors file. */
export function toPytorchSafetensors(weights: Weights<Float32Array>): Uint8Array<ArrayBuffer> {
  const shapes = tensorShapes(weights.shape);
  const entries = Object.entries(STATE_DICT_NAMES) as [TensorName, string][];
  return encodeSafetensors({
    tensors: Object.fromEntries(
      entries.map(([name, key]) => [key, { shape: shapes[name], data: weights[name] }]),
    ),
    // PyTorch has two bias vectors always; this says whether the second was trained
    metadata: { format: "pt", biases: String(weights.shape.biases) },
  });
}

/**
 * The network in a safetensors file with a PyTorch state dictionary. The two layers may have any names: the LSTM is
 * known by its `weight_ih_l0`, the output layer by a `weight` of one row.
 *
 * @throws {TypeError} when the file holds no single-layer LSTM with biases and one output, or a value that is not finite
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { initialise } from "../model/mod.ts";
 * const weights = initialise({ inputSize: 5, hiddenSize: 8, biases: 2 }, { scheme: "pytorch", seed: 1 });
 * assertEquals(fromPytorchSafetensors(toPytorchSafetensors(weights)), weights);
 * ```
 */
export function fromPytorchSafetensors(bytes: Uint8Array): Weights<Float32Array> {
  const { tensors, metadata } = decodeSafetensors(bytes);
  const keys = Object.keys(tensors);
  const [lstm, ...otherLstms] = keys.filter((key) => key.endsWith("weight_ih_l0")).map((key) =>
    key.slice(0, -"weight_ih_l0".length)
  );
  const [output, ...otherOutputs] = keys.filter((key) =>
    /(^|\.)weight$/.test(key) && tensors[key].shape.length === 2
  );
  if (lstm === undefined || output === undefined) {
    throw new TypeError(
      `an LSTM's weight_ih_l0 and an output layer's weight are needed, given: ${
        keys.join(", ") || "nothing"
      }`,
    );
  }
  const more = [
    ...otherLstms,
    ...otherOutputs,
    ...keys.filter((key) => /_l[1-9]|_reverse$|weight_hr_/.test(key)),
  ];
  if (more.length > 0) {
    throw new TypeError(`one LSTM layer and one output layer can be read, given also: ${more.join(", ")}`);
  }

  const [gates, inputSize] = tensors[`${lstm}weight_ih_l0`].shape;
  const shape: Shape = { inputSize, hiddenSize: gates / 4, biases: metadata.biases === "1" ? 1 : 2 };
  checkShape(shape);
  const names: Record<TensorName, string> = {
    weightIh: `${lstm}weight_ih_l0`,
    weightHh: `${lstm}weight_hh_l0`,
    biasIh: `${lstm}bias_ih_l0`,
    biasHh: `${lstm}bias_hh_l0`,
    weightOut: output,
    biasOut: output.replace(/weight$/, "bias"),
  };
  const others = keys.filter((key) => !Object.values(names).includes(key));
  if (others.length > 0) {
    throw new TypeError(
      `an LSTM and its output layer are read, given also: ${others.slice(0, 8).join(", ")}`,
    );
  }
  const expected = tensorShapes(shape);
  return mapTensors(shape, (name) => checkedTensor(tensors[names[name]], names[name], expected[name]));
}

/** PyTorch's shape of each tensor. */
function tensorShapes({ inputSize, hiddenSize }: Shape): Record<TensorName, readonly number[]> {
  const gates = 4 * hiddenSize;
  return {
    weightIh: [gates, inputSize],
    weightHh: [gates, hiddenSize],
    biasIh: [gates],
    biasHh: [gates],
    weightOut: [1, hiddenSize],
    biasOut: [1],
  };
}

function checkedTensor(tensor: Tensor | undefined, key: string, shape: readonly number[]): Float32Array {
  if (tensor === undefined) throw new TypeError(`${key} is missing`);
  if (tensor.shape.join() !== shape.join()) {
    throw new TypeError(
      `${key} must have the shape [${shape.join(", ")}], given: [${tensor.shape.join(", ")}]`,
    );
  }
  if (!tensor.data.every(Number.isFinite)) throw new TypeError(`${key} holds a value that is not finite`);
  return Float32Array.from(tensor.data);
}
