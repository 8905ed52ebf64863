import { type Shape, TENSOR_NAMES, tensorSize } from "./weights.ts";

/**
 * A shape whose every size is allowed.
 *
 * @throws {RangeError} naming the size, its value and what is allowed
 */
export function checkShape(shape: Shape): Shape {
  for (const name of ["inputSize", "hiddenSize"] as const) {
    if (!Number.isInteger(shape[name]) || shape[name] < 1) {
      throw new RangeError(`${name} must be a positive integer, given: ${shape[name]}`);
    }
  }
  if (shape.biases !== 1 && shape.biases !== 2) {
    throw new RangeError(`biases must be 1 (Keras) or 2 (PyTorch), given: ${shape.biases}`);
  }
  return shape;
}

/**
 * How many numbers training adjusts: 4H (I + H + biases) in the LSTM and H + 1 in the output layer.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(parameterCount({ inputSize: 5, hiddenSize: 64, biases: 2 }), 18_241); // torch.nn.LSTM + Linear
 * assertEquals(parameterCount({ inputSize: 5, hiddenSize: 64, biases: 1 }), 17_985); // tf.keras.layers.LSTM + Dense
 * ```
 */
export function parameterCount(shape: Shape): number {
  return TENSOR_NAMES
    .filter((name) => name !== "biasHh" || shape.biases === 2)
    .reduce((sum, name) => sum + tensorSize(name, shape), 0);
}
