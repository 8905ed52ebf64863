import { assertEquals } from "@std/assert";
import { firstFrom, isLog, loggedPoints, lossNames, neighbourMedians } from "../../src/monitor/series.ts";

Deno.test("series: the first place that is not before another is found as by looking at each", () => {
  const at = [1, 2, 2, 5, 9];
  for (const place of [-Infinity, 0, 1, 2, 3, 5, 6, 9, 10, Infinity]) {
    assertEquals(firstFrom(at, place), at.filter((one) => one < place).length, `${place}`);
  }
  assertEquals(firstFrom([], 1), 0);
});

Deno.test("series: neighbours are steadied by their median, and one that stands alone is gone", () => {
  assertEquals(neighbourMedians([1, 2, 90, 3, 4]), [2, 3, 4]);
  assertEquals(neighbourMedians([5, 1, 4, 2, 3], 5), [3]);
  assertEquals(neighbourMedians([1, 2]), []);
});

Deno.test("series: the finite entries of a logged series stand where they were logged", () => {
  const series = { name: "loss", role: "loss", split: "train" } as const;
  assertEquals(loggedPoints({ ...series, at: [10, 20, 30], values: [3, NaN, 1] }), {
    at: [10, 30],
    values: [3, 1],
  });
});

Deno.test("series: somebody's log is told from a run of this project, and their losses are called differently", () => {
  const own = { format: "run folder", unit: "epoch", trainLoss: [2, 1], settings: {}, notes: [] } as const;
  const log = { ...own, format: "log", series: [] };
  assertEquals([isLog(own), isLog(log)], [false, true]);
  assertEquals(lossNames(own), { running: "running loss", heldOut: "held-out loss" });
  assertEquals(lossNames({ ...log, heldOutName: "test" }), {
    running: "training loss",
    heldOut: "test loss",
  });
});
