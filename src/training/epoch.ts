/**
 * One epoch: the generator it draws from, and what is kept of it.
 *
 * @module
 */
import { medianSorted } from "simple-statistics";
import type { MeasuredError } from "../evaluation/mod.ts";
import { createGenerator, type Generator } from "../random/generator.ts";
import type { TrainingHistory } from "./history.ts";

/** One epoch. All but `test` was measured while the weights changed. */
export interface EpochRecord {
  /** Counted from 1. */
  readonly epoch: number;
  /** Running loss: mean of the loss before each update. */
  readonly loss: number;
  /** The same by frequency, each its own mean. */
  readonly lossByFrequency: readonly number[];
  /** Gradient norms before clipping. */
  readonly gradientNorm: { readonly median: number; readonly max: number; readonly clippedShare: number };
  readonly learningRate: number;
  readonly seconds: number;
  /** Error on frozen weights; null where nothing was measured after this epoch. */
  readonly test: MeasuredError | null;
}

/** The generator of an epoch: a function of (seed, epoch), so that a checkpoint needs no generator state. */
export function epochGenerator(seed: number, epoch: number): Generator {
  return createGenerator((seed + Math.imul(epoch, 0x9e3779b9)) >>> 0);
}

/** Median, maximum and share above the clipping norm of an epoch's gradient norms. */
export function summariseNorms(norms: Float32Array, clipNorm: number): EpochRecord["gradientNorm"] {
  const sorted = norms.slice().sort();
  const firstClipped = sorted.findIndex((norm) => norm > clipNorm);
  return {
    median: medianSorted(sorted as unknown as number[]),
    max: sorted[sorted.length - 1],
    clippedShare: firstClipped < 0 ? 0 : 1 - firstClipped / sorted.length,
  };
}

/**
 * The epochs as `training_history.json` has them.
 *
 * @throws {RangeError} when there is no epoch.
 */
export function toHistory(epochs: readonly EpochRecord[]): TrainingHistory {
  if (epochs.length === 0) throw new RangeError("a training history needs at least one epoch (given: 0)");
  const losses = epochs.map(({ loss }) => loss);
  const best = losses.reduce((least, loss, at) => loss < losses[least] ? at : least, 0);
  return {
    train_loss: losses,
    epoch_times: epochs.map(({ seconds }) => seconds),
    best_loss: losses[best],
    best_epoch: epochs[best].epoch,
    train_loss_by_frequency: epochs.map(({ lossByFrequency }) => lossByFrequency),
    test_loss: epochs.map(({ test }) => test?.mse ?? null),
    test_loss_by_frequency: epochs.map(({ test }) => test?.byFrequency ?? null),
    gradient_norm_median: epochs.map(({ gradientNorm }) => gradientNorm.median),
    gradient_norm_max: epochs.map(({ gradientNorm }) => gradientNorm.max),
    clipped_share: epochs.map(({ gradientNorm }) => gradientNorm.clippedShare),
    learning_rate: epochs.map(({ learningRate }) => learningRate),
  };
}
