import { assertEquals } from "@std/assert";
import { createEngine } from "../../../src/engine/mod.ts";
import { initialise } from "../../../src/model/mod.ts";

Deno.test({
  name: "without the native library it runs on tfjs and says so once, with the remedy",
  permissions: "none",
  fn: async () => {
    const weights = initialise({ inputSize: 5, hiddenSize: 8, biases: 2 }, { scheme: "pytorch", seed: 1 });
    const said: unknown[] = [];
    const { warn } = console;
    console.warn = (line) => said.push(line);
    try {
      const first = await createEngine("tensorflow", weights);
      const second = await createEngine("tensorflow", weights);
      assertEquals([first.backend, second.backend], ["tfjs cpu", "tfjs cpu"]);
      first.dispose();
      second.dispose();
    } finally {
      console.warn = warn;
    }
    assertEquals(said, [
      "tensorflow engine: runs on tfjs cpu, more slowly: " +
      "TensorFlow's native library needs permissions that `deno task train:tensorflow` has",
    ]);
  },
});
