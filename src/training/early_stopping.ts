/** When to give up: no fall of the running loss by more than `minDelta` for `patience` epochs. */
export interface EarlyStopping {
  /** Epochs to wait after the last improvement. */
  readonly patience: number;
  /** Smallest fall that counts. */
  readonly minDelta: number;
}

/**
 * Whether training stops after the last of these epochs. An epoch improves when its loss is below the best
 * so far by more than `minDelta`, as in Keras's `EarlyStopping`.
 *
 * @example
 * ```ts
 * import { assert, assertFalse } from "@std/assert";
 * assert(shouldStop([1, 0.5, 0.5, 0.6], { patience: 2, minDelta: 0 }));
 * assertFalse(shouldStop([1, 0.5, 0.5], { patience: 2, minDelta: 0 }));
 * ```
 */
export function shouldStop(losses: readonly number[], { patience, minDelta }: EarlyStopping): boolean {
  let best = Infinity;
  let bestAt = -1;
  losses.forEach((loss, at) => {
    if (loss < best - minDelta) [best, bestAt] = [loss, at];
  });
  return losses.length - 1 - bestAt >= patience;
}
