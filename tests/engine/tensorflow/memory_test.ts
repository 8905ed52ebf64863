import { assertEquals } from "@std/assert";
import { engineOn } from "../../../src/engine/tensorflow/engine.ts";
import { loadNative, loadPortable, type Tensorflow } from "../../../src/engine/tensorflow/load.ts";
import { initialise } from "../../../src/model/mod.ts";
import { missing, nativeTest } from "./native_test_options.ts";

const because = missing === null ? "" : ` (skipped: ${missing})`;
const WEIGHTS = initialise({ inputSize: 5, hiddenSize: 16, biases: 2 }, { scheme: "pytorch", seed: 1 });

/** Tensors alive in tfjs and, where there is a native library, in TensorFlow itself. */
function alive({ tf }: Tensorflow): (number | undefined)[] {
  const backend = tf.backend() as unknown as { getNumOfTFTensors?(): number };
  return [tf.memory().numTensors, backend.getNumOfTFTensors?.()];
}

function assertFlat(tensorflow: Tensorflow, updates: number): void {
  const before = alive(tensorflow);
  const engine = engineOn(tensorflow, WEIGHTS);
  const options = { learningRate: 1e-3, clipNorm: 1, weightDecay: 1e-3 };
  const online = (count: number) =>
    engine.trainOnline(new Float32Array(count * 5).fill(1), new Float32Array(count), {
      ...options,
      outputMask: new Float32Array(count * 16).fill(2),
    });
  const windows = (count: number) => {
    engine.resetCarriedState(2);
    for (let n = 0; n < count; n++) {
      engine.trainWindow(new Float32Array(30).fill(1), new Float32Array(6), { ...options, lanes: 2 });
    }
    engine.predict(new Float32Array(3000 * 5));
    engine.importState(engine.exportState());
  };
  online(1);
  windows(1);
  const after = alive(tensorflow);
  online(updates);
  windows(updates);
  assertEquals(alive(tensorflow), after);
  engine.dispose();
  assertEquals(alive(tensorflow), before);
}

Deno.test({
  ...nativeTest,
  name: `native: no tensor is left behind by 1,000 updates, online or in windows${because}`,
  fn: async () => assertFlat(await loadNative(), 1000),
});

Deno.test("portable: no tensor is left behind by 100 updates, online or in windows", async () => {
  assertFlat(await loadPortable(), 100);
});
