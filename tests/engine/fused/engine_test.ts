import { assertEquals, assertRejects } from "@std/assert";
import {
  createFusedEngine,
  createJoinedFusedEngine,
  createThreadedFusedEngine,
} from "../../../src/engine/fused/engine.ts";
import type { Engine } from "../../../src/engine/mod.ts";
import { initialise } from "../../../src/model/mod.ts";
import { contractTests } from "../contract_tests.ts";
import { KERNEL_TOLERANCES, kernelTests } from "../kernel_tests.ts";
import { threadsTests } from "../threads_tests.ts";

for (const relaxedSimd of [true, false]) {
  const name = `fused engine ${relaxedSimd ? "with" : "without"} relaxed SIMD`;
  contractTests(name, (weights) => createFusedEngine(weights, relaxedSimd), KERNEL_TOLERANCES);
  kernelTests(name, (weights) => createFusedEngine(weights, relaxedSimd));
}
threadsTests("fused engine", createThreadedFusedEngine);

const canRead = Deno.permissions.querySync({ name: "read" }).state === "granted";
const weights = initialise({ inputSize: 5, hiddenSize: 64, biases: 2 }, { scheme: "pytorch", seed: 1 });
const inputs = Float32Array.from({ length: 5 * 300 }, (_, k) => Math.sin(k));
const targets = Float32Array.from({ length: 300 }, (_, k) => Math.cos(k));
const train = (engine: Engine) => engine.trainOnline(inputs, targets, { learningRate: 1e-3 });

Deno.test({
  name: `fused engine: a worker joins while it trains, and not a byte is another${
    canRead ? "" : " (needs --allow-read)"
  }`,
  ignore: !canRead,
  fn: async () => {
    const { engine, joined } = createJoinedFusedEngine(
      weights,
      () => new Worker(new URL("../../../src/engine/fused/worker.ts", import.meta.url), { type: "module" }),
    );
    const alone = createFusedEngine(weights);
    assertEquals(train(engine), train(alone));
    assertEquals(engine.backend, alone.backend);
    await joined;
    assertEquals(engine.backend, `${alone.backend}, 2 threads`);
    assertEquals(train(engine), train(alone));
    assertEquals(engine.exportState(), alone.exportState());
    engine.dispose();
  },
});

Deno.test("fused engine: without the worker that should join it trains alone", async () => {
  const { engine, joined } = createJoinedFusedEngine(weights, () => {
    throw new Error("no worker here");
  });
  await assertRejects(() => joined, Error, "no worker here");
  assertEquals(train(engine), train(createFusedEngine(weights)));
  engine.dispose();
});

Deno.test("fused engine: the backend names the build", () => {
  const weights = initialise({ inputSize: 5, hiddenSize: 8, biases: 2 }, { scheme: "pytorch", seed: 1 });
  assertEquals(createFusedEngine(weights, true).backend, "wasm-relaxed-simd");
  assertEquals(createFusedEngine(weights, false).backend, "wasm-simd");
});
