import { assert, assertEquals, assertThrows } from "@std/assert";
import { createEngine } from "../../../src/engine/mod.ts";
import { OVERFIT, probeOverfit } from "../../../src/evaluation/probes/mod.ts";
import { initialise } from "../../../src/model/mod.ts";
import { makeRows } from "../../../src/signal/mod.ts";

const fresh = () =>
  createEngine(
    "fused",
    initialise({ inputSize: 5, hiddenSize: 32, biases: 2 }, { scheme: "pytorch", seed: 1 }),
  );

Deno.test("32 units learn a tenth of a second by heart, even of literal noise", async () => {
  const engine = await fresh();
  const { losses, error } = probeOverfit(engine, makeRows({ noise: "literal" }));
  engine.dispose();
  assertEquals(losses.length, OVERFIT.updates);
  assert(losses[0] > 0.1, `${losses[0]}`);
  assert(error.mse < 0.001, `${error.mse}`);
  assertEquals(error.byFrequency.length, 4);
});

Deno.test("a network that is not allowed to move learns nothing", async () => {
  const engine = await fresh();
  const { losses } = probeOverfit(engine, makeRows(), { ...OVERFIT, learningRate: 0, updates: 3 });
  engine.dispose();
  assertEquals(new Set(losses).size, 1);
});

Deno.test("a stretch longer than the recording is refused", async () => {
  const engine = await fresh();
  const rows = makeRows({ sampleRateHz: 20, durationSeconds: 1 });
  assertThrows(
    () => probeOverfit(engine, rows),
    RangeError,
    "samples must be 1 to the recording's 20, given: 100",
  );
  engine.dispose();
});
