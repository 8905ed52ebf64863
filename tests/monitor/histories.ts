import type { History } from "../../src/monitor/mod.ts";

/** A history made by hand. */
export function historyOf(trainLoss: History["trainLoss"], more: Partial<History> = {}): History {
  return { format: "by hand", unit: "epoch", trainLoss, settings: {}, notes: [], ...more };
}

/** Standard normal numbers from a linear congruential generator (Numerical Recipes) and Box-Muller. */
export function normalNumbers(seed: number): () => number {
  let state = seed >>> 0;
  const uniform = () => (state = (Math.imul(1664525, state) + 1013904223) >>> 0) / 2 ** 32;
  return () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}

/** A loss that falls as 1 / e^(rate t) from 2.3 to a floor, with relative noise. */
export function descent(
  epochs: number,
  seed: number,
  { floor = 0.05, rate = 5, noise = 0.03 } = {},
): number[] {
  const normal = normalNumbers(seed);
  return Array.from(
    { length: epochs },
    (_, i) => (floor + 2.25 * Math.exp(-rate * i / epochs)) * Math.exp(noise * normal()),
  );
}
