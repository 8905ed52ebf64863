import { assertEquals } from "@std/assert";
import { sampleTimes, signalConfiguration } from "../../src/signal/mod.ts";

Deno.test("the exclusive grid is n / rate and stops one step short of the end", () => {
  const times = sampleTimes(signalConfiguration());
  assertEquals([times.length, times[0], times[3], times[9999]], [10_000, 0, 0.003, 9.999]);
});

Deno.test("the endpoint grid is linspace: its step is 10 / 9999 s and its last point the end", () => {
  const times = sampleTimes(signalConfiguration({ grid: "endpoint" }));
  // numpy.linspace(0, 10, 10000)[[1, 7777, 9999]]
  assertEquals([times[1], times[7777], times[9999]], [0.001000100010001, 7.777777777777778, 10]);
});
