import { assertAlmostEquals, assertLess } from "@std/assert";
import { slowedUnitOf } from "../../src/notebook/slowed.ts";

const setting = {
  coarseHz: 50,
  fineHz: 1000,
  inputBias: -1,
  forgetBias: 2,
  writtenSeconds: 0.2,
  seconds: 0.6,
};

Deno.test("a slowed unit is where the coarse one is at every sample of the coarse rate; one left alone is not", () => {
  const [coarse, alone, changed] = slowedUnitOf(setting).units.map(({ points }) => points);
  coarse.forEach(({ seconds, cell }, n) => {
    assertAlmostEquals(changed[20 * n].seconds, seconds, 1e-12);
    assertAlmostEquals(changed[20 * n].cell, cell, 1e-5);
  });
  assertLess(alone[400].cell, coarse[20].cell / 10); // 0.2 s after the writing ended it has forgotten
});
