/**
 * How much the present value of the mixture tells about a target, in bits.
 *
 * @module
 */
import { shuffle } from "../../random/draw.ts";
import { createGenerator } from "../../random/generator.ts";
import type { SignalRows } from "../../signal/mod.ts";
import { mean } from "../error.ts";
import { selectorPairs } from "./memoryless.ts";

/** Information between S and a target at the same instant. */
export interface MutualInformation {
  /** Plug-in estimate less the mean of the null: without its upward bias. */
  readonly bits: number;
  /** Plug-in estimate from the table of counts. */
  readonly plugInBits: number;
  /** Mean of the plug-in estimate when the target's values are permuted, which cuts every tie to S. */
  readonly nullMeanBits: number;
  /** 95 % of permutations stay below this. */
  readonly null95Bits: number;
  /** Share of permutations, the data themselves included, with at least as much: a p-value. */
  readonly pValue: number;
}

/** Information for each selector and on average, and how it was estimated. */
export interface MutualInformationProbe {
  readonly byFrequency: readonly MutualInformation[];
  /** Mean over the selectors, which is the information given the selector; its null permutes all at once. */
  readonly overall: MutualInformation;
  readonly estimator: string;
}

/** Bins of each variable, and how often the null is drawn. */
export interface MutualInformationOptions {
  readonly bins?: number;
  readonly permutations?: number;
  readonly seed?: number;
}

/**
 * Estimates the information from a table of counts in bins of equal count, and its null by permutation (Cover &
 * Thomas 2006, ch. 2; Paninski 2003 on the plug-in estimate's bias). Under `literal` noise S is independent from
 * sample to sample, so the permuted data are as likely as the data, and the test is exact.
 */
export function probeMutualInformation(
  rows: SignalRows,
  { bins = 16, permutations = 199, seed = 0 }: MutualInformationOptions = {},
): MutualInformationProbe {
  const { next } = createGenerator(seed);
  const estimates = Array.from({ length: rows.selectors }, (_, selector) => {
    const { signal, target } = selectorPairs(rows, selector);
    const [signalBins, targetBins] = [binIndices(signal, bins), binIndices(target, bins)];
    const plugInBits = informationBits(signalBins, targetBins, bins);
    const permuted = targetBins.slice();
    const permutedBits = Float64Array.from({ length: permutations }, () => {
      shuffle(permuted, next);
      return informationBits(signalBins, permuted, bins);
    });
    return { plugInBits, permutedBits };
  });
  const average = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    byFrequency: estimates.map(({ plugInBits, permutedBits }) => againstNull(plugInBits, permutedBits)),
    overall: againstNull(
      average(estimates.map(({ plugInBits }) => plugInBits)),
      Float64Array.from(
        { length: permutations },
        (_, k) => average(estimates.map(({ permutedBits }) => permutedBits[k])),
      ),
    ),
    estimator:
      `plug-in, ${bins} x ${bins} bins of equal count, bias by ${permutations} permutations, seed ${seed}`,
  };
}

function againstNull(plugInBits: number, drawn: Float64Array): MutualInformation {
  const nullMeanBits = mean(drawn);
  const sorted = drawn.toSorted();
  return {
    bits: plugInBits - nullMeanBits,
    plugInBits,
    nullMeanBits,
    null95Bits: sorted[Math.min(sorted.length - 1, Math.ceil(0.95 * sorted.length))],
    pValue: (1 + drawn.filter((bits) => bits >= plugInBits).length) / (1 + drawn.length),
  };
}

/** The bin of each value, by thresholds at the quantiles; equal values share a bin. */
function binIndices(values: Float32Array, bins: number): Uint16Array {
  const sorted = values.slice().sort();
  const thresholds = Array.from(
    { length: bins - 1 },
    (_, bin) => sorted[Math.floor((bin + 1) * sorted.length / bins)],
  );
  return Uint16Array.from(values, (value) => {
    const bin = thresholds.findIndex((threshold) => value < threshold);
    return bin < 0 ? bins - 1 : bin;
  });
}

/** sum p(a, b) log2(p(a, b) / p(a) p(b)) of the empirical distribution. */
function informationBits(a: Uint16Array, b: Uint16Array, bins: number): number {
  const joint = new Float64Array(bins * bins);
  for (let k = 0; k < a.length; k++) joint[a[k] * bins + b[k]]++;
  const [ofA, ofB] = [new Float64Array(bins), new Float64Array(bins)];
  joint.forEach((count, cell) => {
    ofA[Math.floor(cell / bins)] += count;
    ofB[cell % bins] += count;
  });
  const n = a.length;
  return joint.reduce((sum, count, cell) => {
    if (count === 0) return sum;
    return sum + count / n * Math.log2(count * n / (ofA[Math.floor(cell / bins)] * ofB[cell % bins]));
  }, 0);
}
