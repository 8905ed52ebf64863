import { assert, assertAlmostEquals, assertLess } from "@std/assert";
import { constantGainFilter } from "../../src/evaluation/constant_gain_filter.ts";
import { mixtureVariance } from "../../src/evaluation/construction/oscillators.ts";
import { squaredErrors } from "../../src/evaluation/error.ts";
import { optimalFilter } from "../../src/evaluation/optimal_filter.ts";
import { makeMixture, type Mixture, phaseRange } from "../../src/signal/mod.ts";

const late = makeMixture({ noise: "softened", seed: 3, startSeconds: 0.13 });

/** Mean squared error of all sines between two moments. */
function errorOf(
  estimates: readonly Float64Array[],
  { targets }: Mixture,
  [from, to]: readonly [number, number],
) {
  const errors = estimates.flatMap((estimate, k) =>
    Array.from(squaredErrors(estimate.subarray(from, to), targets[k].subarray(from, to)))
  );
  return errors.reduce((sum, error) => sum + error, 0) / errors.length;
}

Deno.test("constant gain: once settled, the noise it lets in is r / (m^2 tau), of the continuous-time filter", () => {
  const law = {
    phaseRange: phaseRange("softened"),
    amplitudeRange: [0.8, 1.2],
    memorySamples: 1000,
  } as const;
  const share = Math.sin(law.phaseRange / 2) / (law.phaseRange / 2) / 4; // m, of each sine in the mixture
  const expected = mixtureVariance(4, law) / (share ** 2 * law.memorySamples);
  const long = makeMixture({ noise: "softened", seed: 3, durationSeconds: 60 });
  const measured = errorOf(constantGainFilter(long, 1), long, [10_000, 60_000]);
  assertAlmostEquals(measured / expected, 1, 0.25);
});

Deno.test("constant gain: a longer memory lets in less noise and takes longer to find the phases", () => {
  const [short, long] = [0.1, 0.5].map((memory) => constantGainFilter(late, memory));
  assertLess(errorOf(short, late, [500, 1000]), errorOf(long, late, [500, 1000]));
  assertLess(errorOf(long, late, [6000, 10_000]), errorOf(short, late, [6000, 10_000]));
});

Deno.test("constant gain: no memory does as well from 1 s on as the filter whose gain falls", () => {
  const limit = errorOf(optimalFilter(late), late, [1000, 10_000]);
  const memories = [0.1, 0.2, 0.3, 0.5, 1];
  assert(
    memories.every((memory) => errorOf(constantGainFilter(late, memory), late, [1000, 10_000]) > 3 * limit),
  );
});
