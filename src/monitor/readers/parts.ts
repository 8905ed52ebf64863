/**
 * Runs that a tool spreads over several files: one a metric (MLflow, DVCLive, TensorBoard's downloads), or one a set of rows (TensorBoard, CatBoost).
 *
 * @module
 */
import type { History } from "../records.ts";
import { placed } from "./epoch_tags.ts";
import { type Chosen, type Column, historyFromLog } from "./log.ts";

/** What one file gave, and what it is called in its folder. */
export interface Part {
  readonly name: string;
  readonly history: History;
}

/** Which tool left the files. */
export interface PartsFrame {
  readonly format: string;
  readonly counted?: History["counted"];
  /** Whether a file holds several series, which its name then goes before; else its name is the series'. */
  readonly manySeries: boolean;
  readonly chosen?: Chosen;
}

/**
 * The series of all files as one history.
 *
 * @throws {TypeError} one line that lists what was found, when none of it is a measure of training.
 */
export function historyFromParts(
  parts: readonly Part[],
  { format, counted, manySeries, chosen }: PartsFrame,
): History {
  const columns = parts.flatMap(({ name, history: { series = [] } }): Column[] =>
    manySeries
      ? series.map((s) => ({ name: `${name}/${s.name}`, at: s.at, values: s.values }))
      : series.filter(({ role }) => role !== "time").slice(0, 1).map((s) => ({
        name,
        at: s.at,
        values: s.values,
      }))
  );
  const areEpochs = parts.length > 0 && parts.every(({ history }) => history.unit === "epoch");
  // what a file without a header holds is told by its name
  const told = parts.flatMap(({ history }) => history.notes).filter((note) =>
    manySeries || !note.startsWith("no header")
  );
  const { columns: series, unit, notes } = placed(columns, areEpochs);
  return historyFromLog(series, {
    format,
    unit,
    notes: [...told, ...notes],
    ...(counted && { counted }),
    ...(chosen && { chosen }),
  });
}
