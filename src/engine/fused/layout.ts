/**
 * Between the weights record and the kernel's panels. A panel holds `rows` gate rows; for each column of
 * [W_hh | W_ih | b_ih | b_hh] it has `columnFloats` floats, `rows` of which belong to one quantity (weights, a
 * moment, the gradient). Gate rows come in groups of 32: four gates of eight units. The output layer is one row of
 * H + 4: H weights, the bias, three zeros.
 *
 * @module
 */
import { type Floats, mapTensors, type Shape, type TensorName, type Weights } from "../../model/weights.ts";

/** Where one quantity lies in the kernel's memory. */
export interface Panels {
  readonly gates: Float32Array;
  /** Gate rows of a panel: 8, 16 or 32. */
  readonly rows: number;
  /** Columns of a panel. */
  readonly columns: number;
  /** Floats from one column to the next. */
  readonly columnFloats: number;
  /** First of the quantity's floats in a column. */
  readonly slot: number;
  /** [H + 4] */
  readonly output: Float32Array;
}

/** Columns of the matrix that the kernel multiplies with [h, x, 1, 1]. */
export function columnCount({ inputSize, hiddenSize, biases }: Shape): number {
  return hiddenSize + inputSize + biases;
}

/** Calls `visit` for each entry of the gate tensors with its place in its tensor and in the panels. */
function forEachGateEntry(
  shape: Shape,
  panels: Panels,
  visit: (tensor: TensorName, index: number, place: number) => void,
): void {
  const { inputSize, hiddenSize, biases } = shape;
  const { rows, columns, columnFloats, slot } = panels;
  const place = (row: number, column: number) => {
    const gate = Math.floor(row / hiddenSize);
    const unit = row % hiddenSize;
    const grouped = (unit >> 3) * 32 + gate * 8 + (unit & 7);
    return (Math.floor(grouped / rows) * columns + column) * columnFloats + slot + grouped % rows;
  };
  for (let row = 0; row < 4 * hiddenSize; row++) {
    for (let k = 0; k < hiddenSize; k++) visit("weightHh", row * hiddenSize + k, place(row, k));
    for (let k = 0; k < inputSize; k++) visit("weightIh", row * inputSize + k, place(row, hiddenSize + k));
    visit("biasIh", row, place(row, hiddenSize + inputSize));
    if (biases === 2) visit("biasHh", row, place(row, hiddenSize + inputSize + 1));
  }
}

/** Writes a record into the panels, each entry divided by `unit`. */
export function writePanels(panels: Panels, tensors: Weights, unit = 1): void {
  forEachGateEntry(tensors.shape, panels, (tensor, index, place) => {
    panels.gates[place] = tensors[tensor][index] / unit;
  });
  tensors.weightOut.forEach((weight, j) => panels.output[j] = weight / unit);
  panels.output[tensors.shape.hiddenSize] = tensors.biasOut[0] / unit;
}

/** Reads the panels into a new record, each entry times `unit`; a second bias vector that is not trained is zero. */
export function readPanels<F extends Floats>(
  panels: Panels,
  shape: Shape,
  allocate: (size: number) => F,
  unit = 1,
): Weights<F> {
  const tensors = mapTensors(shape, (_, size) => allocate(size));
  forEachGateEntry(shape, panels, (tensor, index, place) => {
    tensors[tensor][index] = panels.gates[place] * unit;
  });
  for (let j = 0; j < shape.hiddenSize; j++) tensors.weightOut[j] = panels.output[j] * unit;
  tensors.biasOut[0] = panels.output[shape.hiddenSize] * unit;
  return tensors;
}
