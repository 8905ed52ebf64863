import { max, median, min } from "simple-statistics";

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
