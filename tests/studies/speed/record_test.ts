import { assertEquals, assertStringIncludes } from "@std/assert";
import type { Case } from "../../../src/studies/speed/cases.ts";
import { speedRatios } from "../../../src/studies/speed/ratios.ts";
import {
  type BenchmarkRecord,
  benchmarkTable,
  type CaseResult,
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
const result: CaseResult = {
  case: ONLINE,
  unit: "samples/s",
  measurements: [
    measurement("native", [100_000, 120_000, 122_000]),
    measurement("fused", [60_000, 61_234, 62_000]),
    measurement("fused, 2 threads", [90_000, 100_000, 110_000]),
    measurement("tensorflow", [900_000, 1_000_000, 1_100_000]),
    measurement("PyTorch nn.LSTM", [500, 600, 620]),
    measurement("JAX scan", [40_000, 40_000, 40_000]),
    measurement("JAX scan, 2 threads", [50_000, 50_000, 50_000]),
  ],
  roofline: {
    unit: "million weights/s",
    workPerSample: 0.018176,
    // the second round was a slow one for both: the shares are 50 %, 80 %, 50 %
    most: { ...measurement("pass alone", [150_000, 200_000, 244_000]), rates: [200_000, 150_000, 244_000] },
  },
};
const windows: CaseResult = {
  case: { regime: "windows", steps: 100, lanes: 4, units: 64 },
  unit: "samples/s",
  measurements: [measurement("native", [500_000, 600_000, 700_000])],
  roofline: {
    unit: "GFLOP/s",
    workPerSample: 0.1,
    most: measurement("multiply-adds alone", [1_000_000, 1_000_000, 1_000_000]),
    inCache: measurement("products and gates in cache", [625_000, 750_000, 875_000]),
  },
};
const record: BenchmarkRecord = {
  date: "2026-01-01T00:00:00Z",
  machine: { processor: "Some Processor", cores: 2, loadAverage: [0.25, 0, 0] },
  versions: { deno: "2.9.6" },
  effort: { rounds: 3, secondsPerTurn: 0.5 },
  missing: ["PyTorch on Tuesdays"],
  results: [result],
};

Deno.test("benchmark report: our fastest is held against each peer on as many threads, the fastest peer first", () => {
  assertEquals(
    speedRatios(result.measurements).map(({ threads, ours, theirs }) => [threads, ours, theirs]),
    [
      [1, "native", "JAX scan"],
      [1, "native", "PyTorch nn.LSTM"],
      [2, "fused, 2 threads", "JAX scan, 2 threads"],
    ],
  );
  assertEquals(speedRatios(result.measurements)[1].high, 100_000 / 500);
});

Deno.test("benchmark report: the table has machine, ratios, rates with spread, the roofline and what is missing", () => {
  const table = benchmarkTable(record);
  assertStringIncludes(table, "Some Processor, 2 cores, load average 0.3 at the start; deno 2.9.6.");
  assertStringIncludes(table, "Not measured: PyTorch on Tuesdays.");
  assertStringIncludes(table, "| online, 64 units | 1 | JAX scan | native | 3.00 (2.50 to 3.05) |");
  assertStringIncludes(table, "| 120,000 (100,000 to 122,000) | 61,200 (60,000 to 62,000) |");
  assertStringIncludes(
    table,
    "| online, 64 units | native | million weights/s | 2181 | 3635 | 50 % | 6.00 |",
  );
  assertEquals(table.includes("Windows"), false);
});

Deno.test("benchmark report: windows are held against multiply-adds and against all of their arithmetic in cache", () => {
  const table = benchmarkTable({ ...record, results: [windows] });
  assertStringIncludes(table, "| at best | share | in cache | share | at best, times the fastest peer |");
  assertStringIncludes(
    table,
    "| windows, T = 100, B = 4, 64 units | native | GFLOP/s | 60 | 100 | 60 % | 75 | 80 % |  |",
  );
  assertStringIncludes(
    table,
    "Both take turns with the engines, and a share is the median of the rounds' ratios.",
  );
});

Deno.test("benchmark report: the figure has a bar for the fastest peer, and without peers there is none", () => {
  const figure = ratioFigure(record, "online") ?? "";
  assertStringIncludes(figure, "64 units, 1 thread: JAX");
  assertEquals(figure.includes("PyTorch"), false);
  assertEquals(ratioFigure(record, "windows"), null);
});
