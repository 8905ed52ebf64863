import { assertEquals } from "@std/assert";
import { engineOn } from "../../../src/engine/tensorflow/engine.ts";
import { loadNative } from "../../../src/engine/tensorflow/load.ts";
import { initialise } from "../../../src/model/mod.ts";
import { missing, nativeTest } from "./native_test_options.ts";

const because = missing === null ? "" : ` (skipped: ${missing})`;
const WEIGHTS = initialise({ inputSize: 5, hiddenSize: 16, biases: 2 }, { scheme: "pytorch", seed: 1 });

Deno.test({
  ...nativeTest,
  name: `no tensor is left behind by 1,000 updates, online or in windows${because}`,
  fn: async () => {
    const tensorflow = await loadNative();
    // tfjs counts its own tensors, the addon those that TensorFlow itself still holds
    const backend = tensorflow.tf.backend() as unknown as { getNumOfTFTensors(): number };
    const alive = () => [tensorflow.tf.memory().numTensors, backend.getNumOfTFTensors()];
    const before = alive();
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
      engine.exportState();
    };
    online(1);
    windows(1);
    const after = alive();
    online(1000);
    windows(1000);
    assertEquals(alive(), after);
    engine.dispose();
    assertEquals(alive(), before);
  },
});
