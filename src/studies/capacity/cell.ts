/**
 * The ablation the report should have run: hidden size x way of training x noise. If capacity were the cause, the error
 * would fall with the size whatever the way of training; if optimisation through time is, the way decides.
 *
 * @module
 */
import { z } from "zod";
import { measureError } from "../../evaluation/mod.ts";
import { makeRows } from "../../signal/mod.ts";
import { CURRICULA } from "../../training/curricula.ts";
import type { Stage } from "../../training/stage.ts";
import {
  epochs,
  error,
  errors,
  hiddenSize,
  nameIn,
  noise,
  samples,
  seconds,
  seed,
  share,
  trainedBy,
} from "../fields.ts";
import { shareOf, trainInStages, trainOneByOne, windowsAlone } from "../network.ts";

/** The ways of training, and what each one is. */
export const WAYS = {
  online: "one sample an update at 1000 Hz, as monitored",
  windows: "back-propagation through windows at 1000 Hz from a random start",
  curriculum: "the same, from a low rate to 1000 Hz",
} as const;

/** Name of a way of training. */
export type Way = keyof typeof WAYS;

/** See {@linkcode CapacityCell}. */
export const capacityCell = z.strictObject({
  way: nameIn(WAYS),
  noise,
  hiddenSize,
  seed,
  /** Passes of the online way over its 40,000 rows. */
  onlineEpochs: epochs,
  /** Share of the curriculum's epochs in each stage; windows get as many samples. */
  share,
});

/** One network to train. */
export type CapacityCell = Readonly<z.output<typeof capacityCell>>;

/** See {@linkcode CapacityResult}. */
export const capacityResult = z.strictObject({
  ...capacityCell.shape,
  /** Frozen weights, one sample at a time, zero initial state, 1000 Hz; seed 2. */
  testMse: error,
  testMseByFrequency: errors,
  trainedBy,
  samples,
  seconds,
});

/** What came of it. */
export type CapacityResult = Readonly<z.output<typeof capacityResult>>;

/** Trains and measures one network. */
export async function runCapacityCell(cell: CapacityCell): Promise<CapacityResult> {
  const { engine, trainedBy, samples, seconds } = cell.way === "online"
    ? await trainOneByOne(cell, { epochs: cell.onlineEpochs })
    : await trainInStages(cell, { stages: stagesOf(cell) });
  const { mse, byFrequency } = measureError(engine, makeRows({ noise: cell.noise, seed: 2 }));
  engine.dispose();
  return { ...cell, testMse: mse, testMseByFrequency: byFrequency, trainedBy, samples, seconds };
}

/** The curriculum cut to a share of its epochs; for windows its last stage alone, as many samples long. */
export function stagesOf(
  { way, noise, share }: Pick<CapacityCell, "way" | "noise" | "share">,
): readonly Stage[] {
  const stages = shareOf(CURRICULA[noise], share);
  return way === "curriculum" ? stages : windowsAlone(stages);
}
