import type { Engine } from "../../engine/contract.ts";
import type { SignalRows } from "../../signal/mod.ts";
import { type MeasuredError, measureError } from "../error.ts";

/** How hard to try. */
export interface OverfitOptions {
  /** Rows of each selector, from the first on. */
  readonly samples: number;
  readonly updates: number;
  readonly learningRate: number;
  readonly clipNorm: number;
}

/** Whether a network can learn a short stretch by heart. */
export interface OverfitProbe extends OverfitOptions {
  /** Loss before each update. */
  readonly losses: readonly number[];
  /** Error of the frozen weights on the same stretch, one sample at a time. */
  readonly error: MeasuredError;
}

/** A tenth of a second at 1000 Hz, enough updates for a network of 64 units to learn it. */
export const OVERFIT: OverfitOptions = { samples: 100, updates: 600, learningRate: 1e-2, clipNorm: 1 };

/**
 * Trains on the first samples alone, selectors side by side as lanes, by full back-propagation from the zero state. A
 * network that cannot learn even this has a fault in its path; one that can, but fails on the whole recording, does not
 * fail for want of capacity to represent it.
 *
 * @param engine a network that has not been trained; it is afterwards
 * @throws {RangeError} when the stretch is longer than the recording
 */
export function probeOverfit(
  engine: Engine,
  rows: SignalRows,
  options: OverfitOptions = OVERFIT,
): OverfitProbe {
  const { samples, updates, learningRate, clipNorm } = options;
  if (!(samples >= 1 && samples <= rows.samples)) {
    throw new RangeError(`samples must be 1 to the recording's ${rows.samples}, given: ${samples}`);
  }
  const stretch = firstSamples(rows, samples);
  const lanes = interleave(stretch);
  const losses = Array.from({ length: updates }, () => {
    engine.resetCarriedState(rows.selectors);
    return engine.trainWindow(lanes.inputs, lanes.targets, { lanes: rows.selectors, learningRate, clipNorm })
      .loss;
  });
  return { ...options, losses, error: measureError(engine, stretch) };
}

/** The first samples of every selector. */
function firstSamples(rows: SignalRows, samples: number): SignalRows {
  const keep = (values: Float32Array, width: number) =>
    values.filter((_, at) => Math.floor(at / width) % rows.samples < samples);
  return {
    selectors: rows.selectors,
    samples,
    inputs: keep(rows.inputs, 1 + rows.selectors),
    targets: keep(rows.targets, 1),
    rows: keep(rows.rows, 2 + rows.selectors),
  };
}

/** Blocks of selectors, [F, n, I], as lanes side by side, [n, F, I]. */
function interleave(
  { selectors, samples, inputs, targets }: SignalRows,
): { inputs: Float32Array; targets: Float32Array } {
  const swap = (values: Float32Array, width: number) =>
    values.map((_, at) => {
      const [row, column] = [Math.floor(at / width), at % width];
      const [sample, selector] = [Math.floor(row / selectors), row % selectors];
      return values[(selector * samples + sample) * width + column];
    });
  return { inputs: swap(inputs, 1 + selectors), targets: swap(targets, 1) };
}
