/**
 * How a network starts.
 *
 * @module
 */
import { Matrix, QrDecomposition } from "ml-matrix";
import { drawNormal } from "../random/draw.ts";
import { createGenerator } from "../random/generator.ts";
import { checkShape } from "./shape.ts";
import { mapTensors, type Shape, type TensorName, type Weights } from "./weights.ts";

/** Names of the initialisation schemes. */
const SCHEMES = ["pytorch", "keras"] as const;

/** Scheme and seed of the initial weights. */
export interface Initialisation {
  readonly scheme: typeof SCHEMES[number];
  readonly seed: number;
}

/**
 * Initial weights, drawn from MT19937 tensor by tensor in the order of `TENSOR_NAMES`, each row by row.
 *
 * - `pytorch`: every entry uniform(-1/sqrt(H), 1/sqrt(H)), as `nn.LSTM` and `nn.Linear` do. One draw u an entry, and
 *   the entry is float32(-k + 2 k u). A second bias vector that is not trained stays zero and draws nothing.
 * - `keras`: `glorot_uniform` input and output weights (Glorot & Bengio 2010), `orthogonal` recurrent weights (Saxe et
 *   al. 2014: the Q of a normal matrix, signs by the diagonal of R), zero biases but 1 for the forget gate.
 *
 * @throws {RangeError} for a shape, scheme or seed that is not allowed
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * const weights = initialise({ inputSize: 5, hiddenSize: 64, biases: 2 }, { scheme: "pytorch", seed: 1 });
 * assertEquals(weights.weightIh[0], Math.fround(-1 / 8 + 2 / 8 * 0.417022004702574));
 * ```
 */
export function initialise(shape: Shape, { scheme, seed }: Initialisation): Weights<Float32Array> {
  checkShape(shape);
  const { next } = createGenerator(seed);
  switch (scheme) {
    case "pytorch":
      return pytorch(shape, next);
    case "keras":
      return keras(shape, next);
    default:
      throw new RangeError(`scheme must be one of ${SCHEMES.join(", ")}, given: ${scheme}`);
  }
}

function pytorch(shape: Shape, next: () => number): Weights<Float32Array> {
  const bound = 1 / Math.sqrt(shape.hiddenSize);
  return mapTensors(shape, (name, size) => {
    const isTrained = name !== "biasHh" || shape.biases === 2;
    return isTrained ? uniform(size, bound, next) : new Float32Array(size);
  });
}

function keras(shape: Shape, next: () => number): Weights<Float32Array> {
  const { inputSize, hiddenSize } = shape;
  const glorot = (size: number, fans: number) => uniform(size, Math.sqrt(6 / fans), next);
  const make: Record<TensorName, (size: number) => Float32Array> = {
    weightIh: (size) => glorot(size, inputSize + 4 * hiddenSize),
    weightHh: () => orthogonal(4 * hiddenSize, hiddenSize, next),
    biasIh: (size) => new Float32Array(size).fill(1, hiddenSize, 2 * hiddenSize),
    biasHh: (size) => new Float32Array(size),
    weightOut: (size) => glorot(size, hiddenSize + 1),
    biasOut: (size) => new Float32Array(size),
  };
  return mapTensors(shape, (name, size) => make[name](size));
}

function uniform(size: number, bound: number, next: () => number): Float32Array {
  return Float32Array.from({ length: size }, () => -bound + 2 * bound * next());
}

/** A matrix with orthonormal columns, uniform over all such matrices. */
function orthogonal(rows: number, columns: number, next: () => number): Float32Array {
  const entries = Array.from(
    { length: rows },
    () => Float64Array.from({ length: columns }, () => drawNormal(next)),
  );
  const { orthogonalMatrix: q, upperTriangularMatrix: r } = new QrDecomposition(new Matrix(entries));
  const result = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      result[row * columns + column] = q.get(row, column) * Math.sign(r.get(column, column));
    }
  }
  return result;
}
