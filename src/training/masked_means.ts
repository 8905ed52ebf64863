/**
 * Mean squared errors of many windows, over the samples that count.
 *
 * @module
 */

/**
 * Adds up windows; lanes take turns through the selectors.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * const means = new MaskedMeans(2);
 * means.add(new Float32Array([1, 2]), new Float32Array([1, 1])); // one step of two lanes
 * means.add(new Float32Array([3, 0]), new Float32Array([1, 0])); // the second lane does not count
 * assertEquals(means.bySelector, [2, 2]);
 * assertEquals(means.overall, 2);
 * ```
 */
export class MaskedMeans {
  readonly #sums: Float64Array;
  readonly #counts: Float64Array;

  constructor(readonly selectors: number) {
    this.#sums = new Float64Array(selectors);
    this.#counts = new Float64Array(selectors);
  }

  /**
   * @param lossByLane mean over each lane's samples that count, [B]
   * @param lossWeights 1 where a sample counts, else 0, [T, B]
   */
  add(lossByLane: Float32Array, lossWeights: Float32Array): void {
    const counts = new Float64Array(lossByLane.length);
    for (let row = 0; row < lossWeights.length; row++) counts[row % counts.length] += lossWeights[row];
    counts.forEach((count, lane) => {
      this.#sums[lane % this.selectors] += count * lossByLane[lane];
      this.#counts[lane % this.selectors] += count;
    });
  }

  /** One mean a selector. */
  get bySelector(): number[] {
    return [...this.#sums].map((sum, selector) => sum / this.#counts[selector]);
  }

  /** Mean over all samples that count. */
  get overall(): number {
    const total = (values: Float64Array) => values.reduce((a, b) => a + b);
    return total(this.#sums) / total(this.#counts);
  }
}
