import { assertEquals } from "@std/assert";
import { decidingExperiments, type Recorded, weigh } from "../../src/monitor/mod.ts";

const bare: Recorded = { program: {}, readings: [], experiments: {} };
const of = (cause: "data" | "learning rate", strength: 1 | 2 | 3) =>
  ({ cause, for: true, strength, statement: "found" }) as const;
const verdictOn = (...args: Parameters<typeof weigh>[0]) => ({
  verdict: { cause: "undetermined" as const, summary: "", action: "", rivals: weigh(args) },
});

Deno.test("deciding experiments: the two leading causes are told apart, what was tried is not named again", () => {
  const two = verdictOn(of("data", 2), of("learning rate", 1));
  assertEquals(decidingExperiments(two, bare), ["one_batch", "labels", "rates"]);
  const tried = { ...bare, experiments: { labels: { asTheyAre: 1, shuffled: 2 } } };
  assertEquals(decidingExperiments(two, tried), ["rates"]);
});

Deno.test("deciding experiments: none where the cause was measured, one batch first where nothing is known", () => {
  assertEquals(decidingExperiments(verdictOn(of("data", 3)), bare), []);
  assertEquals(decidingExperiments(verdictOn(), bare), ["one_batch", "rates"]);
});
