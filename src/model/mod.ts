/**
 * The network: one LSTM layer and a linear output. Its shape, its start, its files.
 *
 * @module
 */
export { type Initialisation, initialise, SCHEMES } from "./initialise.ts";
export { checkShape, parameterCount } from "./shape.ts";
export { type ModelFiles, modelFiles, weightsFromFiles } from "./tfjs_format.ts";
export {
  type Floats,
  mapTensors,
  type Shape,
  TENSOR_NAMES,
  type TensorName,
  tensorSize,
  type Weights,
  zeroWeights,
} from "./weights.ts";
