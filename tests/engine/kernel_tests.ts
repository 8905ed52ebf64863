/**
 * What the kernel and its host must do in every build, beside the contract. A build's own test file calls
 * {@linkcode kernelTests}.
 */
import { assertEquals, assertThrows } from "@std/assert";
import type { Engine, UpdateOptions } from "../../src/engine/mod.ts";
import { initialise, type Weights } from "../../src/model/mod.ts";
import { createGenerator } from "../../src/random/generator.ts";

// Adam's first steps divide a gradient by its own size, so float32 noise in an almost-zero gradient is scaled up to a
// part of the learning rate (1e-2 here)
export const KERNEL_TOLERANCES = { output: 1e-6, gradient: 1e-6, weights: 1e-5 };

const weights = (hiddenSize = 24, seed = 1) =>
  initialise({ inputSize: 5, hiddenSize, biases: 2 }, { scheme: "pytorch", seed });

function samples(count: number): { inputs: Float32Array; targets: Float32Array } {
  const { next } = createGenerator(3);
  const draw = (length: number) => Float32Array.from({ length }, () => 2 * next() - 1);
  return { inputs: draw(5 * count), targets: draw(count) };
}

/** Registers the suite for one build of the kernel. */
export function kernelTests(
  name: string,
  create: (weights: Weights<Float32Array>) => Engine,
  options: Partial<Deno.TestDefinition> = {},
): void {
  const test = (what: string, fn: () => void) => Deno.test({ ...options, name: `${name}: ${what}`, fn });

  test("a hidden size that is not a multiple of 8 is refused", () => {
    for (const hiddenSize of [4, 63, 100]) {
      assertThrows(
        () => create(weights(hiddenSize)),
        RangeError,
        `multiple of 8, given: ${hiddenSize}`,
      );
    }
  });

  test("an epsilon whose square leaves float32 is refused", () => {
    const { inputs, targets } = samples(1);
    const engine = create(weights());
    const options = { learningRate: 1e-3, epsilon: 1e-16 };
    assertThrows(() => engine.trainOnline(inputs, targets, options), RangeError, "epsilon of at least 1e-15");
  });

  test("the same run gives the same bytes, however long its calls", () => {
    const { inputs, targets } = samples(2100);
    const run = (sizes: readonly number[]) => {
      const engine = create(weights());
      let from = 0;
      for (const size of sizes) {
        const to = from + size;
        engine.trainOnline(inputs.subarray(5 * from, 5 * to), targets.subarray(from, to), {
          learningRate: 1e-3,
        });
        from = to;
      }
      return engine.exportState();
    };
    const once = run([2100]);
    assertEquals(run([2100]), once);
    assertEquals(run([7, 1000, 1093]), once);
  });

  test("the tile that computes a lane does not change its bytes", () => {
    const alone = create(weights()).predict(samples(12).inputs);
    for (const lanes of [4, 6, 8, 10, 12, 44]) {
      const side = new Float32Array(12 * lanes * 5);
      const { inputs } = samples(12);
      for (let t = 0; t < 12; t++) {
        for (let lane = 0; lane < lanes; lane++) {
          side.set(inputs.subarray(5 * t, 5 * t + 5), 5 * (t * lanes + lane));
        }
      }
      const outputs = create(weights()).predict(side, { lanes });
      for (let lane = 0; lane < lanes; lane++) {
        assertEquals(outputs.filter((_, at) => at % lanes === lane), alone, `lane ${lane} of ${lanes}`);
      }
    }
  });

  test("a prediction longer than one stretch goes on from its own state", () => {
    const { inputs } = samples(2500);
    const engine = create(weights());
    const outputs = engine.predict(inputs);
    // the same rows fed to training at rate zero, which carries its state sample by sample
    const { losses } = engine.trainOnline(inputs, outputs, { learningRate: 0 });
    assertEquals(losses.every((loss) => loss < 1e-11), true);
  });

  test("moments survive export and import bit for bit under any betas", () => {
    const { inputs, targets } = samples(50);
    for (const [beta1, beta2] of [[0.9, 0.999], [0.7, 0.95], [0, 0.5]]) {
      const options: UpdateOptions = { learningRate: 1e-2, beta1, beta2 };
      const engine = create(weights());
      engine.trainOnline(inputs, targets, options);
      const saved = engine.exportState();
      const other = create(weights(24, 2));
      other.importState(saved);
      assertEquals(other.exportState(), saved);
      for (const one of [engine, other]) one.trainOnline(inputs, targets, options);
      assertEquals(other.exportState(), engine.exportState());
    }
  });

  test("betas that change between calls keep the moments", () => {
    const { inputs, targets } = samples(20);
    const engine = create(weights());
    engine.trainOnline(inputs, targets, { learningRate: 1e-2 });
    const before = engine.exportState();
    // a rate of zero changes no weight; with betas of nearly 1 the moments stay as they were
    const still = { learningRate: 0, beta1: 1 - 1e-7, beta2: 1 - 1e-7 };
    engine.trainOnline(inputs.subarray(0, 5), targets.subarray(0, 1), still);
    const after = engine.exportState();
    const worst = Math.max(
      ...after.firstMoments.weightHh.map((value, k) => Math.abs(value - before.firstMoments.weightHh[k])),
    );
    assertEquals(worst < 1e-7, true);
  });

  test("a window that does not fit the kernel's memory says so, and the engine goes on", () => {
    const engine = create(weights(512));
    const tooLong = 320_000; // steps on one lane, padded to four, at about 12 kB each
    assertThrows(
      () =>
        engine.trainWindow(new Float32Array(5 * tooLong), new Float32Array(tooLong), {
          learningRate: 1e-3,
          lanes: 1,
        }),
      RangeError,
      "window too large",
    );
    const { inputs, targets } = samples(4);
    assertEquals(engine.trainWindow(inputs, targets, { learningRate: 1e-3, lanes: 1 }).loss > 0, true);
  });
}
