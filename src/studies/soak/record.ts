/**
 * The memory of a process that goes on training.
 *
 * @module
 */
import { linearRegression } from "simple-statistics";

/** The memory of the process at one moment, in megabytes. */
export interface MemorySample {
  /** Since the first training began. */
  readonly seconds: number;
  /** What the system has given it. */
  readonly resident: number;
  /** Objects, dead ones among them until the next collection. */
  readonly heap: number;
  /** Buffers outside of it: the kernel's memory and typed arrays. */
  readonly outside: number;
}

/** What `deno task soak` leaves. */
export interface SoakRecord {
  readonly date: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly minutes: number;
  /** Whole trainings, one after another in one process, and their epochs. */
  readonly trainings: number;
  readonly epochs: number;
  /** Megabytes an hour, fitted to the second half of the samples. */
  readonly growth: Growth;
  readonly samples: readonly MemorySample[];
}

/** Megabytes an hour. */
export type Growth = Readonly<Record<"resident" | "heap" | "outside", number>>;

/**
 * The slope of each kind of memory over the second half, when the process has warmed up, by least squares.
 *
 * @throws {RangeError} when there are fewer than four samples
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * const samples = [0, 1, 2, 3].map((n) => ({ seconds: 3600 * n, resident: 100, heap: 10 + 2 * n, outside: 5 }));
 * assertEquals(growthPerHour(samples), { resident: 0, heap: 2, outside: 0 });
 * ```
 */
export function growthPerHour(samples: readonly MemorySample[]): Growth {
  if (samples.length < 4) {
    throw new RangeError(`growth needs four samples at least, given: ${samples.length}`);
  }
  const late = samples.slice(Math.floor(samples.length / 2));
  const slope = (kind: keyof Growth) =>
    linearRegression(late.map((sample) => [sample.seconds / 3600, sample[kind]])).m;
  return { resident: slope("resident"), heap: slope("heap"), outside: slope("outside") };
}

/** Samples of a whole soak. */
const SAMPLES = 720;

/** What has been sampled, and what takes the next sample when it is time. */
export interface MemorySampler {
  readonly samples: readonly MemorySample[];
  readonly sample: () => void;
}

/** Samples this process, no more often than it takes for {@linkcode SAMPLES} in the given time. */
export function memorySampler(minutes: number): MemorySampler {
  const samples: MemorySample[] = [];
  const started = performance.now();
  const every = 60 * minutes / SAMPLES;
  const megabytes = (bytes: number) => Math.round(bytes / 1e4) / 100;
  return {
    samples,
    sample() {
      const seconds = (performance.now() - started) / 1000;
      if (samples.length > 0 && seconds - samples[samples.length - 1].seconds < every) return;
      const { rss, heapUsed, external } = Deno.memoryUsage();
      samples.push({
        seconds,
        resident: megabytes(rss),
        heap: megabytes(heapUsed),
        outside: megabytes(external),
      });
    },
  };
}
