/**
 * The network: one LSTM layer and a linear output. Its shape, its start, its files.
 *
 * @module
 */
export {
  type CellState,
  type NetworkTrace,
  readOut,
  sigmoid,
  stepCell,
  traceNetwork,
  zeroState,
} from "./cell.ts";
export { initialise } from "./initialise.ts";
export { checkShape, parameterCount } from "./shape.ts";
export { type ModelFiles, modelFiles, weightsFromFiles } from "./tfjs_format.ts";
export { readGraph } from "./tfjs_graph.ts";
export {
  type Floats,
  mapTensors,
  type Shape,
  TENSOR_NAMES,
  type TensorName,
  type Weights,
} from "./weights.ts";
