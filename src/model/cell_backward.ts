/**
 * One LSTM cell going backward: the chain rule through {@linkcode stepCell}.
 *
 * @module
 */
import type { CellState, CellStep } from "./cell.ts";
import type { Weights } from "./weights.ts";

/** Derivative of a number by a state, each [H]. */
export interface StateError {
  readonly hidden: Float64Array;
  readonly cell: Float64Array;
}

/** Where an error on a step's new state goes. */
export interface StepErrors {
  /** Derivative by what goes into the gates' squashing functions, [4H]. */
  readonly gates: Float64Array;
  /** Derivative by the state before the step. */
  readonly before: StateError;
}

/**
 * Takes the derivative of a number by the state after a step back to the gates and to the state before.
 *
 * @param before the state before the step
 * @param step what {@linkcode stepCell} made of it
 * @param after derivative by the new hidden state, and by the new cell state other than through the hidden one
 */
export function backThroughStep(
  weights: Weights,
  before: CellState,
  step: CellStep,
  after: StateError,
): StepErrors {
  const { hiddenSize: H } = weights.shape;
  const gates = new Float64Array(4 * H);
  const cell = new Float64Array(H);
  for (let unit = 0; unit < H; unit++) {
    const [i, f, g, o] = [step.input[unit], step.forget[unit], step.candidate[unit], step.output[unit]];
    const squashed = Math.tanh(step.cell[unit]);
    const cellError = after.cell[unit] + after.hidden[unit] * o * (1 - squashed * squashed);
    gates[unit] = cellError * g * i * (1 - i);
    gates[H + unit] = cellError * before.cell[unit] * f * (1 - f);
    gates[2 * H + unit] = cellError * i * (1 - g * g);
    gates[3 * H + unit] = after.hidden[unit] * squashed * o * (1 - o);
    cell[unit] = cellError * f;
  }
  const hidden = new Float64Array(H);
  for (let row = 0, at = 0; row < 4 * H; row++) {
    for (let unit = 0; unit < H; unit++, at++) hidden[unit] += weights.weightHh[at] * gates[row];
  }
  return { gates, before: { hidden, cell } };
}
