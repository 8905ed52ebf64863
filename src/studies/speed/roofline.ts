/**
 * What one thread of the machine can do at its best of the work that a case mostly is.
 *
 * @module
 */
import { openLibrary } from "../../engine/native/library.ts";
import type { Case } from "./cases.ts";

/** Work of a case and the most that the machine does of it. */
export interface Roofline {
  readonly unit: "GFLOP/s" | "million weights/s";
  /** Of one sample, in millions of floating-point operations or of weights. */
  readonly workPerSample: number;
  /** Of `unit`. */
  readonly most: number;
}

/** Inputs and the two bias vectors beside the hidden state. */
const ADDED = 7;

/**
 * Windows are held against independent multiply-adds, two operations each; online against the pass over the weights
 * alone, Adam's update and the product with the new weights, without the network around it.
 *
 * @returns null where the native kernel, which has both measurements, is not built
 */
export function measureRoofline({ regime, units }: Case): Roofline | null {
  const opened = openLibrary();
  if (opened.state !== "ready") return null;
  const { library } = opened;
  const [rows, columns] = [4 * units, units + ADDED];
  const weights = rows * columns;
  if (regime === "online") {
    const arena = new Uint8Array(new Float32Array(3 * weights + 2 * columns + 2 * rows).fill(0.01).buffer);
    const seconds = least(() => library.pass_alone(arena, rows, columns));
    return { unit: "million weights/s", workPerSample: weights / 1e6, most: weights / seconds / 1e6 };
  }
  // forward, back to h, and the gradient: two operations for each weight, without those of the input and the biases
  const operations = 2 * (weights + 4 * units * units + weights);
  const rounds = 100_000;
  const floats = library.rows() / 2;
  const seconds = least(() => library.multiply_adds(rounds));
  return {
    unit: "GFLOP/s",
    workPerSample: operations / 1e6,
    most: rounds * 12 * 2 * floats / seconds / 1e9,
  };
}

/** Seconds of the fastest of many calls. */
function least(call: () => void): number {
  let seconds = Infinity;
  for (let n = 0; n < 200; n++) {
    const start = performance.now();
    call();
    seconds = Math.min(seconds, (performance.now() - start) / 1000);
  }
  return seconds;
}
