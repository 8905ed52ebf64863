import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { checkData, variance } from "../../src/evaluation/data_checks.ts";
import { createGenerator } from "../../src/random/generator.ts";
import { makeRows, type SignalRows } from "../../src/signal/mod.ts";

const SIGNAL = { frequenciesHz: [1, 3], sampleRateHz: 100, durationSeconds: 10, noise: "softened" } as const;
const [train, test] = [makeRows({ ...SIGNAL, seed: 1 }), makeRows({ ...SIGNAL, seed: 2 })];

Deno.test("data checks: clean recordings share no row, carry no noise in the targets and all groups", () => {
  const checks = checkData(train, test);
  assertEquals(checks.nonFiniteRows, 0);
  assertEquals(checks.sharedRows, { shared: 0, test: 2000 });
  assertEquals(checks.rowsByGroup, [1000, 1000]);
  assert(checks.targetNoiseVariance < 1e-3);
  assert(checks.inputVariance > 0);
});

Deno.test("data checks: the variance of noise on the targets is found to a tenth", () => {
  const { next } = createGenerator(1);
  const noisy: SignalRows = { ...train, targets: train.targets.map((target) => target + next() - 0.5) };
  assertAlmostEquals(checkData(noisy, test).targetNoiseVariance, 1 / 12, 1 / 120);
});

Deno.test("data checks: leaked, broken and constant rows are counted", () => {
  assertEquals(checkData(train, train).sharedRows.shared, 2000);
  const broken = { ...train, targets: train.targets.map((target, i) => i === 5 ? NaN : target) };
  assertEquals(checkData(broken, test).nonFiniteRows, 1);
  const constant = { ...train, inputs: train.inputs.map((value, i) => i % 3 === 0 ? 0.25 : value) };
  assertEquals(checkData(constant, test).inputVariance, 0);
});

Deno.test("variance: over n, about the mean", () => {
  assertEquals(variance(new Float32Array([1, 3])), 1);
});
