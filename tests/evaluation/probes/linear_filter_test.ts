import { assert, assertAlmostEquals, assertThrows } from "@std/assert";
import { probeLinearFilter } from "../../../src/evaluation/probes/mod.ts";
import { createGenerator } from "../../../src/random/generator.ts";
import { checkRows, makeRows, type SignalRows } from "../../../src/signal/mod.ts";

/** White noise of variance 1/12 and a target that weighs its last values. */
function filteredNoise(weights: readonly number[], seed: number): SignalRows {
  const { next } = createGenerator(seed);
  const signal = Array.from({ length: 4000 }, () => next() - 0.5);
  const target = signal.map((_, n) =>
    weights.reduce((sum, weight, lag) => sum + weight * (signal[n - lag] ?? 0), 0)
  );
  return checkRows(Float32Array.from(signal.flatMap((value, n) => [value, 1, target[n]])), 1);
}

Deno.test("a filter that is long enough is found exactly, one that is too short lacks the last weight's share", () => {
  const weights = [0.5, 0, -0.3];
  const [train, test] = [filteredNoise(weights, 1), filteredNoise(weights, 2)];
  assert(probeLinearFilter(train, test, 3).ridge.mse < 1e-10);
  assert(probeLinearFilter(train, test, 3).wiener.mse < 1e-5);
  for (const { mse } of [probeLinearFilter(train, test, 2).ridge, probeLinearFilter(train, test, 2).wiener]) {
    assertAlmostEquals(mse, 0.3 ** 2 / 12, 0.0005);
  }
});

Deno.test("one tap on a nearly clean mixture has the error of the best line, 1/2 - 1/8", () => {
  // S is the mean of four sines: its power and its product with each are 1/8, so the line's slope is 1.
  const { ridge } = probeLinearFilter(makeRows({ noise: 0 }), makeRows({ noise: 0, seed: 2 }), 1);
  assertAlmostEquals(ridge.mse, 0.375, 0.003);
});

Deno.test("literal noise leaves nothing for any filter", () => {
  const { ridge, wiener } = probeLinearFilter(
    makeRows({ noise: "literal" }),
    makeRows({ noise: "literal", seed: 2 }),
    100,
  );
  assertAlmostEquals(ridge.mse, 0.5, 0.005);
  assert(wiener.mse > 0.495);
});

Deno.test("a second of softened noise is enough for an error below 0.01", () => {
  const signal = { noise: "softened", sampleRateHz: 100 } as const;
  const { ridge } = probeLinearFilter(makeRows(signal), makeRows({ ...signal, seed: 2 }), 100);
  assert(ridge.mse < 0.01, `${ridge.mse}`);
});

Deno.test("a length that is none is refused", () => {
  const rows = makeRows({ sampleRateHz: 20 });
  for (const taps of [0, 1.5, 100]) {
    assertThrows(
      () => probeLinearFilter(rows, rows, taps),
      RangeError,
      `taps must be a positive integer below 100, given: ${taps}`,
    );
  }
});
