/**
 * Lines as they are smoothed.
 *
 * @module
 */
import type { Points } from "../thin.ts";

/**
 * The moving average with weights that fall off exponentially, as TensorBoard has it: freed of the bias to its first value
 * (Kingma and Ba 2015).
 *
 * @param weight of what came before, from 0 to below 1
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(smoothed({ x: [1, 2, 3], y: [3, 3, 3] }, 0.5).y, [3, 3, 3]);
 * assertEquals(smoothed({ x: [1, 2], y: [0, 3] }, 0.5).y, [0, 2]);
 * ```
 */
export function smoothed({ x, y }: Points, weight: number): Points {
  let average = 0, share = 0;
  const averages = Array.from(y, (value) => {
    average = weight * average + (1 - weight) * value;
    share = weight * share + (1 - weight);
    return average / share;
  });
  return { x, y: averages };
}
