/**
 * What the monitor takes to read a history and to judge it.
 *
 * @module
 */
import { diagnose } from "../../monitor/mod.ts";
import { readHistory } from "../../monitor/readers/mod.ts";
import { spread } from "./benchmark.ts";
import { LONG_HISTORIES, type LongHistory, tableText } from "./long_histories.ts";
import { describeSurroundings, type Surroundings, surroundings } from "./machine.ts";
import type { Measuring } from "./measuring.ts";
import { markdown } from "./record.ts";

/** Milliseconds of the rounds, their median and extremes. */
type Spread = ReturnType<typeof spread>;

/** One history's times. */
export interface JudgingTime {
  readonly name: string;
  readonly bytes: number;
  readonly read: Spread;
  readonly judge: Spread;
}

/** `monitor.json`. */
export interface JudgingRecord extends Surroundings {
  readonly rounds: number;
  readonly results: readonly JudgingTime[];
}

/** Reads and judges each history again and again. */
export function measureJudging({ quick, say, write }: Pick<Measuring, "quick" | "say" | "write">): void {
  const rounds = quick ? 1 : 7, here = surroundings([]);
  const results: JudgingTime[] = [];
  say("\nthe monitor, milliseconds to read and to judge");
  for (const history of LONG_HISTORIES) {
    const time = timeJudging(history, rounds);
    say(`  ${time.name.padEnd(44)} ${milliseconds(time.read)} ${milliseconds(time.judge)}`);
    results.push(time);
    const record = { ...here, rounds, results };
    write({ "monitor.json": `${JSON.stringify(record, null, 2)}\n`, "monitor.md": judgingTable(record) });
  }
}

/** One history, which is read anew each time: of one that was judged much is known already. */
export function timeJudging(history: LongHistory, rounds: number): JudgingTime {
  const bytes = new TextEncoder().encode(tableText(history));
  const turns = Array.from({ length: rounds + 1 }, () => {
    const begun = performance.now();
    const read = readHistory(bytes, { name: "history.csv" });
    const between = performance.now();
    diagnose({ history: read, evidence: {} });
    return { read: between - begun, judge: performance.now() - between };
  }).slice(1); // the first compiles what it runs
  return {
    name: history.name,
    bytes: bytes.length,
    read: spread(turns.map(({ read }) => read)),
    judge: spread(turns.map(({ judge }) => judge)),
  };
}

/** `monitor.md`. */
export function judgingTable(record: JudgingRecord): string {
  return [
    "# The monitor on long histories",
    "",
    ...describeSurroundings(record),
    `Milliseconds to read a table and to judge what was read by all rules: medians of ${record.rounds}, in a process that ` +
    "has done so once. Made by `deno task bench monitor`.",
    "",
    ...markdown(
      ["history", "MB", "read", "judge"],
      record.results.map(({ name, bytes, read, judge }) => [
        name,
        (bytes / 1e6).toFixed(bytes < 1e5 ? 3 : 1),
        milliseconds(read),
        milliseconds(judge),
      ]),
    ),
    "",
  ].join("\n");
}

function milliseconds({ median }: Spread): string {
  return median < 10 ? median.toFixed(1) : median.toFixed(0);
}
