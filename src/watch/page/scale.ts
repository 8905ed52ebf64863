/**
 * Which scale a chart has.
 *
 * @module
 */
import type { Line } from "../panels.ts";
import type { Look } from "./look.ts";

/** Ratio of largest to smallest from which on a scale is logarithmic by itself. */
const WIDE = 30;

/**
 * Whether these lines are drawn on a logarithmic scale. By itself none is that gets better upwards, as an accuracy: it is
 * told apart at its top.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(isLogarithmic([{ y: [1, 0.01] }], "auto"), true);
 * assertEquals(isLogarithmic([{ y: [0.01, 1], better: "higher" }], "auto"), false);
 * assertEquals(isLogarithmic([{ y: [0.01, 1], better: "higher" }], "log"), true);
 * assertEquals(isLogarithmic([{ y: [-1, 100] }], "auto"), false);
 * ```
 */
export function isLogarithmic(lines: readonly Pick<Line, "y" | "better">[], scale: Look["scale"]): boolean {
  if (scale === "auto" && lines.some(({ better }) => better === "higher")) return false;
  let [low, high] = [Infinity, -Infinity];
  for (const { y } of lines) {
    for (const value of y) [low, high] = [Math.min(low, value), Math.max(high, value)];
  }
  if (scale === "linear" || !(high > 0)) return false;
  return scale === "log" || low > 0 && high / low > WIDE;
}
