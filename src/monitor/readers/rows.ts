/**
 * From rows (one record a logged point, as CSV files and trainers' logs have them) to columns.
 *
 * @module
 */
import type { History } from "../records.ts";
import {
  countedOn,
  goingOn,
  highestBefore,
  namesOf,
  rowsOfRun,
  type Start,
  startsIn,
  toldBeside,
  withoutOnceARun,
} from "./appended_runs.ts";
import { besideOf } from "./beside.ts";
import { meaningOf } from "./classify.ts";
import { countedAs, countersIn } from "./counters.ts";
import { refuseFinished } from "./finished_runs.ts";
import { isRising } from "../series.ts";
import { looseNumber } from "./json.ts";
import { historyFromLog, type LogFrame } from "./log.ts";
import { isPhase, lastPhase, type Phase, phasesBetween, phasesOf } from "./phases.ts";
import { type Cells, isHeldOut, placesOf } from "./places.ts";
import { nameOf, type RowSet, setOf, tellsSets } from "./sets.ts";
import { refuseLong, refuseWide } from "./size.ts";

/** A logged point. */
export type Row = Readonly<Record<string, unknown>>;

/** A history from rows; those with whole epochs are counted in epochs from 1, others in steps. */
export function historyFromRows(rows: readonly Row[], frame: Omit<LogFrame, "unit">): History {
  const keys = new Set<string>();
  for (const row of rows) {
    for (const key of Object.keys(row)) keys.add(key);
  }
  refuseWide(keys.size);
  refuseLong(rows.length);
  const { epoch, step } = countersIn(
    [...keys],
    (key) => rows.filter((row) => key in row).map((row) => looseNumber(row[key])),
  );
  const told = [...keys].find((key) => tellsSets(rows.map((row) => row[key])));
  const setIn = (row: Row) => told === undefined ? setOfMode(row) : setOf(row[told]);
  const collected = new Map<string, { name: string; rows: number[]; values: number[] }>();
  rows.forEach((row, index) => {
    const set = setIn(row);
    for (const key of Object.keys(row)) {
      if (key === epoch || key === step) continue;
      for (const [name, value] of entries(nameOf(key, set), row[key])) {
        const cells = collected.get(name) ?? { name, rows: [], values: [] };
        collected.set(name, cells);
        cells.rows.push(index);
        cells.values.push(value);
      }
    }
  });
  const counted = (key: string | undefined) => key === undefined ? undefined : rows.map((row) => row[key]);
  const phase = [...keys].find(isPhase);
  return historyFromCounted(
    rows.length,
    [...collected.values()],
    counted(epoch),
    counted(step),
    { ...namedBy(step), ...frame },
    phase === undefined ? [] : phasesOf(rows.map((row) => row[phase])),
    phase,
  );
}

/** The same from records of anybody's, which may be what runs came to in the end, a record each. */
export function historyFromRecords(rows: readonly Row[], frame: Omit<LogFrame, "unit">): History {
  const names = new Set(rows.flatMap((row) => Object.keys(row)));
  refuseWide(names.size);
  refuseFinished(
    [...names].map((name) => ({
      name,
      values: rows.flatMap((row) =>
        row[name] === null || row[name] === undefined ? [] : [looseNumber(row[name]) ?? row[name]]
      ),
    })),
  );
  return historyFromRows(rows, frame);
}

/** The rows of a line that says its mode, of which others name no rows: `opt` and `eval` of MACE. */
function setOfMode({ mode }: Row): RowSet | undefined {
  return mode === "val" || mode === "eval" ? "val" : undefined;
}

/** Entries of a training loss that say nothing of what they count: so many and more are taken for steps. */
export const MANY_ROWS = 1000;

/** The same from a table's columns, without a record for each of a million rows. */
export function historyFromCells(
  count: number,
  columns: readonly Cells[],
  frame: Omit<LogFrame, "unit">,
  phases: readonly Phase[] = [],
  phase?: string,
): History {
  const valuesOf = (name: string) => columns.find((column) => column.name === name)?.values ?? [];
  const named = countersIn(columns.map(({ name }) => name), valuesOf), { step } = named;
  const index = named.epoch ?? step ?? columns.find(isIndex)?.name;
  const areSteps = named.epoch === undefined && step === undefined && count >= MANY_ROWS &&
    !columns.some(({ name }) => isHeldOut(name));
  const epoch = named.epoch ?? (step === undefined && !areSteps ? index : undefined);
  const counted = (name: string | undefined) => {
    const column = columns.find((column) => column.name === name);
    if (column === undefined) return undefined;
    if (column.rows === undefined) return column.values;
    const values: unknown[] = new Array(count).fill(null);
    column.rows.forEach((row, at) => values[row] = column.values[at]);
    return values;
  };
  const measures = columns.filter(({ name }) => name !== epoch && name !== step);
  return historyFromCounted(
    count,
    measures,
    counted(epoch),
    areSteps ? counted(index) ?? Array.from({ length: count }, (_, row) => row + 1) : counted(step),
    { ...namedBy(step), ...frame },
    phases,
    phase,
  );
}

