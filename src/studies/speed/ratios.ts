/**
 * Which of a case's measurements are held against which: threads against as many threads.
 *
 * @module
 */
import { type Measurement, speedRatio } from "./benchmark.ts";

/** How many times the peer's speed ours is. */
export interface SpeedRatio {
  readonly threads: number;
  readonly ours: string;
  readonly theirs: string;
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

type Named = Pick<Measurement, "name">;

/** Threads that a benchmark runs on, as its name says. */
export function threadsOf({ name }: Named): number {
  return Number(/, (\d+) threads$/.exec(name)?.[1] ?? 1);
}

/** Whether a measurement is of our own kernel. */
export const isOurs = ({ name }: Named): boolean => /^(fused|native)\b/.test(name);

/** Whether it is of a framework to be held against. */
export const isPeer = ({ name }: Named): boolean => /^(PyTorch|JAX)\b/.test(name);

/** The fastest by median, or undefined of none. */
function fastest(measurements: readonly Measurement[]): Measurement | undefined {
  return measurements.toSorted((a, b) => b.median - a.median)[0];
}

/** For each number of threads the fastest of ours against each peer on as many, the fastest peer first. */
export function speedRatios(measurements: readonly Measurement[]): SpeedRatio[] {
  const threads = [...new Set(measurements.filter(isOurs).map(threadsOf))];
  return threads.flatMap((count) => {
    const ours = ourFastest(measurements, count);
    if (ours === undefined) return [];
    return measurements.filter((one) => isPeer(one) && threadsOf(one) === count).toSorted((a, b) =>
      b.median - a.median
    )
      .map((theirs) => ({
        threads: count,
        ours: ours.name,
        theirs: theirs.name,
        ...speedRatio(ours, theirs),
      }));
  });
}

/** The fastest of ours on so many threads, or undefined. */
export function ourFastest(measurements: readonly Measurement[], threads: number): Measurement | undefined {
  return fastest(measurements.filter((one) => isOurs(one) && threadsOf(one) === threads));
}
