import { assertAlmostEquals, assertEquals, assertLess, assertThrows } from "@std/assert";
import { Matrix, solve } from "ml-matrix";
import { optimalFilter, optimalFilterError } from "../../src/evaluation/optimal_filter.ts";
import { makeMixture, type NoiseName, phaseRange } from "../../src/signal/mod.ts";

/** The mean over recordings that begin 0.13 s late. */
function limit(noise: NoiseName, seeds: readonly number[]): number {
  const errors = seeds.map((seed) =>
    optimalFilterError(makeMixture({ noise, seed, startSeconds: 0.13 })).mse
  );
  return errors.reduce((sum, error) => sum + error, 0) / seeds.length;
}

/**
 * What least squares is expected to err by, from 1 s to 10 s: two unknowns a sine, seen with share k / 4 in noise of
 * variance r, leave a mean square of 2 r (4 / k)^2 / n after n samples.
 */
function expectedLimit(width: number): number {
  const k = width === 0 ? 1 : Math.sin(width / 2) / (width / 2);
  const [meanSquare, terms] = [(0.8 ** 2 + 0.8 * 1.2 + 1.2 ** 2) / 3, 4];
  const r = (meanSquare - k ** 2) / (2 * terms);
  return 2 * r * (4 / k) ** 2 * Math.log(10) / 9000; // the mean of 1 / n
}

Deno.test("optimal filter: errs by what least squares theory expects", () => {
  const seeds = Array.from({ length: 12 }, (_, index) => 3 + index);
  for (const noise of ["softened", "quarter"] as const) {
    assertAlmostEquals(limit(noise, seeds) / expectedLimit(phaseRange(noise)), 1, 0.25);
  }
});

Deno.test("optimal filter: is plain least squares over all samples so far, once there are enough", () => {
  const recording = makeMixture({ noise: "quarter", seed: 5, durationSeconds: 3 });
  const { configuration: { frequenciesHz }, time, mixture } = recording;
  const half = Math.PI / 8;
  const share = Math.sin(half) / half / 4; // E[A] is 1, four sines
  const rows = Array.from(time, (t) =>
    frequenciesHz.flatMap((hertz) => {
      const angle = 2 * Math.PI * hertz * t + half;
      return [share * Math.sin(angle), share * Math.cos(angle)];
    }));
  const solution = solve(new Matrix(rows), Matrix.columnVector([...mixture])).to1DArray();
  optimalFilter(recording).forEach((estimate, selector) => {
    const angle = 2 * Math.PI * frequenciesHz[selector] * time[2999];
    const [sine, cosine] = solution.slice(2 * selector);
    assertAlmostEquals(estimate[2999], sine * Math.sin(angle) + cosine * Math.cos(angle), 1e-3);
  });
});

Deno.test("optimal filter: where the noise leaves nothing it says nothing", () => {
  assertAlmostEquals(limit("literal", [3]), 0.5, 1e-3);
});

Deno.test("optimal filter: does not look ahead", () => {
  const whole = makeMixture({ noise: "softened", seed: 2, durationSeconds: 1 });
  const changed = { ...whole, mixture: whole.mixture.map((value, t) => t < 500 ? value : -value) };
  const [before, after] = [optimalFilter(whole)[2], optimalFilter(changed)[2]];
  assertEquals(before.slice(0, 500), after.slice(0, 500));
  assertLess(0.01, Math.abs(before[999] - after[999]));
});

Deno.test("optimal filter: refuses to leave out the whole recording", () => {
  const recording = makeMixture({ durationSeconds: 1 });
  assertThrows(() => optimalFilterError(recording, 1), RangeError, "skipSeconds");
});
