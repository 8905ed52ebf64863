import { assert } from "@std/assert";
import { engineOn } from "../../../src/engine/tensorflow/engine.ts";
import { loadNative } from "../../../src/engine/tensorflow/load.ts";
import { createFusedEngine } from "../../../src/engine/fused/engine.ts";
import { createReferenceEngine } from "../../../src/engine/reference/engine.ts";
import { initialise } from "../../../src/model/mod.ts";
import { makeRows } from "../../../src/signal/mod.ts";
import { missing, nativeTest } from "./native_test_options.ts";

const because = missing === null ? "" : ` (skipped: ${missing})`;
const { inputs, targets } = makeRows({ noise: "softened", durationSeconds: 1, seed: 1 });
// The exercise's own rate; at 1e-3 rounding differences grow past 1e-3 within 2,000 steps, between any two engines.
const UPDATE = { learningRate: 1e-4, clipNorm: 1 };

/** Every lane's window of 10 rows, lanes spread over the four selectors; [T, B] in row order. */
function window(number: number) {
  const [steps, lanes] = [10, 4];
  const rows = Array.from({ length: steps * lanes }, (_, at) => {
    const [step, lane] = [Math.floor(at / lanes), at % lanes];
    return lane * 1000 + (number * steps + step) % 1000;
  });
  return {
    inputs: Float32Array.from(rows.flatMap((row) => [...inputs.subarray(row * 5, row * 5 + 5)])),
    targets: Float32Array.from(rows, (row) => targets[row]),
  };
}

function worst(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  return Math.max(...Array.from(actual, (value, k) => Math.abs(value - expected[k])));
}

for (const hiddenSize of [64, 128]) {
  const weights = initialise({ inputSize: 5, hiddenSize, biases: 2 }, { scheme: "pytorch", seed: 1 });
  const engines = async () => [
    engineOn(await loadNative(), weights),
    createFusedEngine(weights),
    createReferenceEngine(weights),
  ];

  Deno.test({
    ...nativeTest,
    name: `all engines agree to 1e-5 on the losses of 2,000 online steps, ${hiddenSize} units${because}`,
    fn: async () => {
      const all = await engines();
      const [tensorflow, fused, reference] = all.map((engine) =>
        engine.trainOnline(inputs.subarray(0, 2000 * 5), targets.subarray(0, 2000), UPDATE).losses
      );
      assert(worst(tensorflow, reference) < 1e-5, `tensorflow differs by ${worst(tensorflow, reference)}`);
      assert(worst(fused, reference) < 1e-5, `fused differs by ${worst(fused, reference)}`);
      all.forEach((engine) => engine.dispose());
    },
  });

  Deno.test({
    ...nativeTest,
    name:
      `all engines agree to 1e-5 on 100 window updates and to 1e-6 on the error, ${hiddenSize} units${because}`,
    fn: async () => {
      const all = await engines();
      all.forEach((engine) => engine.resetCarriedState(4));
      for (let number = 0; number < 100; number++) {
        const { inputs, targets } = window(number);
        const [tensorflow, fused, reference] = all.map((engine) =>
          engine.trainWindow(inputs, targets, { ...UPDATE, lanes: 4 }).loss
        );
        assert(
          Math.abs(tensorflow - reference) < 1e-5,
          `tensorflow, window ${number}: ${tensorflow - reference}`,
        );
        assert(Math.abs(fused - reference) < 1e-5, `fused, window ${number}: ${fused - reference}`);
      }
      // the trained weights of one engine, measured by each
      const state = all[0].exportState();
      const errors = all.map((engine) => {
        engine.importState(state);
        const outputs = engine.predict(inputs.subarray(0, 1000 * 5));
        return outputs.reduce((sum, output, row) => sum + (output - targets[row]) ** 2, 0) / outputs.length;
      });
      assert(worst(errors, Array(3).fill(errors[2])) < 1e-6, `errors of one network: ${errors}`);
      all.forEach((engine) => engine.dispose());
    },
  });
}
