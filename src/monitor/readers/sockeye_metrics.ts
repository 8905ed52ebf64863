/**
 * The file `metrics` of Sockeye: a line a checkpoint, its number and then names with their values, parted by tabs. Source:
 * `write_metrics_file` in `sockeye/utils.py`.
 *
 * @module
 */
import type { History } from "../records.ts";
import type { LogFrame } from "./log.ts";
import { numberIn } from "./numbers.ts";
import { historyFromRows, type Row } from "./rows.ts";

const LINE = /^\d{1,9}(?:\t[a-z][\w-]{0,60}=[^\t\n]{1,100}){2,100}$/;
const NUMBER = /^-?(?:\d[\d.]*(?:e[-+]?\d+)?|nan|inf)$/i;

/** Whether the first line is such a checkpoint. */
export function looksLikeSockeye(text: string): boolean {
  return LINE.test(text.split("\n", 1)[0].slice(0, 10_000));
}

/** Reads the checkpoints. */
export function historyFromSockeye(text: string, frame: Partial<LogFrame> = {}): History {
  const rows = text.split("\n").filter((line) => LINE.test(line.slice(0, 10_000))).map((line): Row => {
    const [checkpoint, ...pairs] = line.split("\t");
    const measures = pairs.map((pair) => pair.split("=", 2)).filter(([name, value]) =>
      // the epoch is the same at several checkpoints
      name !== "epoch" && NUMBER.test(value)
    );
    return {
      step: Number(checkpoint),
      ...Object.fromEntries(measures.map(([name, value]) => [name, numberIn(value)])),
    };
  });
  return historyFromRows(rows, {
    ...frame,
    format: "Sockeye metrics",
    notes: ["a step here is a checkpoint"],
  });
}
