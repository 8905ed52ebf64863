/**
 * The best that can be done without memory: predict the target from the present value of S alone.
 *
 * A network whose error is not below this one makes no use of the past.
 *
 * @module
 */
import type { SignalRows } from "../../signal/mod.ts";
import { mean, type MeasuredError, squaredErrors, summariseErrors } from "../error.ts";

/** Numbers of bins tried; 1 is the mean of the target. */
const BIN_COUNTS = [1, 2, 3, 5, 8, 12, 20, 30, 50, 80, 120, 200] as const;
/** Consecutive parts of the recording that are left out in turn. */
const FOLDS = 5;

/** Error of the best memoryless predictor on the test set. */
export interface MemorylessProbe extends MeasuredError {
  /** Bins of S chosen for each selector, by cross-validation on the training set. */
  readonly bins: readonly number[];
}

/**
 * E[target | S] for each selector, estimated on the training set and measured on the test set.
 *
 * The estimate is a regressogram: the mean target in bins of S of equal count. How many bins is chosen by
 * cross-validation over five consecutive parts of the training recording, so where S tells nothing it is one bin,
 * the mean.
 */
export function probeMemoryless(train: SignalRows, test: SignalRows): MemorylessProbe {
  const fits = Array.from(
    { length: train.selectors },
    (_, selector) => fitMemoryless(selectorPairs(train, selector)),
  );
  const predictions = fits.flatMap((fit, selector) =>
    Array.from(selectorPairs(test, selector).signal, fit.predict)
  );
  return {
    ...summariseErrors(squaredErrors(predictions, test.targets), test.selectors),
    bins: fits.map(({ bins }) => bins),
  };
}

/** What one selector sees and should say, each [n]. */
export interface Pairs {
  readonly signal: Float32Array;
  readonly target: Float32Array;
}

/** Signal and target of one selector. */
export function selectorPairs({ samples, selectors, inputs, targets }: SignalRows, selector: number): Pairs {
  const from = selector * samples;
  return {
    signal: Float32Array.from({ length: samples }, (_, i) => inputs[(from + i) * (1 + selectors)]),
    target: targets.slice(from, from + samples),
  };
}

interface MemorylessFit {
  readonly bins: number;
  readonly predict: (signal: number) => number;
}

function fitMemoryless(pairs: Pairs): MemorylessFit {
  const n = pairs.signal.length;
  const counts = BIN_COUNTS.filter((bins) => bins === 1 || bins * 5 <= n); // no bin of fewer than four or so
  const errors = new Float64Array(counts.length);
  for (let fold = 0; fold < FOLDS; fold++) {
    const isLeftOut = (_: number, i: number) => Math.floor(i * FOLDS / n) === fold;
    const kept = bySignal(filterPairs(pairs, (value, i) => !isLeftOut(value, i)));
    const { signal, target } = filterPairs(pairs, isLeftOut);
    counts.forEach((bins, k) => {
      const predict = regressogram(kept, bins);
      signal.forEach((value, i) => errors[k] += (predict(value) - target[i]) ** 2);
    });
  }
  const bins = counts[errors.indexOf(Math.min(...errors))];
  return { bins, predict: regressogram(bySignal(pairs), bins) };
}

function filterPairs({ signal, target }: Pairs, keep: (value: number, i: number) => boolean): Pairs {
  return { signal: signal.filter(keep), target: target.filter(keep) };
}

/** The pairs in ascending order of the signal. */
function bySignal({ signal, target }: Pairs): Pairs {
  const order = Uint32Array.from(signal.keys()).sort((a, b) => signal[a] - signal[b]);
  return {
    signal: Float32Array.from(order, (i) => signal[i]),
    target: Float32Array.from(order, (i) => target[i]),
  };
}

/** Mean target in bins of equal count, from pairs in order of the signal; a step function. */
function regressogram({ signal, target }: Pairs, bins: number): (signal: number) => number {
  const edges = Array.from({ length: bins + 1 }, (_, bin) => Math.floor(bin * signal.length / bins));
  const starts = Array.from({ length: bins }, (_, bin) => signal[edges[bin]]);
  const means = Array.from({ length: bins }, (_, bin) => mean(target.subarray(edges[bin], edges[bin + 1])));
  return (value) => {
    let [low, high] = [0, bins - 1]; // the last bin that starts at or below the value
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle] <= value) low = middle;
      else high = middle - 1;
    }
    return means[low];
  };
}
