/**
 * The logbook of DEAP, as `print(logbook)` or `verbose=True` writes it: a generation a line, below a header with `gen` and `nevals`.
 * Source: `Logbook.__txt__` in `deap/tools/support.py`. Whether more or less fitness is better stands in no column.
 *
 * @module
 */
import { median } from "simple-statistics";
import type { History } from "../records.ts";
import type { LogFrame } from "./log.ts";
import { numberIn } from "./numbers.ts";
import { historyFromRows, type Row } from "./rows.ts";

const HEADER = /^[ \t]*gen[ \t]+nevals[ \t]+.*\b(?:avg|mean|min|max)\b.*$/m;
/** A cell; of several objectives the first one's. */
const NUMBER = /[-+]?(?:\d[\d.]*(?:e[-+]?\d+)?|nan|inf)/i;

/** Whether such a header stands in the text. */
export function looksLikeDeap(text: string): boolean {
  return HEADER.test(text.slice(0, 100_000));
}

/** Reads the last logbook: what the population comes to as a fitness where it rose, as an error where it fell. */
export function historyFromDeap(text: string, frame: Partial<LogFrame> = {}): History {
  const lines = text.split("\n"), from = lines.findLastIndex((line) => HEADER.test(line.slice(0, 10_000)));
  const names = lines[from].trim().split(/\s+/);
  const cells = lines.slice(from + 1).map((line) => line.trim().split(/\t/))
    .filter(([gen, nevals]) => /^\d{1,9} *$/.test(gen) && /^\d{1,12} *$/.test(nevals ?? ""));
  // of several chapters the first stands first
  const column = (name: string) => names.includes(name) ? names.indexOf(name) : undefined;
  const values = (at: number) => cells.map((row) => numberIn(row[at]?.match(NUMBER)?.[0] ?? "nan"));
  const mean = column("avg") ?? column("mean"), least = column("min"), most = column("max");
  const level = values(mean ?? most ?? least ?? 0), third = Math.max(1, Math.floor(level.length / 3));
  const isMore = level.length === 0 || median(level.slice(-third)) >= median(level.slice(0, third));
  const named = isMore
    ? [["mean_fitness", mean], ["best_fitness", most]] as const
    : [["error", least ?? mean], ["mean_error", least === undefined ? undefined : mean]] as const;
  const rows = cells.map(([gen], i): Row => ({
    gen: Number(gen),
    ...Object.fromEntries(named.flatMap(([name, at]) => at === undefined ? [] : [[name, values(at)[i]]])),
  }));
  return historyFromRows(rows, {
    ...frame,
    format: "DEAP logbook",
    notes: [
      isMore
        ? "the fitness of the population rose: more is taken for better"
        : "the fitness of the population fell: it is taken for an error, of which the least of each generation is read first",
    ],
  });
}
