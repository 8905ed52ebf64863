import { assertEquals, assertStringIncludes } from "@std/assert";
import type { Case } from "../../../src/studies/speed/cases.ts";
import {
  type BenchmarkRecord,
  benchmarkTable,
  caseResult,
  ratioFigure,
} from "../../../src/studies/speed/record.ts";

const ONLINE: Case = { regime: "online", steps: 1, lanes: 1, units: 64 };
const measurement = (name: string, rates: number[]) => ({
  name,
  median: rates[1],
  low: rates[0],
  high: rates[2],
  rates,
});
const result = caseResult(ONLINE, [
  measurement("fused", [60_000, 61_234, 62_000]),
  measurement("tensorflow", [900, 1000, 1100]),
  measurement("PyTorch nn.LSTM", [500, 600, 620]),
]);
const record: BenchmarkRecord = {
  date: "2026-01-01T00:00:00Z",
  machine: { processor: "Some Processor", cores: 2, loadAverage: [0.25, 0, 0] },
  versions: { deno: "2.9.6" },
  effort: { rounds: 3, secondsPerTurn: 0.5 },
  missing: ["PyTorch on Tuesdays"],
  results: [result],
};

Deno.test("benchmark report: our best is held against each of PyTorch's", () => {
  assertEquals(result.ratios.map(({ ours, theirs }) => [ours, theirs]), [["fused", "PyTorch nn.LSTM"]]);
  assertEquals(result.ratios[0].low, 62_000 / 620);
});

Deno.test("benchmark report: the table has machine, rates with spread, ratios and what is missing", () => {
  const table = benchmarkTable(record);
  assertStringIncludes(table, "Some Processor, 2 cores, load average 0.3 at the start; deno 2.9.6.");
  assertStringIncludes(table, "Not measured: PyTorch on Tuesdays.");
  assertStringIncludes(
    table,
    "| online, 64 units | 61,200 (60,000 to 62,000) | 1,000 (900 to 1,100) | 600 (500 to 620) |",
  );
  assertStringIncludes(table, "| online, 64 units | fused | 102 (100 to 120) |");
  assertEquals(table.includes("Windows"), false);
});

Deno.test("benchmark report: the figure has a bar for each ratio, and without PyTorch there is none", () => {
  assertStringIncludes(ratioFigure(record, "online") ?? "", "online, 64 units: fused / PyTorch nn.LSTM");
  assertEquals(ratioFigure(record, "windows"), null);
});
