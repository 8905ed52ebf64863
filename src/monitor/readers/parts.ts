/**
 * Runs that a tool spreads over several files: one a metric (MLflow, DVCLive, TensorBoard's downloads), or one a set of rows (TensorBoard, CatBoost).
 *
 * @module
 */
import type { History } from "../records.ts";
import { placed } from "./epoch_tags.ts";
import type { Chosen } from "./chosen.ts";
import { type Column, historyFromLog } from "./log.ts";

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
  const { perStep, notes: placing } = epochsOf(manySeries ? [] : parts);
  const columns = parts.flatMap(({ name, history: { unit, series = [] } }): Column[] =>
    (manySeries
      ? series.map((s) => ({ name: `${name}/${s.name}`, at: s.at, values: s.values }))
      : series.filter(({ role }) => role !== "time").slice(0, 1).map((s) => ({
        name,
        at: s.at,
        values: s.values,
      }))).map((column) => unit === "step" ? onEpochs(column, perStep) : column)
  );
  const areEpochs = parts.some(({ history }) => history.unit === "epoch") &&
    (perStep !== undefined || parts.every(({ history }) => history.unit === "epoch"));
  // what a file without a header holds is told by its name
  const told = parts.flatMap(({ history }) => history.notes).filter((note) =>
    manySeries || !note.startsWith("no header")
  );
  const { columns: series, unit, notes, ...own } = placed(columns, areEpochs);
  const areShifted = unit === "epoch" && parts.every(({ history }) => history.shifted === 1);
  return historyFromLog(series, {
    format,
    unit,
    ...(areShifted ? { shifted: 1 } : own),
    notes: [...told, ...placing, ...notes],
    ...(unit === "step" &&
      { counted: counted ?? parts.find(({ history }) => history.counted)?.history.counted }),
    ...(chosen && { chosen }),
  });
}

/** Epochs a step where some parts count the one and some the other: all end where the training did. */
function epochsOf(parts: readonly Part[]): { readonly perStep?: number; readonly notes: readonly string[] } {
  const last = (unit: History["unit"]) =>
    Math.max(
      0,
      ...parts.filter(({ history }) => history.unit === unit).map(({ history }) => history.at?.at(-1) ?? 0),
    );
  const steps = last("step"), epochs = last("epoch");
  if (steps <= epochs || epochs === 0) return { notes: [] };
  return { perStep: epochs / steps, notes: [`its ${steps} steps are placed along its ${epochs} epochs`] };
}

function onEpochs(column: Column, perStep: number | undefined): Column {
  return perStep === undefined
    ? column
    : { ...column, at: column.at.map((step) => Math.ceil(step * perStep)) };
}
