/**
 * The capacity study as its figure.
 *
 * @module
 */
import { median } from "simple-statistics";
import { TARGET } from "../../evaluation/mod.ts";
import { errorBySize } from "../../plots/error_by_size.ts";
import { EASIEST_FIRST } from "../../signal/mod.ts";
import { type CapacityResult, type Way, WAYS } from "./cell.ts";

/** The file beside the study's own. */
export function showCapacity(results: readonly CapacityResult[]) {
  return { "error_by_size.svg": errorBySize(errorBySizeOf(results)) + "\n" };
}

/** The results as the figure "error against size" takes them: one panel a noise preset, one line a way of training. */
export function errorBySizeOf(results: readonly CapacityResult[]) {
  return {
    zeroPredictor: 0.5, // the variance of a sine
    target: TARGET,
    panels: EASIEST_FIRST.map((noise) => ({
      title: `${noise} noise`,
      series: (Object.keys(WAYS) as Way[]).map((way) => ({
        label: way,
        points: results.filter((result) => result.way === way && result.noise === noise)
          .map(({ hiddenSize, testMse }) => ({ units: hiddenSize, testMse }))
          .sort((a, b) => a.units - b.units),
      })),
    })),
  };
}

/**
 * Test MSE of the study's networks of one kind, the median of their seeds.
 *
 * @throws {RangeError} when the study has none of that size, trained that way on that noise
 */
export function testMseOf(
  results: readonly Pick<CapacityResult, "way" | "noise" | "hiddenSize" | "testMse">[],
  { way, noise, hiddenSize }: { readonly way: string; readonly noise: string; readonly hiddenSize: number },
): number {
  const found = results.filter((result) =>
    result.way === way && result.noise === noise && result.hiddenSize === hiddenSize
  );
  if (found.length === 0) throw new RangeError(`no result for ${way}, ${noise}, ${hiddenSize} units`);
  return median(found.map(({ testMse }) => testMse));
}
