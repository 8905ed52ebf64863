import { type Shape, TENSOR_NAMES, tensorSize } from "./weights.ts";

/** Largest network: with gradients and Adam's moments, 24 bytes each, it trains in half a gigabyte. */
const MAX_PARAMETERS = 20_000_000;

/**
 * A shape whose every size is allowed and which memory holds.
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
  const parameters = parameterCount(shape);
  if (parameters > MAX_PARAMETERS) {
    const [given, most] = [parameters, MAX_PARAMETERS].map((count) => count.toLocaleString("en"));
    throw new RangeError(
      `hiddenSize ${shape.hiddenSize} with inputSize ${shape.inputSize} makes ${given} parameters; memory allows ${most}`,
    );
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
