import type { Engine } from "../../engine/contract.ts";
import type { SignalRows } from "../../signal/mod.ts";
import { type MeasuredError, measureError } from "../error.ts";

/** Error with and without the mixture, on the same rows. */
export interface SilenceProbe {
  /** Error with S as it is. */
  readonly signal: MeasuredError;
  /** Error with S = 0 in every row. A clock goes on at the same error; a filter has nothing to filter. */
  readonly silence: MeasuredError;
}

/** Feeds silence: the same rows with S = 0, frozen weights, zero initial state. */
export function probeSilence(engine: Engine, rows: SignalRows): SilenceProbe {
  return { signal: measureError(engine, rows), silence: measureError(engine, silenced(rows)) };
}

/** The same rows with S = 0. */
export function silenced(rows: SignalRows): SignalRows {
  const width = 1 + rows.selectors;
  return { ...rows, inputs: rows.inputs.map((value, at) => at % width === 0 ? 0 : value) };
}
