import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { probeMutualInformation } from "../../../src/evaluation/probes/mod.ts";
import { createGenerator } from "../../../src/random/generator.ts";
import { checkRows, makeRows } from "../../../src/signal/mod.ts";

Deno.test("literal noise: no information, and no test that says otherwise", () => {
  const { byFrequency, overall } = probeMutualInformation(makeRows({ noise: "literal", seed: 2 }));
  assert(overall.plugInBits < overall.null95Bits);
  for (const { bits, pValue } of [...byFrequency, overall]) {
    assert(Math.abs(bits) < 0.005, `${bits}`);
    assert(pValue > 0.01);
  }
});

Deno.test("normal variables of correlation rho share -log2(1 - rho^2) / 2 bits", () => {
  const { next } = createGenerator(1);
  const normal = () => Array.from({ length: 12 }, next).reduce((sum, u) => sum + u, -6);
  const rho = 0.8;
  const pairs = Array.from({ length: 20_000 }, () => {
    const [a, b] = [normal(), normal()];
    return [a, 1, rho * a + Math.sqrt(1 - rho * rho) * b];
  });
  const { byFrequency: [{ bits, pValue }] } = probeMutualInformation(
    checkRows(Float32Array.from(pairs.flat()), 1),
  );
  assertAlmostEquals(bits, -Math.log2(1 - rho * rho) / 2, 0.05); // bins hide a little
  assertEquals(pValue, 1 / 200);
});

Deno.test("a signal that is the target shares the bins' whole entropy", () => {
  const rows = makeRows({ frequenciesHz: [1], noise: 0, amplitudeRange: [1, 1] });
  assertAlmostEquals(probeMutualInformation(rows).byFrequency[0].plugInBits, 4, 0.01);
});

Deno.test("the estimator is stated and seeded", () => {
  const rows = makeRows({ noise: "quarter", sampleRateHz: 50 });
  const options = { bins: 4, permutations: 19, seed: 5 };
  assertEquals(probeMutualInformation(rows, options), probeMutualInformation(rows, options));
  assertEquals(
    probeMutualInformation(rows, options).estimator,
    "plug-in, 4 x 4 bins of equal count, bias by 19 permutations, seed 5",
  );
});
