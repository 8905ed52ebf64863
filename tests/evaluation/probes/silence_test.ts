import { assert, assertEquals } from "@std/assert";
import { probeSilence } from "../../../src/evaluation/probes/mod.ts";
import { makeRows } from "../../../src/signal/mod.ts";
import { clock, filter, SIGNAL } from "./known_networks.ts";

const rows = makeRows(SIGNAL);

Deno.test("a clock goes on in silence at the same error", () => {
  const { signal, silence } = probeSilence(clock(), rows);
  assert(signal.mse < 1e-4);
  assertEquals(silence, signal);
});

Deno.test("a filter fails in silence", () => {
  const { signal, silence } = probeSilence(filter(), rows);
  assert(signal.mse < 0.01, `${signal.mse}`);
  assert(silence.mse > 0.4, `${silence.mse}`);
});
