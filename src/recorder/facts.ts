/**
 * What tensors hold, in the words of the record (`python/recorder/wont_it_train/facts.py`).
 *
 * @module
 */
import type { Layer, Tensor } from "./tfjs.ts";

/** More classes than this are numbers to predict. */
const MOST_CLASSES = 1000;

/** Range, scale and shape. */
export function dataFacts(tensor: Tensor): Record<string, unknown> {
  const values = tensor.dataSync(), rows = tensor.shape[0], width = values.length / rows;
  let min = Infinity, max = -Infinity, sum = 0, squares = 0, known = 0, integers = true;
  const broken = new Set<number>();
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (!Number.isFinite(value)) {
      broken.add(Math.floor(i / width));
      continue;
    }
    known++;
    min = Math.min(min, value);
    max = Math.max(max, value);
    sum += value;
    squares += value * value;
    integers &&= Number.isInteger(value);
  }
  const shape = [...tensor.shape];
  if (known === 0) return { shape, non_finite: broken.size };
  const mean = sum / known;
  const std = Math.sqrt(Math.max(0, squares / known - mean * mean));
  const oneHot = integers && tensor.shape.length === 2 && width > 1 && classesOf(tensor) !== undefined;
  return { shape, min, max, mean, std, integers, non_finite: broken.size, one_hot: oneHot };
}

/** As {@linkcode dataFacts}, with the rows of each class where there are classes. */
export function targetFacts(tensor: Tensor): Record<string, unknown> {
  const classes = classesOf(tensor);
  return { ...dataFacts(tensor), ...(classes === undefined ? {} : { counts: countsOf(classes) }) };
}

/** Class numbers where the rows are whole numbers or one-hot. */
export function classesOf(tensor: Tensor): number[] | undefined {
  const values = tensor.dataSync(), width = values.length / tensor.shape[0];
  const classes: number[] = [];
  for (let row = 0; row < tensor.shape[0]; row++) {
    const own = Array.from({ length: width }, (_, i) => values[row * width + i]);
    const isOneHot = own.every((v) => v === 0 || v === 1) && own.filter((v) => v === 1).length === 1;
    if (width > 1 && !isOneHot) return undefined;
    const label = width > 1 ? own.indexOf(1) : own[0];
    if (!Number.isInteger(label) || label < 0 || label >= MOST_CLASSES) return undefined;
    classes.push(label);
  }
  return classes;
}

/** Rows of each class. */
export function countsOf(classes: readonly number[]): number[] {
  const counts = Array<number>(classes.reduce((a, b) => Math.max(a, b), 0) + 1).fill(0);
  for (const label of classes) counts[label]++;
  return counts;
}

/** Variety of the classes inside of the batches over that of all (Gini's impurity): 1 when shuffled, 0 when sorted. */
export function spreadOf(targets: Tensor, size: number): { seen: number; spread?: number } {
  const classes = classesOf(targets) ?? [], batches: (readonly number[])[] = [];
  for (let at = 0; at < classes.length; at += size) batches.push(classes.slice(at, at + size));
  const variety = (rows: readonly number[]) =>
    1 - countsOf(rows).reduce((sum, n) => sum + (n / rows.length) ** 2, 0);
  const whole = classes.length === 0 ? 0 : variety(classes);
  const full = batches.filter((rows) => rows.length > 1);
  if (full.length < 3 || whole === 0) return { seen: batches.length };
  const inside = full.reduce((sum, rows) => sum + variety(rows) * rows.length / (rows.length - 1), 0);
  return { seen: batches.length, spread: inside / full.length / whole };
}

/** Units of a layer, inputs of each, scale of its first weights over 1/sqrt(fan-in), whether its units began alike; nothing for embeddings. */
export function startFacts(layer: Layer): Record<string, unknown> {
  const kernel = layer.getWeights().find((weight) => weight.shape.length > 1);
  if (kernel === undefined || layer.getClassName().startsWith("Embedding")) return {};
  const values = kernel.dataSync(), units = kernel.shape[kernel.shape.length - 1];
  const fanIn = values.length / units;
  let squares = 0, alike = units > 1;
  for (let i = 0; i < values.length; i++) {
    squares += values[i] ** 2;
    alike &&= values[i] === values[i - i % units];
  }
  return {
    units,
    fan_in: fanIn,
    weight_scale: Math.sqrt(squares / values.length * fanIn),
    identical_units: alike,
  };
}

/** Norm of the update over the norm of the weights before it; 0 when nothing moved, infinite from zero weights. */
export function updateRatio(before: Float32Array, after: Float32Array): number {
  let update = 0, size = 0;
  for (let i = 0; i < before.length; i++) {
    update += (after[i] - before[i]) ** 2;
    size += before[i] ** 2;
  }
  return size > 0 ? Math.sqrt(update / size) : update > 0 ? Infinity : 0;
}
