/**
 * Keras counts the steps of its TensorBoard series in epochs from 0, and says so in their names alone.
 *
 * @module
 */
import { meaningOf } from "./classify.ts";
import type { Column, LogFrame } from "./log.ts";

/** Columns with what their places are. */
export interface Placed extends Required<Pick<LogFrame, "unit" | "notes">>, Pick<LogFrame, "shifted"> {
  readonly columns: readonly Column[];
}

/** The columns on epochs from 1 where they count epochs: where all measures are called so, or the caller knows it. */
export function placed(columns: readonly Column[], areEpochs = false): Placed {
  const measures = columns.filter(({ name }) => meaningOf(name) !== undefined);
  const isEpoch = ({ name }: Column) => /(^|\/)epoch_/.test(name);
  if (!areEpochs && !(measures.length > 0 && measures.every(isEpoch))) {
    return { columns, unit: "step", notes: [] };
  }
  if (!columns.some(({ at }) => at[0] === 0)) return { columns, unit: "epoch", notes: [] };
  return {
    columns: columns.map((column) => ({ ...column, at: column.at.map((epoch) => epoch + 1) })),
    unit: "epoch",
    shifted: 1,
    notes: ["epochs counted from 1 here"],
  };
}
