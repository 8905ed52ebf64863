/**
 * The network: one LSTM layer and a linear output. Its shape, its start, its files.
 *
 * @module
 */
export {
  type CellState,
  type CellStep,
  type NetworkTrace,
  readOut,
  sigmoid,
  stepCell,
  traceNetwork,
  zeroState,
} from "./cell.ts";
export { type Initialisation, initialise, SCHEMES } from "./initialise.ts";
export { checkShape, parameterCount } from "./shape.ts";
export { type ModelFiles, modelFiles, weightsFromFiles } from "./tfjs_format.ts";
export { type Graph, readGraph } from "./tfjs_graph.ts";
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
