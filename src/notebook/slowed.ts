/**
 * One unit before and after it is slowed down, for the figure.
 *
 * @module
 */
import { sigmoid } from "../model/cell.ts";
import { mapTensors } from "../model/mod.ts";
import type { SlowedUnit } from "../plots/slowed_unit.ts";
import { slowDown } from "../training/time_warp.ts";

/** A unit and what happens to it. */
export interface SlowedUnitSetting {
  readonly coarseHz: number;
  readonly fineHz: number;
  /** Biases of the two gates at the coarse rate. */
  readonly inputBias: number;
  readonly forgetBias: number;
  /** So long the candidate is 1, then 0; and so long it is watched. */
  readonly writtenSeconds: number;
  readonly seconds: number;
}

/** The cell of a unit at the coarse rate, at the fine rate as it is, and at the fine rate with its biases changed. */
export function slowedUnitOf(setting: SlowedUnitSetting): SlowedUnit {
  const { coarseHz, fineHz, inputBias, forgetBias, writtenSeconds } = setting;
  const shape = { inputSize: 5, hiddenSize: 1, biases: 1 } as const;
  const weights = mapTensors(shape, (_, size) => new Float32Array(size));
  weights.biasIh.set([inputBias, forgetBias]);
  const slowed = slowDown(weights, fineHz / coarseHz);
  return {
    writtenSeconds,
    units: [
      { label: `at ${coarseHz} Hz`, points: cellOf(weights.biasIh, coarseHz, setting) },
      { label: `at ${fineHz} Hz, biases left alone`, points: cellOf(weights.biasIh, fineHz, setting) },
      { label: `at ${fineHz} Hz, biases changed`, points: cellOf(slowed.biasIh, fineHz, setting) },
    ],
  };
}

function cellOf(
  [inputBias, forgetBias]: Float32Array,
  hertz: number,
  { writtenSeconds, seconds }: SlowedUnitSetting,
): { readonly seconds: number; readonly cell: number }[] {
  const written = Math.round(writtenSeconds * hertz);
  let cell = 0;
  const points = [{ seconds: 0, cell }];
  for (let step = 1; step <= Math.round(seconds * hertz); step++) {
    cell = sigmoid(forgetBias) * cell + sigmoid(inputBias) * (step <= written ? 1 : 0);
    points.push({ seconds: step / hertz, cell });
  }
  return points;
}
