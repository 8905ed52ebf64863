/**
 * JSON objects of lists, however deep: Keras (also under `history`), LightGBM, XGBoost, Ludwig and home-made ones.
 *
 * @module
 */
import type { History } from "../records.ts";
import { besideOf } from "./beside.ts";
import { meaningOf } from "./classify.ts";
import { looseNumber } from "./json.ts";
import { type Column, historyFromLog, listed, type LogFrame } from "./log.ts";
import { oneModel } from "./models.ts";
import { historyFromRows, type Row } from "./rows.ts";

/** All lists of numbers in the object under their paths; or else the rows found in it. */
export function historyFromNested(content: object, frame: Omit<LogFrame, "unit">): History {
  const rows: Row[][] = [], lists: { path: string[]; values: number[]; at: number[] }[] = [];
  visit(content, []);
  const depth = commonPrefix(lists.map(({ path }) => path));
  const named = lists.map(({ path, ...list }) => ({ name: path.slice(depth).join("/"), ...list }));
  const { columns: own, runs, notes: others } = oneModel(named, frame.chosen);
  const read = lists.filter((_, i) => own.includes(named[i]));
  const notes = [...others, ...spreadOut(read)];
  const columns: Column[] = read.map(({ path, ...list }) => ({
    name: path.slice(depth).join("/"),
    ...list,
  }));
  const ladder = xgboostNames(columns);
  if (ladder.some(({ name }) => meaningOf(name) !== undefined)) {
    const boosted = { format: "LightGBM or XGBoost evals_result", counted: "round" } as const;
    const kind = { ...(isBoosting(ladder) ? boosted : {}), unit: "epoch" as const };
    const history = historyFromLog(ladder, { ...frame, ...kind, notes });
    if (runs.length === 0 || frame.chosen?.run !== undefined) return history;
    const runNamed = (run: string) =>
      historyFromNested(content, { ...frame, chosen: { ...frame.chosen, run } });
    return { ...history, runs, ...besideOf(runs, frame.chosen, runNamed) };
  }
  if (rows.length > 0) return historyFromRows(rows[0], frame);
  const keys = Object.keys(content);
  throw new TypeError(
    `no history of a training: expected lists of losses or metrics, found ${listed(keys)}`,
  );

  function visit(value: unknown, path: string[]): void {
    if (path.length > 8 || typeof value !== "object" || value === null) return;
    if (Array.isArray(value)) {
      if (value.length > 0 && value.every((row) => isRow(row))) rows.push(value as Row[]);
      const placed = placedValues(value);
      if (placed !== undefined) {
        lists.push({ path, ...placed });
        return;
      }
      const numbers = value.map(looseNumber);
      if (numbers.length === 0 || numbers.some((entry) => entry === undefined)) return;
      const at = numbers.flatMap((entry, i) => entry === null ? [] : [i + 1]);
      if (at.length > 0) lists.push({ path, at, values: numbers.filter((entry) => entry != null) });
      return;
    }
    const isNumbered = "0" in value && Object.keys(value).every((key, i) => key === String(i));
    if (isNumbered && !Object.values(value).some(holdsLists)) {
      return visit(Object.values(value), path); // as pandas writes a list
    }
    const counted = countedEntries(value);
    if (counted !== undefined) return visit(counted, path);
    for (const [key, inner] of Object.entries(value)) visit(inner, [...path, key]);
  }
}

/** A list of places, each with its value: `[[1, 0.9], [2, 0.7]]`. */
function placedValues(
  list: readonly unknown[],
): { readonly at: number[]; readonly values: number[] } | undefined {
  const pairs = list.map((pair) => Array.isArray(pair) && pair.length === 2 ? pair.map(looseNumber) : []);
  const at = pairs.map(([place]) => place), values = pairs.map(([, value]) => value);
  const arePlaced = pairs.length > 1 &&
    at.every((place, i) => Number.isInteger(place) && (i === 0 || place! > at[i - 1]!)) &&
    values.every((value) => typeof value === "number");
  return arePlaced ? { at: at as number[], values: values as number[] } : undefined;
}

/** A key that counts: `3`, `epoch_3`, `Epoch 3`. */
const COUNTING = /^(?:epoch|ep)?[ _-]?(\d{1,9})$/i;

/** What an object holds whose keys count: its records with their epoch, or its numbers with theirs; `undefined` for any other. */
function countedEntries(value: object): readonly unknown[] | undefined {
  const entries = Object.entries(value);
  const places = entries.map(([key]) => Number(key.match(COUNTING)?.[1] ?? NaN));
  if (entries.length < 2 || !places.every((place, i) => place >= 0 && (i === 0 || place > places[i - 1]))) {
    return undefined;
  }
  if (entries.every(([, entry]) => isRow(entry) && !holdsLists(entry))) {
    return entries.map(([, entry], i) => ({ epoch: places[i], ...entry }));
  }
  return entries.every(([, entry]) => typeof looseNumber(entry) === "number")
    ? entries.map(([, entry], i) => [places[i], entry])
    : undefined;
}

/** A list measured every k-th epoch is placed there; one of another length is taken from the first epoch on. */
function spreadOut(lists: { path: string[]; values: number[]; at: number[] }[]): string[] {
  const measures = lists.filter(({ path }) => meaningOf(path.join("/")) !== undefined);
  const longest = measures.reduce((most, { at }) => Math.max(most, at[at.length - 1]), 0);
  return measures.filter(({ at }) => at[at.length - 1] < longest).map((list) => {
    const name = list.path.join("/"), length = list.at[list.at.length - 1], every = longest / length;
    if (!Number.isInteger(every)) {
      return `${name} has ${length} entries for ${longest} epochs: taken from the first epoch on`;
    }
    list.at = list.at.map((place) => place * every);
    return `${name} has ${length} entries for ${longest} epochs: taken as measured every ${every} epochs`;
  });
}

export function isRow(value: unknown): value is Row {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !("nan" in value);
}

/** Whether this is a run of its own, one list a measure, and no row. */
function holdsLists(value: unknown): boolean {
  return isRow(value) && Object.values(value).length > 0 && Object.values(value).every(Array.isArray);
}

/** How many leading keys all paths share. */
function commonPrefix(paths: readonly (readonly string[])[]): number {
  if (paths.length < 2) return paths.length === 1 ? paths[0].length - 1 : 0;
  let depth = 0;
  while (paths.every((path) => path.length > depth + 1 && path[depth] === paths[0][depth])) depth++;
  return depth;
}

/** Sets, each with the metrics of the boosting libraries. */
function isBoosting(columns: readonly Column[]): boolean {
  return columns.length > 0 && columns.every(({ name }) => BOOSTING.test(name));
}

const BOOSTING =
  /^[^/]+\/((m|multi_|binary_)?(logloss|error)|l1|l2|rmse|rmsle|mae|mape|auc(pr|_mu)?|(ndcg|map)(@\d+)?|quantile|poisson)$/;

/** XGBoost numbers its sets, and the first of several is by custom the training set. */
export function xgboostNames(columns: readonly Column[]): readonly Column[] {
  const numbered = columns.some(({ name }) => /^validation_1\//.test(name)) &&
    !columns.some(({ name }) => /^train/.test(name));
  return numbered
    ? columns.map((c) => ({ ...c, name: c.name.replace(/^validation_0\//, "train/") }))
    : columns;
}
