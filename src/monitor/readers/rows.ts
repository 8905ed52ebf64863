/**
 * From rows (one record a logged point, as CSV files and trainers' logs have them) to columns.
 *
 * @module
 */
import type { History } from "../records.ts";
import { wordsOf } from "./classify.ts";
import { entryAsNumber } from "./json.ts";
import { type Column, historyFromLog, type LogFrame } from "./log.ts";

/** A logged point. */
export type Row = Readonly<Record<string, unknown>>;

const EPOCH = ["epoch", "epochs", "ep"],
  STEP = ["step", "global_step", "iteration", "iter", "iterations", "current_steps", "training_iteration"];

/** A history from rows; those with whole epochs are counted in epochs from 1, others in steps. */
export function historyFromRows(rows: readonly Row[], frame: Omit<LogFrame, "unit">): History {
  if (rows.length === 0) throw new TypeError("the log holds no rows");
  const keys = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const keyOf = (names: readonly string[]) => keys.find((key) => names.includes(wordsOf(key).join("_")));
  const epochKey = keyOf(EPOCH), stepKey = keyOf(STEP);
  const epochs = epochKey === undefined ? [] : rows.map((row) => row[epochKey]).filter((e) => e != null);
  const whole = epochs.length > 0 && epochs.every(Number.isInteger) && new Set(epochs).size > 1;
  const inSteps = !whole && stepKey !== undefined;
  const offset = whole && epochs.includes(0) ? 1 : 0;
  const measures = keys.filter((key) => key !== epochKey && key !== stepKey);
  const collected = new Map<string, { name: string; at: number[]; values: number[] }>();
  let last = 0;
  rows.forEach((row, index) => {
    const epoch = whole ? row[epochKey!] ?? (stepKey && row[stepKey]) : undefined;
    const place = whole
      ? typeof epoch === "number" ? epoch + offset : last
      : inSteps && typeof row[stepKey!] === "number"
      ? row[stepKey!] as number
      : index + 1;
    last = place;
    for (const key of measures) {
      for (const [name, value] of entries(key, row[key])) {
        const column = collected.get(name) ?? { name, at: [], values: [] };
        collected.set(name, column);
        column.at.push(place);
        column.values.push(value);
      }
    }
  });
  const columns: Column[] = [...collected.values()];
  // epochs in fractions and no step: what is counted are the entries of the log
  const isFraction = !whole && epochs.some((epoch) => !Number.isInteger(epoch));
  const unit = whole || stepKey === undefined && !isFraction ? "epoch" : "step";
  return historyFromLog(columns, {
    ...frame,
    unit,
    notes: [
      ...frame.notes ?? [],
      ...(offset ? ["epochs counted from 1 here"] : []),
      ...(isFraction && stepKey === undefined ? ["a step here is an entry of the log"] : []),
    ],
  });
}

/** The numbers of a cell: itself, the first of a list (COCO's AP), or those of a nested record. */
function entries(name: string, value: unknown): [string, number][] {
  if (value === null || value === undefined) return [];
  // some loggers quote their numbers
  const quoted = typeof value === "string" && /^[-+]?\d+(\.\d*)?(e[-+]?\d+)?$/i.test(value);
  const number = quoted ? Number(value) : entryAsNumber(value);
  if (typeof number === "number") return [[name, number]];
  if (Array.isArray(value)) return typeof value[0] === "number" ? [[name, value[0]]] : [];
  if (typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    typeof inner === "number" ? [[`${name}/${key}`, inner] as [string, number]] : []
  );
}
