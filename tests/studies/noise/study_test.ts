import { assert, assertAlmostEquals, assertEquals, assertLess } from "@std/assert";
import { type NoiseResult, runNoiseCell } from "../../../src/studies/noise/cell.ts";
import { noiseTable } from "../../../src/studies/noise/show.ts";
import { FULL_SCOPE, noiseStudy, summarise } from "../../../src/studies/noise/study.ts";

const cell = { phaseRange: 2 * Math.PI, seed: 0, onlineEpochs: 1, share: 1e-9 };

Deno.test("noise study: every learner at every width, trained ones from every seed", () => {
  const { cells, key } = noiseStudy(FULL_SCOPE);
  const widths = FULL_SCOPE.phaseRanges.length;
  assertEquals(cells.length, widths * (4 * FULL_SCOPE.seeds + 2));
  assertEquals(new Set(cells.map(key)).size, cells.length);
});

Deno.test("noise study: on the full circle no filter and no memoryless predictor beats answering zero", async () => {
  for (const learner of ["memoryless", "limit of any filter"] as const) {
    const { mse, lateStartMse } = await runNoiseCell({ ...cell, learner });
    assertAlmostEquals(mse, 0.5, 0.005, learner);
    assertEquals(lateStartMse, mse);
  }
});

Deno.test("noise study: without phase noise the limit is far below what one sample tells", async () => {
  const [limit, memoryless] = [
    await runNoiseCell({ ...cell, phaseRange: 0, learner: "limit of any filter" }),
    await runNoiseCell({ ...cell, phaseRange: 0, learner: "memoryless" }),
  ];
  assertLess(limit.mse, 1e-4);
  assertLess(1000 * limit.mse, memoryless.mse);
});

Deno.test("noise study: a network is trained at the width it is tested at", async () => {
  const { mse, seconds } = await runNoiseCell({ ...cell, learner: "filter curriculum" });
  assert(Number.isFinite(mse) && seconds > 0);
});

Deno.test("noise study: the summary is the median of the seeds, and the table has a row a width", () => {
  const result = (values: Partial<NoiseResult>): NoiseResult => ({
    ...cell,
    learner: "online",
    mse: 0.1,
    lateStartMse: 0.2,
    trainedBy: "fused",
    seconds: 1,
    ...values,
  });
  const summary = summarise([
    result({ mse: 0.1 }),
    result({ seed: 1, mse: 0.3 }),
    result({ phaseRange: Math.PI }),
  ]);
  assertEquals(summary.map(({ mse }) => mse), [0.2, 0.1]);
  const rows = noiseTable(summary).split("\n").filter((line) => /^\| \d/.test(line));
  assertEquals(rows.map((row) => row.split(" | ").slice(0, 2)), [["| 1π", "0.1 (0.2)"], [
    "| 2π",
    "0.2 (0.2)",
  ]]);
});
