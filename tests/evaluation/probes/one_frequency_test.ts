import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { createEngine } from "../../../src/engine/mod.ts";
import { probeOneFrequency } from "../../../src/evaluation/probes/mod.ts";
import { initialise } from "../../../src/model/mod.ts";
import { makeRows } from "../../../src/signal/mod.ts";

const OPTIONS = { selector: 2, epochs: 3, learningRate: 1e-4, clipNorm: 1 };
const fresh = () =>
  createEngine(
    "fused",
    initialise({ inputSize: 5, hiddenSize: 16, biases: 2 }, { scheme: "pytorch", seed: 1 }),
  );

Deno.test("on literal noise one frequency alone fares no better than four: predicting zero", async () => {
  const engine = await fresh();
  const probe = probeOneFrequency(engine, makeRows(), makeRows({ seed: 2 }), OPTIONS);
  engine.dispose();
  assertEquals(probe.runningLoss.length, 3);
  assertAlmostEquals(probe.testMse, 0.5, 0.02);
});

Deno.test("only the selector's own rows are trained on", async () => {
  const rows = makeRows({ noise: "softened", sampleRateHz: 50 });
  const corrupted = {
    ...rows,
    targets: rows.targets.map((target, row) => Math.floor(row / 500) === 2 ? target : NaN),
  };
  const engine = await fresh();
  const probe = probeOneFrequency(engine, corrupted, corrupted, OPTIONS);
  engine.dispose();
  assert(probe.runningLoss.every(Number.isFinite) && Number.isFinite(probe.testMse));
});

Deno.test("a selector that is none is refused", async () => {
  const engine = await fresh();
  const rows = makeRows({ sampleRateHz: 20 });
  assertThrows(
    () => probeOneFrequency(engine, rows, rows, { ...OPTIONS, selector: 4 }),
    RangeError,
    "selector must be 0 to 3, given: 4",
  );
  engine.dispose();
});
