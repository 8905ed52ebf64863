import { assertEquals } from "@std/assert";
import { createFusedEngine, createThreadedFusedEngine } from "../../../src/engine/fused/engine.ts";
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

Deno.test("fused engine: the backend names the build", () => {
  const weights = initialise({ inputSize: 5, hiddenSize: 8, biases: 2 }, { scheme: "pytorch", seed: 1 });
  assertEquals(createFusedEngine(weights, true).backend, "wasm-relaxed-simd");
  assertEquals(createFusedEngine(weights, false).backend, "wasm-simd");
});
