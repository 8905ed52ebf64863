import { assertEquals, assertRejects } from "@std/assert";
import { createFusedEngine, createThreadedFusedEngine } from "../../../src/engine/fused/engine.ts";
import { initialise } from "../../../src/model/mod.ts";
import { createGenerator } from "../../../src/random/generator.ts";
import { contractTests } from "../contract_tests.ts";

const LANES = 10;
const UPDATE = { learningRate: 1e-3, clipNorm: 1, lanes: LANES };

const canRead = Deno.permissions.querySync({ name: "read" }).state === "granted";
const needsRead = canRead ? "" : " (needs --allow-read)";
const weights = initialise({ inputSize: 5, hiddenSize: 24, biases: 2 }, { scheme: "pytorch", seed: 1 });
const { next } = createGenerator(3);
const inputs = Float32Array.from({ length: 60 * LANES * 5 }, () => 2 * next() - 1);
const targets = Float32Array.from({ length: 60 * LANES }, () => 2 * next() - 1);

async function train(threads: number) {
  const engine = await createThreadedFusedEngine(weights, threads);
  engine.resetCarriedState(LANES);
  const losses = Array.from({ length: 20 }, () => engine.trainWindow(inputs, targets, UPDATE).loss);
  const result = { backend: engine.backend, losses, state: engine.exportState() };
  engine.dispose();
  return result;
}

contractTests(
  `fused engine on two threads${needsRead}`,
  (weights) => createThreadedFusedEngine(weights, 2),
  { output: 1e-6, gradient: 1e-6, weights: 1e-5 },
  { ignore: !canRead },
);

Deno.test({
  name: `fused engine: two threads give the same bytes in every run${needsRead}`,
  ignore: !canRead,
  fn: async () => {
    const once = await train(2);
    assertEquals(once.backend.endsWith(", 2 threads"), true);
    assertEquals(await train(2), once);
  },
});

Deno.test({
  name: `fused engine: threads change a gradient by rounding only, and a prediction not at all${needsRead}`,
  ignore: !canRead,
  fn: async () => {
    const [one, two] = [createFusedEngine(weights), await createThreadedFusedEngine(weights, 2)];
    assertEquals(two.predict(inputs, { lanes: LANES }), one.predict(inputs, { lanes: LANES }));
    const [a, b] = [one, two].map((engine) => {
      engine.resetCarriedState(LANES);
      return engine.gradient(inputs, targets, { lanes: LANES }).gradient.weightHh;
    });
    const size = Math.hypot(...a);
    assertEquals(a.every((value, k) => Math.abs(value - b[k]) < 1e-6 * size), true);
    two.dispose();
  },
});

Deno.test("fused engine: a number of threads that is no positive integer is refused", async () => {
  for (const threads of [0, -1, 1.5]) {
    await assertRejects(() => createThreadedFusedEngine(weights, threads), RangeError, "threads must be");
  }
});
