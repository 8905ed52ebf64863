/**
 * How a network uses its gates and units on a recording.
 *
 * @module
 */
import { stepCell, zeroState } from "../model/cell.ts";
import type { Weights } from "../model/weights.ts";
import type { SignalRows } from "../signal/mod.ts";

/** Steps of each selector that are looked at. */
const STEPS = 200;

/** A unit whose output has a smaller standard deviation than this is dead. */
const STILL = 1e-3;

/** Shares of a gate's activations below 0.05 and above 0.95. */
export interface GateShares {
  readonly closed: number;
  readonly open: number;
}

/** What {@linkcode gateUse} returns. */
export interface GateUse {
  readonly gates: { readonly input: GateShares; readonly forget: GateShares; readonly output: GateShares };
  /** Hidden units, and those whose output hardly varies. */
  readonly units: { readonly total: number; readonly dead: number };
}

/** Shares of gate activations near 0 and near 1, and units that do not move. */
export function gateUse(weights: Weights, rows: SignalRows): GateUse {
  const { hiddenSize } = weights.shape, width = 1 + rows.selectors;
  const counts = {
    input: { closed: 0, open: 0 },
    forget: { closed: 0, open: 0 },
    output: { closed: 0, open: 0 },
  };
  const sums = new Float64Array(hiddenSize), squares = new Float64Array(hiddenSize);
  const steps = Math.min(STEPS, rows.samples);
  for (let selector = 0; selector < rows.selectors; selector++) {
    let state = zeroState(hiddenSize);
    for (let step = 0; step < steps; step++) {
      const row = selector * rows.samples + step;
      const next = stepCell(weights, rows.inputs.subarray(row * width, (row + 1) * width), state);
      for (const gate of ["input", "forget", "output"] as const) {
        for (const activation of next[gate]) {
          if (activation < 0.05) counts[gate].closed++;
          if (activation > 0.95) counts[gate].open++;
        }
      }
      next.hidden.forEach((output, unit) => {
        sums[unit] += output;
        squares[unit] += output * output;
      });
      state = next;
    }
  }
  const n = steps * rows.selectors;
  const share = ({ closed, open }: { closed: number; open: number }) => ({
    closed: closed / (n * hiddenSize),
    open: open / (n * hiddenSize),
  });
  const dead =
    Array.from(sums, (sum, unit) => squares[unit] / n - (sum / n) ** 2).filter((v) => v < STILL ** 2).length;
  return {
    gates: { input: share(counts.input), forget: share(counts.forget), output: share(counts.output) },
    units: { total: hiddenSize, dead },
  };
}
