import { assertAlmostEquals } from "@std/assert";
import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import {
  meanMixture,
  mixtureVariance,
  observerGain,
  rotations,
} from "../../../src/evaluation/construction/oscillators.ts";
import { makeMixture, type NoiseName, PHASE_RANGES } from "../../../src/signal/mod.ts";

const ANGLES = [1, 3, 5, 7].map((frequency) => 2 * Math.PI * frequency / 1000);
const observer = (noise: NoiseName) =>
  ({ phaseRange: PHASE_RANGES[noise], amplitudeRange: [0.8, 1.2], memorySamples: 500 }) as const;

for (const noise of ["literal", "quarter", "softened"] as const) {
  Deno.test(`${noise}: mean and variance of the mixture are those of recordings`, () => {
    const { time, mixture } = makeMixture({ noise, durationSeconds: 100 });
    const measurement = meanMixture(4, observer(noise));
    const residual = mixture.map((value, n) => {
      const state = [1, 3, 5, 7].flatMap((frequency) => {
        const angle = 2 * Math.PI * frequency * time[n];
        return [Math.cos(angle), Math.sin(angle)];
      });
      return value - measurement.mmul(Matrix.columnVector(state)).get(0, 0);
    });
    const mean = residual.reduce((sum, value) => sum + value, 0) / residual.length;
    const variance = residual.reduce((sum, value) => sum + value * value, 0) / residual.length;
    const expected = mixtureVariance(4, observer(noise));
    // Standard errors over 100,000 samples are sqrt(variance / n), and below variance sqrt(2 / n).
    assertAlmostEquals(mean, 0, 4 * Math.sqrt(expected / 1e5));
    assertAlmostEquals(variance, expected, 4 * expected * Math.sqrt(2 / 1e5));
  });
}

Deno.test("an observer forgets each sine with the time constant asked for", () => {
  const measurement = meanMixture(4, observer("softened"));
  const correction = observerGain(ANGLES, observer("softened")).mmul(measurement);
  const motion = Matrix.sub(Matrix.eye(8, 8), correction).mmul(rotations(ANGLES));
  const { realEigenvalues, imaginaryEigenvalues } = new EigenvalueDecomposition(motion);
  realEigenvalues.forEach((re, k) => {
    const timeConstant = -1 / Math.log(Math.hypot(re, imaginaryEigenvalues[k]));
    assertAlmostEquals(timeConstant, 500, 25); // neighbours 2 Hz apart pull a little
  });
});
