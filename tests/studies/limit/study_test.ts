import { assert, assertAlmostEquals, assertEquals, assertGreater } from "@std/assert";
import { type LimitResult, runLimitCell } from "../../../src/studies/limit/cell.ts";
import { limitTable } from "../../../src/studies/limit/show.ts";
import { FULL_SCOPE, limitStudy, summarise } from "../../../src/studies/limit/study.ts";

const cell = { noise: "softened", seed: 0, share: 1e-9 } as const;

Deno.test("limit study: every filter on both noises, trained ones from every seed", () => {
  const { cells, key } = limitStudy(FULL_SCOPE);
  const trained = Object.values(FULL_SCOPE.seeds).reduce((sum, seeds) => sum + seeds, 0);
  assertEquals(cells.length, 2 * (1 + 1 + trained));
  assertEquals(new Set(cells.map(key)).size, cells.length);
});

Deno.test("limit study: a constant gain stays above the limit, and most in the last seconds", async () => {
  const limit = await runLimitCell({ ...cell, filter: "optimal filter" });
  const constant = await runLimitCell({ ...cell, filter: "constant gain" });
  assertAlmostEquals(limit.mse / 1.4e-5, 1, 0.25); // least squares theory: 2 r (4 / k)^2 ln 10 / 9000
  assertGreater(constant.mse, 3 * limit.mse);
  assertGreater(constant.lateMse / limit.lateMse, constant.mse / limit.mse);
});

Deno.test("limit study: every way of training ends in a measured filter", async () => {
  for (const filter of ["curriculum", "gradients of one length", "patient curriculum"] as const) {
    const { mse, trainedBy } = await runLimitCell({ ...cell, filter });
    assert(Number.isFinite(mse) && trainedBy !== null);
  }
});

Deno.test("limit study: errors are told as multiples of the optimal filter's", () => {
  const result = (filter: LimitResult["filter"], seed: number, mse: number): LimitResult => (
    { ...cell, filter, seed, mse, lateMse: mse, trainedBy: null, seconds: 1 }
  );
  const summary = summarise([
    result("optimal filter", 0, 1e-5),
    result("curriculum", 0, 2e-5),
    result("curriculum", 1, 8e-5),
  ]);
  assertEquals(summary.map(({ timesLimit }) => timesLimit.map(Math.round)), [[1], [2, 8]]);
  assert(/\| curriculum:.* \| 5 \(2 to 8\) \| 1 of 2 \|/.test(limitTable(summary)), limitTable(summary));
});
