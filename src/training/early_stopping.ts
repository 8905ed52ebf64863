/** When to give up: no fall of the running loss by more than `minDelta` for `patience` epochs. */
export interface EarlyStopping {
  /** Epochs to wait after the last improvement. */
  readonly patience: number;
  /** Smallest fall that counts. */
  readonly minDelta: number;
}

/**
 * The number of epochs after which training stops, or null where these give no reason to. An epoch improves when its
 * loss is below the best so far by more than `minDelta`, as in Keras's `EarlyStopping`.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(stopsAfter([1, 0.5, 0.5, 0.6], { patience: 2, minDelta: 0 }), 4);
 * assertEquals(stopsAfter([1, 0.5, 0.5], { patience: 2, minDelta: 0 }), null);
 * ```
 */
export function stopsAfter(losses: readonly number[], { patience, minDelta }: EarlyStopping): number | null {
  let best = Infinity;
  let bestAt = -1;
  for (const [at, loss] of losses.entries()) {
    if (loss < best - minDelta) [best, bestAt] = [loss, at];
    if (at - bestAt >= patience) return at + 1;
  }
  return null;
}
