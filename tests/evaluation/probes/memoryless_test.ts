import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { probeMemoryless } from "../../../src/evaluation/probes/memoryless.ts";
import { makeRows } from "../../../src/signal/mod.ts";

Deno.test("a target that is a function of the signal is recovered up to the width of a bin", () => {
  // One clean sine: S is the target itself. 200 bins of equal count leave an error of about the mean bin width^2 / 12.
  const signal = { frequenciesHz: [1], noise: 0, amplitudeRange: [1, 1] } as const;
  const { mse, bins } = probeMemoryless(makeRows(signal), makeRows(signal));
  assert(mse < 1e-4, `${mse}`);
  assertEquals(bins, [200]);
});

Deno.test("literal noise tells nothing: the predictor stays at the error of the mean, 1/2", () => {
  const { mse } = probeMemoryless(makeRows({ noise: "literal" }), makeRows({ noise: "literal", seed: 2 }));
  assertAlmostEquals(mse, 0.5, 0.002);
});

Deno.test("it is measured on the test set, not on the set it was fitted to", () => {
  const train = makeRows({ noise: "quarter", sampleRateHz: 20 });
  const test = makeRows({ noise: "quarter", sampleRateHz: 20, seed: 2 });
  assert(probeMemoryless(train, test).mse > probeMemoryless(train, train).mse);
});

Deno.test("a recording of a few samples is no reason to fail", () => {
  const short = makeRows({ sampleRateHz: 20, durationSeconds: 0.2 });
  assert(Number.isFinite(probeMemoryless(short, short).mse));
});
