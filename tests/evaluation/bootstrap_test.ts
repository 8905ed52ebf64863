import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { blockBootstrapMean } from "../../src/evaluation/bootstrap.ts";
import { createGenerator } from "../../src/random/generator.ts";

const OPTIONS = { series: 1, blockLength: 1, resamples: 2000, level: 0.95, seed: 0 };

/** Twelve uniform numbers add up to a nearly normal one. */
function noise(length: number, seed: number): Float64Array {
  const { next } = createGenerator(seed);
  return Float64Array.from(
    { length },
    () => Array.from({ length: 12 }, next).reduce((sum, u) => sum + u, -6),
  );
}

Deno.test("blocks of one give the normal interval of a mean of independent values", () => {
  const values = noise(2500, 1);
  const { low, high } = blockBootstrapMean(values, OPTIONS);
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / 2500);
  assertAlmostEquals(high - low, 2 * 1.96 * deviation / 50, 0.004);
});

Deno.test("blocks keep dependence: values repeated ten times need an interval sqrt(10) wider than blocks of one give", () => {
  const values = Float64Array.from(
    { length: 5000 },
    ((once) => (_, i) => once[Math.floor(i / 10)])(noise(500, 2)),
  );
  const width = (blockLength: number) => {
    const { low, high } = blockBootstrapMean(values, { ...OPTIONS, blockLength });
    return high - low;
  };
  assertAlmostEquals(width(100) / width(1), Math.sqrt(10), 0.5);
});

Deno.test("the 95 % interval covers the true mean in about 95 of 100 samples", () => {
  let covered = 0;
  for (let trial = 0; trial < 200; trial++) {
    const { low, high } = blockBootstrapMean(noise(400, trial + 10), {
      ...OPTIONS,
      blockLength: 5,
      resamples: 300,
    });
    if (low <= 0 && 0 <= high) covered++;
  }
  assert(covered >= 178 && covered <= 198, `${covered} of 200`);
});

Deno.test("a constant has no spread, and the same seed the same interval", () => {
  const { low, high } = blockBootstrapMean(new Float64Array(100).fill(0.25), {
    ...OPTIONS,
    series: 4,
    blockLength: 7,
  });
  assertAlmostEquals(low, 0.25, 1e-12);
  assertAlmostEquals(high, 0.25, 1e-12);
  const values = noise(100, 3);
  assertEquals(blockBootstrapMean(values, OPTIONS), blockBootstrapMean(values, OPTIONS));
});
