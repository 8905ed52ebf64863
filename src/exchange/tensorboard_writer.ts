/**
 * A run's epochs as TensorBoard event files, written by TensorFlow's own summary writer.
 *
 * @module
 */
import { loadNative, type TfjsNode } from "../engine/tensorflow/load.ts";
import { TENSOR_NAMES, type Weights } from "../model/mod.ts";
import type { EpochRecord } from "../training/epoch.ts";

/** Where a run's event files lie inside its folder. */
export const EVENTS_FOLDER = "tensorboard";

/** Writes epochs as they end. */
export interface TensorboardWriter {
  /** Scalars of one epoch and histograms of the weights after it, all at step `record.epoch`. */
  epoch(record: EpochRecord, weights: Weights<Float32Array>): void;
  /** Writes out what is still in memory. */
  close(): void;
}

/**
 * A writer into `<folder>/tensorboard`.
 *
 * @param frequenciesHz names the losses by frequency
 * @throws {RangeError} when TensorFlow's native library is not set up
 */
export async function tensorboardWriter(
  folder: string,
  frequenciesHz: readonly number[],
): Promise<TensorboardWriter> {
  const { tf } = await loadNative();
  const writer = tf.node.summaryFileWriter(`${folder}/${EVENTS_FOLDER}`);
  return {
    epoch(record, weights) {
      for (const [tag, value] of scalars(record, frequenciesHz)) writer.scalar(tag, value, record.epoch);
      for (const name of TENSOR_NAMES) {
        writeTensor(tf, writer, `weights/${name}`, weights[name], record.epoch);
      }
      writer.flush();
    },
    close: () => writer.flush(),
  };
}

/** Tag and value of each curve; tags with the same first part share a panel. */
function scalars(record: EpochRecord, frequenciesHz: readonly number[]): [string, number][] {
  const byFrequency = (panel: string, values: readonly number[]) =>
    values.map((value, k): [string, number] => [`${panel}/${frequenciesHz[k]} Hz`, value]);
  return [
    ["running loss/all", record.loss],
    ...byFrequency("running loss", record.lossByFrequency),
    ...(record.test ? [["test MSE/all", record.test.mse] as [string, number]] : []),
    ...byFrequency("test MSE", record.test?.byFrequency ?? []),
    ["gradient norm/median", record.gradientNorm.median],
    ["gradient norm/max", record.gradientNorm.max],
    ["gradient norm/clipped share", record.gradientNorm.clippedShare],
    ["learning rate", record.learningRate],
  ];
}

type SummaryWriter = ReturnType<TfjsNode["node"]["summaryFileWriter"]>;

/** A histogram, or the value itself where there is but one; nothing where all are equal, which the writer cannot sort. */
function writeTensor(
  tf: TfjsNode,
  writer: SummaryWriter,
  tag: string,
  values: Float32Array,
  step: number,
): void {
  if (values.length === 1) return writer.scalar(tag, values[0], step);
  if (values.every((value) => value === values[0])) return;
  // tidy: the writer sorts values into buckets with tensor operations and leaves their tensors behind
  tf.tidy(() => writer.histogram(tag, tf.tensor1d(values), step));
}
