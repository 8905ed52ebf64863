import { assertStringIncludes } from "@std/assert";
import { wilson } from "../../../src/evaluation/proportion.ts";
import { faultTable } from "../../../src/studies/faults/mod.ts";

Deno.test("fault table: seeds as ranges, shares with their intervals", () => {
  const [all, none] = [wilson(10, 10), wilson(0, 10)];
  const score = { kind: "one unit", fromHistory: none, detected: all, namedFirst: all, causeFirst: all };
  const table = faultTable({
    seeds: [7, 5, 6, 9],
    tunedOn: [0, 1],
    faults: [score],
    allFaults: score,
    healthy: [{ kind: "as it is", falseAlarms: none }],
    allHealthy: none,
  });
  assertStringIncludes(table, "Seeds 5-7, 9; the rules were tuned on seeds 0-1");
  assertStringIncludes(table, "| one unit | 0 of 10 (0-28) | 10 of 10 (72-100) |");
  assertStringIncludes(table, "| as it is | 0 of 10 (0-28) |");
});
