/**
 * Our engines as benchmarks.
 *
 * @module
 */
import { createEngine, type Engine } from "../../engine/mod.ts";
import { loadNative } from "../../engine/tensorflow/load.ts";
import { initialise } from "../../model/mod.ts";
import { createGenerator } from "../../random/generator.ts";
import type { Case } from "./cases.ts";
import type { Benchmark } from "./benchmark.ts";

const INPUTS = 5;
const UPDATE = { learningRate: 1e-4, clipNorm: 1 };

/** A benchmark that holds an engine. */
export interface EngineBenchmark extends Benchmark {
  readonly backend: string;
  dispose(): void;
}

/** Why TensorFlow's native library cannot be measured here, or null. */
export async function tensorflowMissing(): Promise<string | null> {
  try {
    await loadNative();
    return null;
  } catch (error) {
    return error instanceof Error ? error.message.split("\n")[0] : String(error);
  }
}

/** Our engines, as far as they are there, on one thread and on two. */
export async function engineBenchmarks(
  which: Case,
  { tensorflow, native }: { readonly tensorflow: boolean; readonly native: boolean },
): Promise<EngineBenchmark[]> {
  const weights = initialise(
    { inputSize: INPUTS, hiddenSize: which.units, biases: 2 },
    { scheme: "pytorch", seed: 1 },
  );
  const benchmarks: EngineBenchmark[] = [];
  for (const name of native ? ["native", "fused"] as const : ["fused"] as const) {
    for (const threads of [1, 2]) {
      const engine = await createEngine(name, weights, { threads });
      benchmarks.push(benchmark(threads === 1 ? name : `${name}, ${threads} threads`, engine, which));
    }
  }
  if (tensorflow) benchmarks.push(benchmark("tensorflow", await createEngine("tensorflow", weights), which));
  return benchmarks;
}

function benchmark(name: string, engine: Engine, which: Case): EngineBenchmark {
  const run = which.regime === "online" ? onlineRun(engine) : windowRun(engine, which);
  return {
    name,
    backend: engine.backend,
    run(count) {
      const start = performance.now();
      run(count);
      return (performance.now() - start) / 1000;
    },
    dispose: () => engine.dispose(),
  };
}

/** Samples of one call online, as many as one selector of the exercise's data has. */
const CALL = 10_000;

function onlineRun(engine: Engine): (count: number) => void {
  const { inputs, targets } = samples(CALL);
  return (count) => {
    for (let left = count; left > 0; left -= CALL) {
      const size = Math.min(CALL, left);
      engine.trainOnline(inputs.subarray(0, size * INPUTS), targets.subarray(0, size), UPDATE);
    }
  };
}

function windowRun(engine: Engine, { steps, lanes }: Case): (count: number) => void {
  const { inputs, targets } = samples(steps * lanes);
  engine.resetCarriedState(lanes);
  return (count) => {
    for (let n = 0; n < count; n++) engine.trainWindow(inputs, targets, { ...UPDATE, lanes });
  };
}

/** Numbers of the right kind: how long an update takes does not depend on them. */
function samples(count: number): { inputs: Float32Array; targets: Float32Array } {
  const { next } = createGenerator(1);
  const draw = (length: number) => Float32Array.from({ length }, () => 2 * next() - 1);
  return { inputs: draw(count * INPUTS), targets: draw(count) };
}
