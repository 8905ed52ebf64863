import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { measureError } from "../../../src/evaluation/mod.ts";
import { probeShiftedStart } from "../../../src/evaluation/probes/mod.ts";
import { makeRows } from "../../../src/signal/mod.ts";
import { clock, filter, SIGNAL } from "./known_networks.ts";

Deno.test("a filter recovers from a late start, a clock stays wrong by the missing phase", () => {
  const [filtered, clocked] = [filter(), clock()].map((engine) => probeShiftedStart(engine, SIGNAL));
  assert(filtered.late.mse < 1.2 * filtered.onTime.mse + 1e-3, `${filtered.late.mse}`);
  assert(clocked.onTime.mse < 1e-4);
  // Mean square of sin(x + 2 pi f 0.13) - sin(x): 1 - cos(2 pi f 0.13).
  [1, 3, 5, 7].forEach((frequency, k) =>
    assertAlmostEquals(clocked.late.byFrequency[k], 1 - Math.cos(2 * Math.PI * frequency * 0.13), 0.02)
  );
});

Deno.test("with nothing left out and no shift it is the plain error", () => {
  const probe = probeShiftedStart(filter(), SIGNAL, { shiftSeconds: 0, skipSeconds: 0 });
  assertEquals(probe.late, measureError(filter(), makeRows(SIGNAL)));
  assertEquals(probe.late, probe.onTime);
});

Deno.test("leaving out the whole recording is refused", () => {
  const all = { shiftSeconds: 0.13, skipSeconds: 10 };
  assertThrows(
    () => probeShiftedStart(clock(), SIGNAL, all),
    RangeError,
    "skipSeconds must be below the recording's 10 s, given: 10",
  );
});
