import { assert, assertAlmostEquals, assertEquals, assertNotEquals } from "@std/assert";
import { GRIDS, makeMixture, sampleTimes, signalConfiguration } from "../../src/signal/mod.ts";
import { epochGenerator } from "../../src/training/epoch.ts";
import { decimated, drawTracks } from "../../src/training/track.ts";

const recording = makeMixture({ noise: "softened" });
const fixed = { starts: 3, decimation: 20, noise: "fixed" } as const;

Deno.test("tracks: the first is the recording from its first sample, every so-many-th of it", () => {
  const [first] = drawTracks(recording, fixed, 500, epochGenerator(0, 1));
  assertEquals(first.mixture, recording.mixture.filter((_, i) => i % 20 === 0));
  assertEquals(first.targets[3], recording.targets[3].filter((_, i) => i % 20 === 0));
});

Deno.test("tracks: the others begin elsewhere, anew in every pass, and run on past the end", () => {
  const draw = (epoch: number) => drawTracks(recording, fixed, 500, epochGenerator(0, epoch));
  assertEquals(draw(1), draw(1));
  assertNotEquals(draw(1)[1], draw(2)[1]);
  const [, { mixture }] = draw(1);
  const start = recording.mixture.indexOf(mixture[0]);
  const wrapped = Math.ceil((10_000 - start) / 20);
  assert(wrapped < 500);
  assertEquals(mixture[wrapped], recording.mixture[start + wrapped * 20 - 10_000]);
});

Deno.test("tracks: redrawn noise has the same clean sines and another mixture", () => {
  const stage = { ...fixed, starts: 1, noise: "redrawn" } as const;
  const [fresh] = drawTracks(recording, stage, 500, epochGenerator(0, 1));
  const [kept] = drawTracks(recording, fixed, 500, epochGenerator(0, 1));
  assertNotEquals(fresh.mixture, kept.mixture);
  fresh.targets.forEach((target, selector) =>
    target.forEach((value, i) => assertAlmostEquals(value, kept.targets[selector][i], 1e-6))
  );
});

Deno.test("tracks: a decimated recording is sampled at instants of the full one, on both grids", () => {
  for (const grid of GRIDS) {
    const full = signalConfiguration({ grid });
    const times = sampleTimes(full);
    const sparse = sampleTimes(decimated(full, 130, 16, 600));
    assertEquals(sparse.length, 600);
    sparse.forEach((time, i) => assertAlmostEquals(time, times[130 + 16 * i], 1e-9));
  }
});

Deno.test("tracks: a silent one has no mixture, and its sines go on beyond the recording", () => {
  const [{ mixture, targets }] = drawTracks(
    recording,
    { starts: 1, decimation: 20, noise: "silent" },
    1000,
    epochGenerator(0, 1),
  );
  assertEquals(mixture, new Float32Array(1000));
  for (let i = 0; i < 1000; i++) assertAlmostEquals(targets[3][i], Math.sin(2 * Math.PI * 7 * i / 50), 1e-5);
});
