import { max, median, min } from "simple-statistics";
import { formatNumber } from "../text/mod.ts";

/** The middle and the extremes of some replicates; NaN where there are none, which JSON writes as null. */
export interface Spread {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

/** @see {@linkcode Spread} */
export function spread(values: readonly number[]): Spread {
  if (values.length === 0) return { min: NaN, median: NaN, max: NaN };
  const sample = [...values];
  return { min: min(sample), median: median(sample), max: max(sample) };
}

/**
 * The median, and of several values the least and the largest in brackets.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals([formatSpread([2e-5, 1e-5, 4e-5]), formatSpread([0.5])], ["2.00e-5 (1.00e-5 to 4.00e-5)", "0.5"]);
 * ```
 */
export function formatSpread(
  values: readonly number[],
  format: (value: number) => string = (value) => formatNumber(value, 2),
): string {
  return values.length === 1 ? format(values[0]) : spreadText(spread(values), format);
}

/** The median, and the least and the largest in brackets. */
export function spreadText({ min, median, max }: Spread, format: (value: number) => string): string {
  return `${format(median)} (${format(min)} to ${format(max)})`;
}
