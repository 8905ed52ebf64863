import { assertAlmostEquals, assertEquals } from "@std/assert";
import { closeDomain, errorDomain, logTicks } from "../../src/plots/axes.ts";

Deno.test("logarithmic ticks are at 1, 2 and 5 within three decades, at the powers of ten beyond", () => {
  assertEquals(logTicks([0.01, 1]), [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1]);
  assertEquals(logTicks([1e-5, 1]), [1e-5, 1e-4, 1e-3, 0.01, 0.1, 1]);
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
