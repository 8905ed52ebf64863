import { assert, assertEquals } from "@std/assert";
import { means, type Stretch, thin } from "../../src/watch/thin.ts";

const LENGTH = 300_000;
const x = Float64Array.from({ length: LENGTH }, (_, i) => i);
const y = Float64Array.from({ length: LENGTH }, (_, i) => Math.sin(i / 5000) + Math.sin(i * i) / 10);
for (const [at, value] of [[63, 9], [1280, -9], [2687, 8], [150_001, 7]]) y[at] = value;

Deno.test("of a long line the peaks stay, wherever between its blocks they lie", () => {
  const { x: places, y: values } = thin({ x, y }, null, 1000);
  assert(values.length <= 1000);
  for (const at of [0, 63, 1280, 2687, 150_001, LENGTH - 1]) {
    assertEquals(values[places.indexOf(at)], y[at], `the point at ${at}`);
  }
});

Deno.test("packed or not, a line is thinned alike, at the first look and at the next", () => {
  const plain = { x: [...x], y: [...y] };
  for (const stretch of [null, [100_000, 250_000], [10, 20], [-5, 1e9]] as readonly Stretch[]) {
    const packed = thin({ x, y }, stretch, 500);
    assertEquals(thin(plain, stretch, 500), packed);
    assertEquals(thin({ x, y }, stretch, 500), packed);
  }
});

Deno.test("zoomed in, every point of the stretch is there", () => {
  const { x: places } = thin({ x, y }, [150_000, 150_300], 1000);
  const seen = places.filter((place) => place >= 150_000 && place <= 150_300);
  assertEquals(seen, Array.from({ length: 301 }, (_, i) => 150_000 + i));
});

Deno.test("means of parts keep the mean of the line, whatever the extremes beside them", () => {
  const spiky = Float64Array.from({ length: LENGTH }, (_, i) => i % 10 === 0 ? 10 : 0);
  const { x: places, y: values } = means({ x, y: spiky }, null, 300);
  assertEquals([values.length, places.at(-1)], [300, LENGTH - 1]);
  for (const value of values) assertEquals(value, 1);
});

Deno.test("of fewer points than parts each is its own mean, and along a stretch none is lost", () => {
  assertEquals(means({ x: [1, 2, 5], y: [3, 1, 2] }, null, 10), { x: [1, 2, 5], y: [3, 1, 2] });
  const { x: places } = means({ x, y }, [150_000, 150_300], 1000);
  const seen = places.filter((place) => place >= 150_000 && place <= 150_300);
  assertEquals(seen, Array.from({ length: 301 }, (_, i) => 150_000 + i));
});
