/**
 * The network in the standard tfjs layers format (`model.json` and `weights.bin`), which `tf.loadLayersModel` and the
 * Keras converters read. Written directly, so that saving a model does not load TensorFlow.
 *
 * The layers are LSTM (returning sequences, sigmoid gates) and Dense. Keras keeps matrices transposed, [I, 4H] and
 * [H, 4H], in the same gate order (input, forget, cell, output), and one bias vector: the sum of PyTorch's two.
 *
 * @module
 */
import { readGraph, weightShapes } from "./tfjs_graph.ts";
import { mapTensors, type Shape, type TensorName, type Weights } from "./weights.ts";

/** The two files of a saved model. */
export interface ModelFiles {
  readonly modelJson: string;
  readonly weightsBin: Uint8Array<ArrayBuffer>;
}

/** Names of what lies in `weights.bin`, in its order. */
const NAMES = ["lstm/kernel", "lstm/recurrent_kernel", "lstm/bias", "output/kernel", "output/bias"];

/** The files that hold the network. */
export function modelFiles(network: Weights<Float32Array>): ModelFiles {
  const { shape, weightIh, weightHh, biasIh, biasHh, weightOut, biasOut } = network;
  const gates = 4 * shape.hiddenSize;
  const tensors = [
    transpose(weightIh, gates, shape.inputSize),
    transpose(weightHh, gates, shape.hiddenSize),
    biasIh.map((value, i) => value + biasHh[i]),
    weightOut,
    biasOut,
  ];
  const values = new Float32Array(tensors.reduce((sum, { length }) => sum + length, 0));
  tensors.reduce((at, tensor) => (values.set(tensor, at), at + tensor.length), 0);
  const weights = weightShapes(shape).map((shape, i) => ({ name: NAMES[i], shape, dtype: "float32" }));
  const model = {
    format: "layers-model",
    generatedBy: "lstm-frequency-extraction",
    convertedBy: null,
    modelTopology: topology(shape),
    weightsManifest: [{ paths: ["weights.bin"], weights }],
    userDefinedMetadata: { biases: shape.biases },
  };
  return { modelJson: JSON.stringify(model, null, 1) + "\n", weightsBin: new Uint8Array(values.buffer) };
}

/** The Keras configuration of the two layers; what is left out keeps Keras's default. */
function topology({ inputSize, hiddenSize }: Shape): unknown {
  const lstm = {
    name: "lstm",
    trainable: true,
    batch_input_shape: [null, null, inputSize],
    dtype: "float32",
    units: hiddenSize,
    activation: "tanh",
    recurrent_activation: "sigmoid",
    use_bias: true,
    return_sequences: true,
    return_state: false,
    go_backwards: false,
    stateful: false,
    unroll: false,
  };
  const output = { name: "output", trainable: true, units: 1, activation: "linear", use_bias: true };
  const layers = [{ class_name: "LSTM", config: lstm }, { class_name: "Dense", config: output }];
  return {
    class_name: "Sequential",
    config: { name: "lstm_frequency_extraction", layers },
    keras_version: "tfjs-layers 4.22.0",
    backend: "tensor_flow.js",
  };
}

/**
 * The network in saved files. The one bias vector becomes `biasIh`; predictions are those of the saved network up to
 * the rounding of that sum.
 *
 * @throws {TypeError} when the graph is not that of an LSTM with one output, or the weights are cut off or not finite
 */
export function weightsFromFiles({ modelJson, weightsBin }: ModelFiles): Weights<Float32Array> {
  const { shape } = readGraph(modelJson);
  const expected = weightShapes(shape).map((sides) => sides.reduce((product, side) => product * side, 1));
  const bytes = 4 * expected.reduce((sum, size) => sum + size, 0);
  if (weightsBin.byteLength !== bytes) {
    throw new TypeError(
      `weights.bin: ${bytes} bytes needed for ${shape.hiddenSize} units, given: ${weightsBin.byteLength}`,
    );
  }
  const values = new Float32Array(weightsBin.slice().buffer);
  const broken = values.findIndex((value) => !Number.isFinite(value));
  if (broken >= 0) {
    throw new TypeError(`weights.bin: value ${broken + 1} is ${values[broken]}; every weight must be finite`);
  }
  const starts = expected.map((_, k) => expected.slice(0, k).reduce((sum, size) => sum + size, 0));
  const [kernel, recurrent, bias, outKernel, outBias] = starts.map((start, k) =>
    values.slice(start, start + expected[k])
  );
  const gates = 4 * shape.hiddenSize;
  const tensors: Record<TensorName, Float32Array> = {
    weightIh: transpose(kernel, shape.inputSize, gates),
    weightHh: transpose(recurrent, shape.hiddenSize, gates),
    biasIh: bias,
    biasHh: new Float32Array(gates),
    weightOut: outKernel,
    biasOut: outBias,
  };
  return mapTensors(shape, (name) => tensors[name]);
}

/** The [columns, rows] transpose of a [rows, columns] matrix. */
function transpose(matrix: Float32Array, rows: number, columns: number): Float32Array {
  return matrix.map((_, i) => matrix[(i % rows) * columns + Math.floor(i / rows)]);
}
