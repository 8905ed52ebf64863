import { assertAlmostEquals, assertEquals } from "@std/assert";
import { MaskedMeans } from "../../src/training/masked_means.ts";

Deno.test("masked means: each lane weighs as much as it has samples that count", () => {
  const means = new MaskedMeans(2);
  // two steps of four lanes: two starts, two selectors; the second start counts from its second step on
  means.add(new Float32Array([1, 2, 4, 8]), new Float32Array([1, 1, 0, 0, 1, 1, 1, 1]));
  assertEquals(means.bySelector, [2, 4]);
  assertAlmostEquals(means.overall, 3);
});
