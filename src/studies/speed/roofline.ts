/**
 * What one thread of the machine can do at its best of the work that a case mostly is, as benchmarks that take turns with
 * the engines: what slows one slows the other.
 *
 * @module
 */
import { type Library, openLibrary } from "../../engine/native/library.ts";
import type { Benchmark, Measurement } from "./benchmark.ts";
import type { Case } from "./cases.ts";

/** Work of a case and the most that the machine does of it. */
export interface Roofline {
  readonly unit: "GFLOP/s" | "million weights/s";
  /** Of one sample, in millions of floating-point operations or of weights. */
  readonly workPerSample: number;
  /** That work alone, in samples a second. */
  readonly most: Measurement;
  /** Windows: all arithmetic of one, products and gates, on data in the first-level cache. */
  readonly inCache?: Measurement;
}

/** The benchmarks of a {@linkcode Roofline}; an update of theirs is one of the case. */
export interface RooflineBenchmarks extends Pick<Roofline, "unit" | "workPerSample"> {
  readonly most: Benchmark;
  readonly inCache?: Benchmark;
}

/** Inputs and the two bias vectors beside the hidden state. */
const ADDED = 7;

/** Units of a group of gates, terms of a tile's sums, and what the kernel's `window_alone` needs of an arena. */
const [GROUP, TERMS, ARENA_FLOATS] = [8, 64, 8192];

/**
 * Windows are held against independent multiply-adds, two operations each, and against the kernel's own products and
 * gates in cache; online against the pass over the weights alone, Adam's update and the product with the new weights,
 * without the network around it.
 *
 * @returns null where the native kernel, which has the measurements, is not built
 */
export function rooflineBenchmarks(which: Case): RooflineBenchmarks | null {
  const opened = openLibrary();
  if (opened.state !== "ready") return null;
  return which.regime === "online" ? ofOnline(opened.library, which) : ofWindows(opened.library, which);
}

function ofOnline(library: Library, { units }: Case): RooflineBenchmarks {
  const [rows, columns] = [4 * units, units + ADDED];
  const arena = arenaOf(3 * rows * columns + 2 * columns + 2 * rows);
  const most = timed("pass alone", (count) => {
    for (let n = 0; n < count; n++) library.pass_alone(arena, rows, columns);
  });
  return { unit: "million weights/s", workPerSample: rows * columns / 1e6, most };
}

function ofWindows(library: Library, { steps, lanes, units }: Case): RooflineBenchmarks {
  // forward, back to h, and the gradient, without those of the input and the biases back to the input
  const weights = 4 * units * (units + ADDED);
  const multiplyAdds = 2 * weights + 4 * units * units;
  const rows = library.rows();
  const samples = steps * lanes;
  const rounds = Math.ceil(samples * multiplyAdds / (6 * rows));
  const tiles = Math.ceil(rounds / TERMS);
  const groups = samples * units / GROUP;
  const arena = arenaOf(ARENA_FLOATS);
  return {
    unit: "GFLOP/s",
    workPerSample: 2 * multiplyAdds / 1e6,
    most: timed("multiply-adds alone", (count) => {
      for (let n = 0; n < count; n++) library.multiply_adds(rounds);
    }),
    inCache: timed("products and gates in cache", (count) => {
      for (let n = 0; n < count; n++) library.window_alone(arena, tiles, groups);
    }),
  };
}

const arenaOf = (floats: number) => new Uint8Array(new Float32Array(floats).fill(0.01).buffer);

function timed(name: string, work: (count: number) => void): Benchmark {
  return {
    name,
    run(count) {
      const start = performance.now();
      work(count);
      return (performance.now() - start) / 1000;
    },
  };
}