/** Whether a column is the index that pandas writes in front of a table, without a name: 0, 1, 2, ... */
function isIndex({ name, values }: Cells): boolean {
  return /^(Unnamed: 0)?$/.test(name) && values.every((value, row) => value === row);
}

function namedBy(step: string | undefined): Pick<LogFrame, "counted"> {
  const counted = countedAs(step ?? "");
  return counted === undefined ? {} : { counted };
}

/**
 * @param epochs what each row says, `null` or `undefined` where it does not
 * @param phaseColumn what the column is called that tells the phases
 */
function historyFromCounted(
  count: number,
  measures: readonly Cells[],
  epochs: readonly unknown[] | undefined,
  counter: readonly unknown[] | undefined,
  given: Omit<LogFrame, "unit">,
  phases: readonly Phase[],
  phaseColumn: string | undefined,
): History {
  if (count === 0) throw new TypeError("the log holds no rows");
  const isStill = epochs === undefined && counter !== undefined && standsStill(counter, measures);
  const steps = isStill ? Array.from({ length: count }, (_, row) => row + 1) : counter;
  const frame = isStill
    ? { ...given, counted: undefined, notes: [...given.notes ?? [], stillAt(counter[0])] }
    : given;
  const { written, whole, known, isWithin, isFraction, offset } = placesOf(count, measures, epochs, steps);
  const chains = goingOn(measures, startsIn(measures, written));
  const phase = lastPhase(phases), areFolds = phase !== undefined && /fold/i.test(phaseColumn ?? "");
  const runNamed = (name: string) => {
    const { from, to } = rowsOfRun(name, chains, areFolds);
    return historyFromCounted(
      to - from,
      measures.map((measure) => rowsBetween(measure, from, to)),
      epochs?.slice(from, to),
      steps?.slice(from, to),
      { ...frame, chosen: { ...frame.chosen, run: undefined } },
      phasesBetween(phases, from, to),
      phaseColumn,
    );
  };
  if (frame.chosen?.run !== undefined) return runNamed(frame.chosen.run);
  const places = countedOn(written, chains), joined = chains.at(-1)?.length ?? 1;
  const areEntries = isFraction || isWithin;
  const unit = whole || steps === undefined && !areEntries ? "epoch" : "step";
  // a name of the steps is none of the epochs that are counted in their place
  const { counted, ...rest } = frame;
  // what no row has after the last beginning was measured in earlier runs alone
  const begins = chains.at(-1)?.[0].from ?? 0;
  // what is logged after some steps is their mean, of which the first holds the phase before it
  const first = phase === undefined
    ? 0
    : unit === "step" && phase.row + 1 < count
    ? phase.row + 1
    : phase.row;
  const lossBefore = highestBefore(measures, chains);
  const history = historyFromLog(
    withoutOnceARun(measures, joined).filter(({ rows }) => (rows?.at(-1) ?? count) >= begins).map((
      { name, rows, values },
    ) => ({
      name,
      at: rows === undefined || rows.length === count ? places : rows.map((row) => places[row]),
      values,
    })),
    {
      ...rest,
      unit,
      besideLoss: besideLoss(measures),
      ...(counted === undefined || whole ? {} : { counted }),
      ...(offset === 0 ? {} : { shifted: offset }),
      ...(phase === undefined ? {} : { from: { at: places[first], phase: phase.name } }),
      notes: [
        ...frame.notes ?? [],
        ...(offset
          ? [`epochs counted from 1 here${known.includes(-1) ? ", -1 as 0: before training" : ""}`]
          : []),
        ...(areEntries && steps === undefined ? ["a step here is an entry of the log"] : []),
        ...(chains.length > 1 && measures.every((measure) => isRising(placesIn(measure, written)))
          ? [`${chains.length} runs in one file, whose measures are called otherwise: the last is read`]
          : []),
        ...(joined === 1
          ? []
          : [`${joined} runs in it go on from one another: read as one, counted on from each to the next`]),
        ...(isWithin && known[0] as number > 1 ? [`all of it in epoch ${known[0]}`] : []),
      ],
    },
  );
  // of runs that came to nothing the last one's text tells
  const told = history.lostBefore === undefined ? toldBeside(chains, areFolds) : [];
  const better = history.betterBefore;
  return {
    ...history,
    ...(better === undefined ? {} : { betterBefore: { ...better, ...runOf(better, measures, chains) } }),
    ...(lossBefore === undefined ? {} : { lossBefore }),
    ...(chains.length === 1 ? {} : { runs: namesOf(chains, areFolds) }),
    ...besideOf(told, frame.chosen, runNamed),
  };
}

