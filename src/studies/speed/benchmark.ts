/**
 * A fair comparison on a machine that may be busy: the benchmarks take turns, round by round, and a ratio is taken within
 * a round, so that what slows one slows the other.
 *
 * @module
 */
import { median } from "simple-statistics";

/** One way of doing the work of a case. */
export interface Benchmark {
  readonly name: string;
  /** Does `count` updates and returns the wall-clock seconds. */
  run(count: number): number | Promise<number>;
}

/** What one benchmark reached, in items a second. */
export interface Measurement {
  readonly name: string;
  readonly median: number;
  readonly low: number;
  readonly high: number;
  /** By round. */
  readonly rates: readonly number[];
}

/** How long and how often. */
export interface Effort {
  readonly rounds: number;
  /** Aim for the length of one turn; one update may take longer. */
  readonly secondsPerTurn: number;
}

/**
 * Warms every benchmark up, finds how many updates fill a turn, then lets them take turns.
 *
 * @param itemsPerUpdate samples in one update
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * const steady = { name: "ten a second", run: (count: number) => count / 10 };
 * const [{ rates }] = await runBenchmarks([steady], 4, { rounds: 2, secondsPerTurn: 1 });
 * assertEquals(rates, [40, 40]);
 * ```
 */
export async function runBenchmarks(
  benchmarks: readonly Benchmark[],
  itemsPerUpdate: number,
  { rounds, secondsPerTurn }: Effort,
): Promise<Measurement[]> {
  const counts: number[] = [];
  for (const benchmark of benchmarks) counts.push(await calibrate(benchmark, secondsPerTurn));
  const rates: number[][] = benchmarks.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (const [at, benchmark] of benchmarks.entries()) {
      rates[at].push(counts[at] * itemsPerUpdate / await benchmark.run(counts[at]));
    }
  }
  return benchmarks.map(({ name }, at) => ({ name, ...spread(rates[at]), rates: rates[at] }));
}

/** Updates that fill a turn, by doubling. The first update is not counted: it may compile what it runs. */
async function calibrate(benchmark: Benchmark, seconds: number): Promise<number> {
  await benchmark.run(1);
  for (let count = 1;; count *= 2) {
    const taken = await benchmark.run(count);
    if (taken >= seconds / 2) return Math.max(1, Math.round(count * seconds / taken));
  }
}

/** Median and extremes. */
export function spread(values: readonly number[]): { median: number; low: number; high: number } {
  return { median: median([...values]), low: Math.min(...values), high: Math.max(...values) };
}

/** How many times `fast` is as fast as `slow`: spread of the ratios within each round. */
export function speedRatio(
  fast: Measurement,
  slow: Measurement,
): { median: number; low: number; high: number } {
  return spread(fast.rates.map((rate, round) => rate / slow.rates[round]));
}
