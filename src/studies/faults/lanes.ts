/**
 * How rows become batches.
 *
 * @module
 */
import type { SignalRows } from "../../signal/mod.ts";
import { LANES_PER_SELECTOR, type Recipe } from "./recipe.ts";

/** One batch of a number of steps on a number of lanes. */
export interface Batch {
  /** [T, B, I] */
  readonly inputs: Float32Array;
  /** [T, B] */
  readonly targets: Float32Array;
}

/** Lanes of all selectors together. */
export function laneCount({ selectors }: SignalRows): number {
  return selectors * LANES_PER_SELECTOR;
}

/** Steps of each lane. */
export function laneSteps({ samples }: SignalRows): number {
  return Math.floor(samples / LANES_PER_SELECTOR);
}

/** Rows `from` to `to` of every lane, as one batch. */
export function laneBatch(rows: SignalRows, lanes: Recipe["lanes"], from: number, to: number): Batch {
  const width = 1 + rows.selectors, count = laneCount(rows), steps = laneSteps(rows);
  const inputs = new Float32Array((to - from) * count * width),
    targets = new Float32Array((to - from) * count);
  for (let step = from, at = 0; step < to; step++) {
    for (let lane = 0; lane < count; lane++, at++) {
      const selector = Math.floor(lane / LANES_PER_SELECTOR), part = lane % LANES_PER_SELECTOR;
      const within = lanes === "stretches" ? part * steps + step : step * LANES_PER_SELECTOR + part;
      const row = selector * rows.samples + within;
      inputs.set(rows.inputs.subarray(row * width, (row + 1) * width), at * width);
      targets[at] = rows.targets[row];
    }
  }
  return { inputs, targets };
}
