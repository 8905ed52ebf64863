import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { readHistory } from "../../../src/monitor/readers/mod.ts";
import { type JudgingRecord, judgingTable, timeJudging } from "../../../src/studies/speed/judging.ts";
import { LONG_HISTORIES, tableText } from "../../../src/studies/speed/long_histories.ts";

const short = LONG_HISTORIES.filter(({ rows }) => rows <= 9000);

Deno.test("judging: a history is read as long as it was made, and is the same each time", () => {
  for (const history of short) {
    const text = tableText(history), read = readHistory(new TextEncoder().encode(text), { name: "a.csv" });
    assertEquals(read.trainLoss.length, history.rows, history.name);
    assertEquals(read.series?.length, history.columns.length - 1, history.name);
    assertEquals(tableText(history), text);
  }
});

Deno.test("judging: the rounds are told by their median and extremes, reading apart from judging", () => {
  const [history] = short, { name, bytes, read, judge } = timeJudging(history, 3);
  assertEquals([name, bytes], [history.name, tableText(history).length]);
  for (const { low, median, high } of [read, judge]) assert(0 < low && low <= median && median <= high);
});

Deno.test("judging: the table names the machine, what was read and how often", () => {
  const record: JudgingRecord = {
    date: "2026-01-01T00:00:00Z",
    machine: { processor: "Some Processor", cores: 2, loadAverage: [0.25, 0, 0] },
    versions: { deno: "2.9.6" },
    missing: [],
    rounds: 7,
    results: [{
      name: "9,000 evaluations",
      bytes: 330_000,
      read: { median: 21.4, low: 20, high: 30 },
      judge: { median: 7.25, low: 6, high: 9 },
    }],
  };
  const told = judgingTable(record);
  assertStringIncludes(told, "Some Processor, 2 cores, load average 0.3 at the start");
  assertStringIncludes(told, "medians of 7");
  assertStringIncludes(told, "| 9,000 evaluations | 0.3 | 21 | 7.3 |");
});
