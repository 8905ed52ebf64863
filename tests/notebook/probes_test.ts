import { assert, assertEquals } from "@std/assert";
import { constructNetwork } from "../../src/evaluation/construction/mod.ts";
import { predictionsOf } from "../../src/notebook/figures.ts";
import { busiestUnits, probeTraces } from "../../src/notebook/probes.ts";
import { measure } from "../../src/notebook/run.ts";
import { onlineConfiguration } from "../../src/training/configuration.ts";
import { toHistory } from "../../src/training/epoch.ts";

const gradientNorm = { median: 0, max: 0, clippedShare: 0 };
const epoch = {
  epoch: 1,
  loss: 0.5,
  lossByFrequency: [0.5],
  gradientNorm,
  learningRate: 1,
  seconds: 1,
  test: null,
};

/** A clock: units turn by themselves, whatever the mixture says. */
const clock = await measure({
  configuration: onlineConfiguration({ hiddenSize: 16, durationSeconds: 2 }),
  history: toHistory([epoch]),
  weights: constructNetwork({ frequenciesHz: [1, 3, 5, 7], sampleRateHz: 1000, spareUnits: 4 }),
});

Deno.test("a clock goes on in silence and stays wrong after a late start", async () => {
  const [tested, late, silence] = await probeTraces(clock);
  assertEquals([tested, late, silence].map(({ points }) => points.length), [8, 8, 8]);
  assertEquals(tested.points.map(({ seconds }) => seconds).slice(0, 2), [0.125, 0.375]);
  assert(tested.points.every(({ mse }) => mse < 1e-4));
  assertEquals(silence.points, tested.points);
  assert(late.points.every(({ mse }) => mse > 0.1));
});

Deno.test("the busiest unit is the one that reads the selected sine out; spare units are not shown", () => {
  const { seconds, units } = busiestUnits(clock, { selector: 2, count: 1, from: 0.5, to: 1 });
  assertEquals([seconds.length, seconds[0]], [500, 0.5]);
  assertEquals(units.map(({ unit }) => unit), [10]); // units 8 to 11 read the sines out
  assertEquals(units[0].hidden.length, 500);
});

Deno.test("predictions are cut from the rows of their own selector", () => {
  const [, threeHertz] = predictionsOf(clock, { from: 1, to: 1.25 });
  assertEquals(threeHertz.hertz, 3);
  assertEquals(threeHertz.seconds.length, 250);
  assert(
    threeHertz.target.every((value, n) => Math.abs(value - Math.sin(6 * Math.PI * (1 + n / 1000))) < 1e-6),
  );
  assert(threeHertz.output.every((value, n) => Math.abs(value - threeHertz.target[n]) < 0.05));
});
