import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { closeDomain, errorDomain, logTicks, roundTicks } from "../../src/plots/axes.ts";
import { formatTick } from "../../src/text/mod.ts";

Deno.test("logarithmic ticks are at 1, 2 and 5 within three decades, at the powers of ten beyond", () => {
  assertEquals(logTicks([0.01, 1]), [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1]);
  assertEquals(logTicks([1e-5, 1]), [1e-5, 1e-4, 1e-3, 0.01, 0.1, 1]);
});

Deno.test("over many decades the labels of some powers of ten are left out", () => {
  assertEquals(logTicks([1e-5, 1e24]), [1e-4, 1, 1e4, 1e8, 1e12, 1e16, 1e20, 1e24]);
});

Deno.test("round ticks enclose their values, however small, large or close these are", () => {
  for (const [low, high] of [[1e-7, 1e-6], [2.34e9, 2.44e9], [-1229, -129], [0.99979, 0.99991]] as const) {
    const ticks = roundTicks([low, high], 6);
    assert(ticks[0] <= low && ticks.at(-1)! >= high, `${ticks}`);
    assert(ticks.length >= 3 && ticks.length <= 8, `${ticks}`);
    assertEquals(new Set(ticks.map(formatTick)).size, ticks.length);
  }
});

Deno.test("an axis of errors reaches from below the smallest positive one to at least 1", () => {
  const [low, high] = errorDomain([0, 3e-5, 0.4]);
  assertEquals(low, 2e-5);
  assertEquals(high >= 1, true);
});

Deno.test("errors compared among themselves fill their axis", () => {
  const [low, high] = closeDomain([3e-5, 6e-4, 3e-4]);
  assertAlmostEquals(low, 2e-5);
  assertAlmostEquals(high, 9e-4);
});
