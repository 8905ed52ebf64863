import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { createGenerator } from "../../src/random/generator.ts";
import { makeMixture } from "../../src/signal/mod.ts";

const mean = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
const meanSquare = (values: Float32Array) => mean(values.map((value) => value * value));

Deno.test("targets are the clean sines", () => {
  const { time, targets } = makeMixture({ noise: "softened" });
  [1, 3, 5, 7].forEach((frequency, k) => {
    for (const i of [0, 1, 250, 9999]) {
      assertEquals(targets[k][i], Math.fround(Math.sin(2 * Math.PI * frequency * time[i])));
    }
  });
});

Deno.test("the mixture is the mean of the noisy components, added in float32", () => {
  const { mixture, components } = makeMixture({ noise: "quarter", sampleRateHz: 100 });
  mixture.forEach((value, i) => {
    const sum = components.reduce((sum, component) => Math.fround(sum + component[i]), 0);
    assertEquals(value, Math.fround(sum / 4));
  });
});

Deno.test("without phase and amplitude noise a component is its target", () => {
  const { components, targets } = makeMixture({ noise: 0, amplitudeRange: [1, 1] });
  assertEquals(components, targets);
});

Deno.test("a component has the moments that its random phase implies", () => {
  // E[A sin(angle + phi)] over phi in U(0, P) is sinc(P / 2) sin(angle + P / 2); E[A^2] = (1 + 0.4^2 / 12).
  const { components, time } = makeMixture({ noise: "quarter", durationSeconds: 200 });
  const half = Math.PI / 8;
  components.forEach((component, k) => {
    const turn = 2 * Math.PI * [1, 3, 5, 7][k];
    const predicted = component.map((_, i) => Math.sin(turn * time[i] + half));
    const slope = mean(component.map((value, i) => value * predicted[i])) / meanSquare(predicted);
    assertAlmostEquals(slope, Math.sin(half) / half, 0.01);
    assertAlmostEquals(meanSquare(component), (1 + 0.16 / 12) / 2, 0.01);
  });
});

Deno.test("literal noise leaves nothing of the sines in the mixture", () => {
  const { mixture, targets } = makeMixture({ noise: "literal", durationSeconds: 100 });
  const n = mixture.length;
  for (const target of targets) {
    const covariance = mean(mixture.map((value, i) => value * target[i]));
    // The standard error of a covariance of independent series is sqrt(var var / n).
    assert(Math.abs(covariance) < 4 * Math.sqrt(meanSquare(mixture) * meanSquare(target) / n));
  }
});

Deno.test("a late start shifts the targets and leaves the draws alone", () => {
  const shifted = makeMixture({ startSeconds: 0.13, noise: "softened" });
  assertEquals(shifted.targets[0][0], Math.fround(Math.sin(2 * Math.PI * 0.13)));
  assertEquals(shifted.time[1], 0.13 + 0.001);
});

Deno.test("draws from a given generator go on where it stands", () => {
  const random = createGenerator(1);
  const first = makeMixture({ seed: 1, sampleRateHz: 50 }, random);
  const second = makeMixture({ seed: 1, sampleRateHz: 50 }, random);
  assertEquals(first.mixture, makeMixture({ seed: 1, sampleRateHz: 50 }).mixture);
  assert(second.mixture.some((value, i) => value !== first.mixture[i]));
});
