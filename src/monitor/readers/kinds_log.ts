/**
 * A line a value: the step, what was measured, and the number, as `250 val 3.9` or `250 hella 0.25`. Source: `train_gpt2.py` of
 * build-nanogpt, which writes it into log/log.txt.
 *
 * @module
 */
import { meaningOf } from "./classify.ts";
import { type Column, historyFromLog, type LogFrame } from "./log.ts";
import type { History } from "../records.ts";

const LINE = /^(\d+) ([a-z]\w{0,40}) ([-+]?(?:\d+(?:\.\d*)?(?:e[-+]?\d+)?|nan|inf))$/i;

/** Lines that are looked at to tell what a file is. */
const LINES = 200;

/** Whether all first lines are such, and one names a measure of training. */
export function looksLikeKinds(text: string): boolean {
  const lines = text.slice(0, 100 * LINES).trim().split("\n", LINES);
  const kinds = lines.slice(0, Math.max(1, lines.length - 1)).map((line) => line.trim().match(LINE)?.[2]);
  return lines.length > 1 && kinds.every((kind) => kind !== undefined) &&
    kinds.some((kind) => meaningOf(kind) !== undefined);
}

/**
 * Reads each kind as a series on its own steps; a line of another form is passed over.
 *
 * @throws {TypeError} when none of it is a measure of training.
 */
export function historyFromKinds(text: string, frame: Partial<LogFrame> = {}): History {
  const columns = new Map<string, { at: number[]; values: number[] }>();
  for (const line of text.split("\n")) {
    const [, step, kind, value] = line.slice(0, 200).trim().match(LINE) ?? [];
    if (step === undefined) continue;
    const column = columns.getOrInsertComputed(kind, () => ({ at: [], values: [] }));
    column.at.push(Number(step));
    column.values.push(Number(value.replace(/^([-+]?)inf$/i, "$1Infinity")));
  }
  const series = [...columns].map(([name, column]): Column => ({ name, ...column }));
  return historyFromLog(series, { ...frame, format: "log of step, kind and value", unit: "step" });
}
