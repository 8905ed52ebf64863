/**
 * The network as two matrices, the form in which TensorFlow's fused operations take it.
 *
 * - kernel [I + biases + H, 4H]: input rows, one row a bias vector (its input is the constant 1), hidden rows; the gate
 *   columns come in PyTorch's order i, f, g, o.
 * - readout [H + 1, 1]: the output weights, then the output bias.
 *
 * So every gradient and every moment is a pair of matrices too, and a network with two bias vectors needs no code of its own.
 *
 * @module
 */
import { type Floats, mapTensors, type Shape, type Weights } from "../../model/weights.ts";

/** Both matrices, row-major. */
export interface Matrices {
  readonly kernel: Float32Array;
  readonly readout: Float32Array;
}

/** Values in one row of padded input: the input and a one for each bias vector. */
export function paddedSize({ inputSize, biases }: Shape): number {
  return inputSize + biases;
}

/** The rows of the kernel that a tensor of the weights takes up; a tensor's own layout is [4H, its rows]. */
function kernelParts({ inputSize, hiddenSize, biases }: Shape) {
  const parts = [
    { name: "weightIh", first: 0, rows: inputSize },
    { name: "biasIh", first: inputSize, rows: 1 },
    { name: "biasHh", first: inputSize + 1, rows: 1 },
    { name: "weightHh", first: inputSize + biases, rows: hiddenSize },
  ] as const;
  return biases === 2 ? parts : parts.filter(({ name }) => name !== "biasHh");
}

/** The matrices of a record of weights or moments, rounded to float32. */
export function toMatrices(weights: Weights): Matrices {
  const { shape, weightOut, biasOut } = weights;
  const gates = 4 * shape.hiddenSize;
  const kernel = new Float32Array((paddedSize(shape) + shape.hiddenSize) * gates);
  for (const { name, first, rows } of kernelParts(shape)) {
    for (let gate = 0; gate < gates; gate++) {
      for (let row = 0; row < rows; row++) {
        kernel[(first + row) * gates + gate] = weights[name][gate * rows + row];
      }
    }
  }
  return { kernel, readout: Float32Array.of(...weightOut, ...biasOut) };
}

/** The record that {@linkcode toMatrices} would turn into these matrices; `make` decides its float type. */
export function fromMatrices<F extends Floats>(
  { kernel, readout }: Matrices,
  shape: Shape,
  make: (size: number) => F,
): Weights<F> {
  const weights = mapTensors(shape, (_, size) => make(size));
  const gates = 4 * shape.hiddenSize;
  for (const { name, first, rows } of kernelParts(shape)) {
    for (let gate = 0; gate < gates; gate++) {
      for (let row = 0; row < rows; row++) {
        weights[name][gate * rows + row] = kernel[(first + row) * gates + gate];
      }
    }
  }
  weights.weightOut.set(readout.subarray(0, shape.hiddenSize));
  weights.biasOut[0] = readout[shape.hiddenSize];
  return weights;
}

/** Inputs [n, I] with a one for each bias vector behind every row: [n, I + biases]. */
export function padInputs(inputs: Float32Array, shape: Shape): Float32Array {
  const { inputSize } = shape;
  const width = paddedSize(shape);
  const padded = new Float32Array(inputs.length / inputSize * width).fill(1);
  for (let from = 0, to = 0; from < inputs.length; from += inputSize, to += width) {
    padded.set(inputs.subarray(from, from + inputSize), to);
  }
  return padded;
}
