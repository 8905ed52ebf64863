/**
 * The weights of one LSTM layer with a linear output, as one plain record.
 *
 * Layout and names are those of PyTorch's `nn.LSTM` and `nn.Linear`: matrices are row-major, the 4H gate rows
 * come in the order input, forget, cell (g), output, and there are two bias vectors whose sum acts on each gate.
 * A network in the Keras layout has one bias vector (`biases: 1`); its `biasHh` then stays zero and is never trained.
 *
 * @module
 */

/** A vector of numbers: float32 for engines, float64 for the exact reference. */
export type Floats = Float32Array | Float64Array;

/** What fixes the size of every weight. */
export interface Shape {
  /** Values in one input row; 5 for [S, C1..C4]. */
  readonly inputSize: number;
  /** Units in the hidden layer, H. */
  readonly hiddenSize: number;
  /** Trained bias vectors per gate row: 2 as in PyTorch, 1 as in Keras. */
  readonly biases: 1 | 2;
}

/** Every tensor of the network; shapes in terms of I = `inputSize` and H = `hiddenSize`. */
export interface Weights<F extends Floats = Floats> {
  readonly shape: Shape;
  /** [4H, I] */
  readonly weightIh: F;
  /** [4H, H] */
  readonly weightHh: F;
  /** [4H] */
  readonly biasIh: F;
  /** [4H]; all zero and not trained when `shape.biases` is 1. */
  readonly biasHh: F;
  /** [1, H] */
  readonly weightOut: F;
  /** [1] */
  readonly biasOut: F;
}

/** The tensors of {@linkcode Weights} in their canonical order. */
export const TENSOR_NAMES = ["weightIh", "weightHh", "biasIh", "biasHh", "weightOut", "biasOut"] as const;

/** Name of one tensor of {@linkcode Weights}. */
export type TensorName = typeof TENSOR_NAMES[number];

/** Entries of one tensor of a network of the given shape. */
export function tensorSize(name: TensorName, { inputSize, hiddenSize }: Shape): number {
  switch (name) {
    case "weightIh":
      return 4 * hiddenSize * inputSize;
    case "weightHh":
      return 4 * hiddenSize * hiddenSize;
    case "biasIh":
    case "biasHh":
      return 4 * hiddenSize;
    case "weightOut":
      return hiddenSize;
    case "biasOut":
      return 1;
  }
}

/** A new record whose every tensor is made by `make` from its name and size. */
export function mapTensors<F extends Floats>(
  shape: Shape,
  make: (name: TensorName, size: number) => F,
): Weights<F> {
  const tensor = (name: TensorName) => make(name, tensorSize(name, shape));
  return {
    shape,
    weightIh: tensor("weightIh"),
    weightHh: tensor("weightHh"),
    biasIh: tensor("biasIh"),
    biasHh: tensor("biasHh"),
    weightOut: tensor("weightOut"),
    biasOut: tensor("biasOut"),
  };
}

/** All tensors zero, in float64: the moments of an optimiser that has not yet stepped. */
export function zeroWeights(shape: Shape): Weights<Float64Array> {
  return mapTensors(shape, (_, size) => new Float64Array(size));
}
