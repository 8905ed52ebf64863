/**
 * From rows (one record a logged point, as CSV files and trainers' logs have them) to a {@linkcode History}.
 *
 * @module
 */
import { max, mean } from "simple-statistics";
import type { History } from "../records.ts";
import { historyFromColumns } from "./columns.ts";
import { entryAsNumber } from "./json.ts";
import { plainName } from "./names.ts";

/** A logged point. */
export type Row = Readonly<Record<string, unknown>>;

/** Fewer epochs than this show no shape: logged steps are then read as they are. */
const FEWEST_EPOCHS = 5;

/** Rows with an epoch column become one entry an epoch, those without stay one entry a row. */
export function historyFromRows(rows: readonly Row[], format: string): History {
  if (rows.length === 0) throw new TypeError("the log holds no rows");
  const keys = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const keyOf = (...names: string[]) => keys.find((key) => names.includes(plainName(key)));
  const epochKey = keyOf("epoch", "epochs"), stepKey = keyOf("step", "global_step", "iteration");
  const metrics = keys.filter((key) => key !== epochKey && key !== stepKey);
  const epochs = epochKey === undefined ? [] : rows.map((row) => row[epochKey]);
  const whole = epochs.length > 0 && epochs.every((epoch) => Number.isInteger(epoch));
  const distinct = new Set(epochs);
  if (whole && (distinct.size === rows.length || distinct.size >= FEWEST_EPOCHS || stepKey === undefined)) {
    const grouped = Map.groupBy(rows, (row) => row[epochKey!] as number);
    const first = grouped.has(0) ? 1 : 0;
    return historyFromColumns(
      Object.fromEntries(
        metrics.map((key) => [key, [...grouped.values()].map((group) => combine(group, key))]),
      ),
      {
        format,
        at: [...grouped.keys()].map((epoch) => epoch + first),
        notes: first ? ["epochs counted from 1 here"] : [],
      },
    );
  }
  const at = stepKey === undefined ? undefined : rows.map((row, i) => entryAsNumber(row[stepKey]) ?? i + 1);
  return historyFromColumns(
    Object.fromEntries(metrics.map((key) => [key, rows.map((row) => row[key] ?? null)])),
    { format, unit: "step", ...(at === undefined ? {} : { at }) },
  );
}

/** The epoch's figure: the mean of its entries; a largest norm stays the largest. Unreadable entries pass through. */
function combine(rows: readonly Row[], key: string): unknown {
  const entries = rows.map((row) => row[key] ?? null).filter((entry) => entry !== null);
  if (entries.length <= 1) return entries[0] ?? null;
  const numbers = entries.map(entryAsNumber);
  const strange = entries[numbers.indexOf(undefined)];
  if (strange !== undefined) return strange;
  return plainName(key).endsWith("_max") ? max(numbers as number[]) : mean(numbers as number[]);
}
