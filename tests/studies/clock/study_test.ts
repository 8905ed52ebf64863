import { assert, assertEquals, assertGreater, assertLess } from "@std/assert";
import { type ClockResult, runClockCell } from "../../../src/studies/clock/cell.ts";
import { clockTable, KEEPS_TIME } from "../../../src/studies/clock/show.ts";
import { clockStudy, FULL_SCOPE, summarise } from "../../../src/studies/clock/study.ts";

const cell = { seed: 0, share: 1e-9 } as const;

Deno.test("clock study: the clock written down once, trained ones from every seed", () => {
  const { cells, key } = clockStudy(FULL_SCOPE);
  assertEquals(cells.length, 1 + 2 * FULL_SCOPE.seeds);
  assertEquals(new Set(cells.map(key)).size, cells.length);
});

Deno.test("clock study: even the clock written down drifts, and still keeps time for a minute", async () => {
  const { firstTenSecondsMse, lastTenSecondsMse } = await runClockCell({ ...cell, clock: "written down" });
  assertLess(firstTenSecondsMse, 1e-5);
  assertGreater(lastTenSecondsMse, firstTenSecondsMse);
  assertLess(lastTenSecondsMse, KEEPS_TIME);
});

Deno.test("clock study: every way of training ends in a measured clock", async () => {
  for (const clock of ["curriculum", "patient curriculum"] as const) {
    const { lastTenSecondsMse, trainedBy } = await runClockCell({ ...cell, clock });
    assert(Number.isFinite(lastTenSecondsMse) && trainedBy !== null);
  }
});

Deno.test("clock study: the table counts the seeds that keep time", () => {
  const result = (seed: number, lastTenSecondsMse: number): ClockResult => (
    {
      ...cell,
      clock: "curriculum",
      seed,
      firstTenSecondsMse: 1e-5,
      lastTenSecondsMse,
      trainedBy: "fused",
      seconds: 1,
    }
  );
  const table = clockTable(summarise([result(0, 9e-5), result(1, 2e-4), result(2, 1e-3)]));
  assert(/\| 2.00?e-4 \(9.00?e-5 to 0.001\) \| 1 of 3 \|/.test(table), table);
});
