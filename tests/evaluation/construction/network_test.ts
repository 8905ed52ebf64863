import { assert, assertEquals, assertThrows } from "@std/assert";
import { createEngine, type EngineName } from "../../../src/engine/mod.ts";
import { constructNetwork, type Observer } from "../../../src/evaluation/construction/mod.ts";
import { measureError } from "../../../src/evaluation/mod.ts";
import { modelFiles, parameterCount, weightsFromFiles } from "../../../src/model/mod.ts";
import { makeRows, type NoiseName, PHASE_RANGES } from "../../../src/signal/mod.ts";

const TASK = { frequenciesHz: [1, 3, 5, 7], sampleRateHz: 1000 } as const;
const observer = (noise: NoiseName, memorySamples: number): Observer => ({
  phaseRange: PHASE_RANGES[noise],
  amplitudeRange: [0.8, 1.2],
  memorySamples,
});

async function testMse(
  engineName: EngineName,
  weights: ReturnType<typeof constructNetwork>,
  noise: NoiseName,
  seed: number,
) {
  const engine = await createEngine(engineName, weights);
  const { mse } = measureError(engine, makeRows({ noise, seed }));
  engine.dispose();
  return mse;
}

Deno.test("12 units, no training: a clock has a test MSE below 1e-4 on literal noise", async () => {
  const clock = constructNetwork(TASK);
  assertEquals(clock.shape.hiddenSize, 12);
  assertEquals(parameterCount(clock.shape), 877);
  for (const seed of [2, 3]) assert(await testMse("reference", clock, "literal", seed) < 1e-5);
});

for (const [noise, memorySamples] of [["softened", 400], ["quarter", 2500]] as const) {
  Deno.test(`12 units, no training: an observer has a test MSE below 1e-4 on ${noise} noise`, async () => {
    const network = constructNetwork({ ...TASK, observer: observer(noise, memorySamples) });
    for (const seed of [2, 3]) assert(await testMse("reference", network, noise, seed) < 1e-4);
  });
}

Deno.test("spare units let the float32 kernel run it, to the same result", async () => {
  const clock = constructNetwork({ ...TASK, spareUnits: 4 });
  assertEquals(clock.shape.hiddenSize, 16);
  assert(await testMse("fused", clock, "literal", 2) < 1e-5);
  const network = constructNetwork({ ...TASK, spareUnits: 4, observer: observer("softened", 400) });
  assert(await testMse("fused", network, "softened", 2) < 1e-4);
});

Deno.test("it is a plain network: saved and read back it does the same", async () => {
  const clock = constructNetwork(TASK);
  const saved = weightsFromFiles(modelFiles(clock));
  assertEquals(saved, clock);
  assert(await testMse("reference", saved, "literal", 2) < 1e-5);
});

Deno.test("any frequencies and rate will do", async () => {
  const signal = { frequenciesHz: [2, 4.5], sampleRateHz: 250 };
  const engine = await createEngine("reference", constructNetwork(signal));
  assertEquals(engine.shape, { inputSize: 3, hiddenSize: 6, biases: 1 });
  assert(measureError(engine, makeRows({ ...signal, noise: "literal" })).mse < 1e-5);
});

Deno.test("a memory or a number of spare units that is none is refused", () => {
  assertThrows(
    () => constructNetwork({ ...TASK, spareUnits: 0.5 }),
    RangeError,
    "spareUnits must be a count, given: 0.5",
  );
  const forgetful = observer("softened", 0);
  assertThrows(
    () => constructNetwork({ ...TASK, observer: forgetful }),
    RangeError,
    "memorySamples must be positive, given: 0",
  );
});