function placesIn({ rows, values }: Cells, places: readonly number[]): readonly number[] {
  return rows === undefined ? places.slice(0, values.length) : rows.map((row) => places[row]);
}

/** What the run of several is called that came to a value. */
function runOf(
  { name, value }: NonNullable<History["betterBefore"]>,
  measures: readonly Cells[],
  chains: readonly (readonly Start[])[],
): { readonly run?: string } {
  const measure = measures.find((measure) => measure.name === name);
  const index = measure?.values.indexOf(value) ?? -1, row = measure?.rows?.[index] ?? index;
  const run = chains.findIndex((chain) => chain.some(({ from, to }) => row >= from && row < to));
  return run < 0 || chains.length === 1 ? {} : { run: namesOf(chains, false)[run] };
}

function stillAt(step: unknown): string {
  return `all rows say step ${step}: a step here is an entry of the log`;
}

/** Whether a counter never moves while something is measured again and again: it counts nothing. */
function standsStill(steps: readonly unknown[], measures: readonly Cells[]): boolean {
  return measures.some(({ values }) => values.length > 2) && steps.every((step) => step === steps[0]);
}

function rowsBetween({ name, rows, values }: Cells, from: number, to: number): Cells {
  if (rows === undefined) return { name, values: values.slice(from, to) };
  const kept = rows.flatMap((row, i) => row >= from && row < to ? [i] : []);
  return { name, rows: kept.map((i) => rows[i] - from), values: kept.map((i) => values[i]) };
}

/** Names of metrics of which every value stands in a row of the training loss. */
function besideLoss(measures: readonly Cells[]): ReadonlySet<string> {
  const of = (wanted: "loss" | "metric") => measures.filter(({ name }) => meaningOf(name)?.role === wanted);
  const losses = of("loss").filter(({ name }) => !isHeldOut(name));
  // a column without gaps stands in every row
  if (losses.some(({ rows }) => rows === undefined)) return new Set(of("metric").map(({ name }) => name));
  const placed = new Set(losses.flatMap(({ rows = [] }) => [...rows]));
  return new Set(
    of("metric").filter(({ rows }) => rows?.every((row) => placed.has(row)) === true).map(({ name }) => name),
  );
}

/** The numbers of a cell: itself, the first of a list (COCO's AP), or those of a nested record. */
function entries(name: string, value: unknown, isDeep = false): [string, number][] {
  if (value === null || value === undefined) return [];
  const number = looseNumber(value);
  if (typeof number === "number") return [[name, number]];
  if (Array.isArray(value)) return typeof value[0] === "number" ? [[name, value[0]]] : [];
  if (typeof value !== "object") return [];
  const mean = meanOfSummary(value);
  if (mean !== undefined) return [[name, mean]];
  return Object.entries(value).flatMap(([key, inner]): [string, number][] => {
    if (typeof inner === "number") return [[`${name}/${key}`, inner]];
    // a record of records: the metrics of each set of rows
    return isDeep || !isRecordOfNumbers(inner) ? [] : entries(`${name}/${key}`, inner, true);
  });
}

/** The mean where a record is a summary of so many values and nothing else, as StyleGAN writes them: how many they were is no measure. */
function meanOfSummary(value: object): number | undefined {
  const { num, mean, std, ...others } = value as Row;
  const isSummary = typeof num === "number" && typeof mean === "number" && std !== undefined &&
    Object.keys(others).length === 0;
  return isSummary ? mean : undefined;
}

function isRecordOfNumbers(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value) &&
    Object.values(value).some((inner) => typeof inner === "number");
}
