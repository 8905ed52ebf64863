/**
 * What can be said of the rows before anything is trained on them.
 *
 * @module
 */
import type { SignalRows } from "../signal/mod.ts";
import { mean } from "./error.ts";

/** Plain facts of a training and a test set. */
export interface DataChecks {
  /** Training rows that hold a NaN or an infinity. */
  readonly nonFiniteRows: number;
  /** Variance of S in the training set. */
  readonly inputVariance: number;
  /** Variance of the part of the training targets that jumps from sample to sample. */
  readonly targetNoiseVariance: number;
  readonly sharedRows: { readonly shared: number; readonly test: number };
  /** Training rows of each selector. */
  readonly rowsByGroup: readonly number[];
}

/** Checks both sets; a row is [S, C1..CF, target]. */
export function checkData(train: SignalRows, test: SignalRows): DataChecks {
  return {
    nonFiniteRows: nonFiniteRows(train),
    inputVariance: variance(train.inputs.filter((_, i) => i % (1 + train.selectors) === 0)),
    targetNoiseVariance: jumpVariance(train),
    sharedRows: { shared: sharedRows(train, test), test: test.targets.length },
    rowsByGroup: rowsByGroup(train),
  };
}

/** Variance about the mean, over n. */
export function variance(values: Float32Array): number {
  const centre = mean(values);
  return mean(Float64Array.from(values, (value) => (value - centre) ** 2));
}

function nonFiniteRows({ targets, inputs, selectors }: SignalRows): number {
  const width = 1 + selectors;
  return targets.filter((target, i) =>
    !Number.isFinite(target) || !inputs.subarray(i * width, (i + 1) * width).every(Number.isFinite)
  ).length;
}

/** Noise variance from second differences along each selector's recording (Gasser et al. 1986). */
function jumpVariance({ targets, samples }: SignalRows): number {
  let sum = 0, count = 0;
  for (let i = 1; i + 1 < targets.length; i++) {
    if (i % samples === 0 || (i + 1) % samples === 0) continue;
    sum += (targets[i - 1] - 2 * targets[i] + targets[i + 1]) ** 2 / 6;
    count++;
  }
  return sum / count;
}

function sharedRows(train: SignalRows, test: SignalRows): number {
  const keysOf = ({ inputs, targets, selectors }: SignalRows) => {
    const width = 1 + selectors;
    return Array.from(targets, (target, i) => `${inputs.subarray(i * width, (i + 1) * width)},${target}`);
  };
  const seen = new Set(keysOf(train));
  return keysOf(test).filter((key) => seen.has(key)).length;
}

function rowsByGroup({ inputs, targets, selectors }: SignalRows): number[] {
  const width = 1 + selectors;
  return Array.from(
    { length: selectors },
    (_, selector) => targets.reduce((sum, _target, row) => sum + inputs[row * width + 1 + selector], 0),
  );
}
