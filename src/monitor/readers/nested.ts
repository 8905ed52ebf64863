/**
 * JSON objects of lists, however deep: Keras (also under `history`), LightGBM, XGBoost, Ludwig and home-made ones.
 *
 * @module
 */
import type { History } from "../records.ts";
import { rowsCounted } from "./counted_lists.ts";
import { besideOf } from "./beside.ts";
import { isNoError, meaningOf, namesMeasure, saysSplit } from "./classify.ts";
import { isCounter } from "./counters.ts";
import { setOf } from "./sets.ts";
import { looseNumber } from "./json.ts";
import { listed } from "./listed.ts";
import { type Column, historyFromLog, type LogFrame } from "./log.ts";
import { oneModel } from "./models.ts";
import { placedValues } from "./placed_values.ts";
import { historyFromRecords, historyFromRows, MANY_ROWS, type Row } from "./rows.ts";

/** A list of numbers, where it was found. */
interface List {
  readonly path: string[];
  readonly values: number[];
  at: number[];
  /** Whether it says its places, and what they are where that is told. */
  readonly places?: "step" | "epoch" | "places";
}

/** All lists of numbers in the object under their paths; or else the rows found in it. */
export function historyFromNested(content: object, frame: Omit<LogFrame, "unit">): History {
  const { history: inner } = content as Row, several = rowsCounted(isRow(inner) ? inner : content);
  if (several !== undefined) return historyFromRecords(several, frame);
  const rows: { readonly path: readonly string[]; readonly rows: readonly Row[] }[] = [], lists: List[] = [];
  visit(content, []);
  const depth = commonPrefix(lists.map(({ path }) => path));
  // who names a list calls it by its whole path
  const isNamed = frame.chosen?.train !== undefined || frame.chosen?.validation !== undefined;
  const models = isNamed
    ? []
    : modelsIn(lists.map(({ path, values }) => ({ path: path.slice(depth), length: values.length })));
  if (models.length > 0) {
    const prefix = lists[0].path.slice(0, depth);
    return historyOfModels(
      models,
      (name) => [...prefix, name].reduce((inner, key) => (inner as Row)[key] as object, content),
      frame,
    );
  }
  const named = lists.map(({ path, ...list }) => ({ name: path.slice(depth).join("/"), ...list }));
  const { columns: own, runs, notes: others } = oneModel(named, frame.chosen);
  const read = withoutClasses(lists.filter((_, i) => own.includes(named[i])));
  const notes = [...frame.notes ?? [], ...others, ...spreadOut(read)];
  const columns: Column[] = read.map(({ path, ...list }) => ({
    name: path.slice(depth).join("/"),
    ...list,
  }));
  const ladder = xgboostNames(columns);
  if (ladder.some(({ name }) => meaningOf(name) !== undefined)) {
    const boosted = { format: "LightGBM or XGBoost evals_result", counted: "round" } as const;
    const kind = isOfCatboost(columns)
      ? { format: "CatBoost evals_result", counted: "iteration" as const, unit: "epoch" as const }
      : isBoosting(ladder)
      ? { ...boosted, unit: "epoch" as const }
      : { unit: unitOf(read) };
    const history = historyFromLog(ladder, { ...frame, ...kind, notes });
    if (runs.length === 0 || frame.chosen?.run !== undefined) return history;
    const runNamed = (run: string) =>
      historyFromNested(content, { ...frame, chosen: { ...frame.chosen, run } });
    return { ...history, runs, ...besideOf(runs, frame.chosen, runNamed) };
  }
  if (rows.length > 0) return historyFromRows(rowsTogether(rows), frame);
  const keys = Object.keys(content);
  throw new TypeError(
    `no history of a training: expected lists of losses or metrics, found ${listed(keys)}`,
  );

  function visit(value: unknown, path: string[]): void {
    if (path.length > 8 || typeof value !== "object" || value === null) return;
    if (Array.isArray(value)) {
      const placed = placedValues(value);
      if (placed !== undefined) {
        lists.push({ path, ...placed });
        return;
      }
      if (value.length > 0 && value.every((row) => isRow(row))) rows.push({ path, rows: value as Row[] });
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

/** A list by where it stands. */
interface Place {
  readonly path: readonly string[];
  readonly length: number;
}

/**
 * Lists of rows as one: those of several sets, each row with the set by which its list is called; or of several kinds, of which none measures
 * what another does. Of any others the first.
 */
function rowsTogether(
  lists: readonly { readonly path: readonly string[]; readonly rows: readonly Row[] }[],
): readonly Row[] {
  const sets = lists.map(({ path }) => setOf(path.at(-1)));
  const areSets = lists.length > 1 && new Set(sets).size === lists.length && !sets.includes(undefined);
  if (areSets) return lists.flatMap(({ rows }, i) => rows.map((row) => ({ ...row, set: sets[i] })));
  const names = lists.map(({ rows }) =>
    new Set(rows.flatMap((row) => Object.keys(row)).filter(namesMeasure))
  );
  const isCounted = lists.every(({ rows }) => Object.keys(rows[0]).some(isCounter));
  const count = names.reduce((sum, { size }) => sum + size, 0);
  const areApart = isCounted && names.every(({ size }) => size > 0) &&
    new Set(names.flatMap((own) => [...own])).size === count;
  return areApart ? lists.flatMap(({ rows }) => rows) : lists[0].rows;
}

/**
 * The keys of histories that stand side by side, one a model or a setting, none of which names rows or a measure: each holds the same lists, a loss among
 * them, or has a loss with another measure for as long as it ran itself, or that counts itself. The libraries of boosted trees hold their sets so, by names
 * that are anybody's.
 */
function modelsIn(lists: readonly Place[]): readonly string[] {
  const models = [...Map.groupBy(lists, ({ path: [first] }) => first)].filter(([name, own]) =>
    namesMeasure(name) || own.some(({ path }) => namesMeasure(innerName(path)))
  );
  const names = models.map(([name]) => name), held = models.map(([, own]) => own);
  const areNamed = names.length > 1 && !names.every(isNoError) &&
    !names.some((name) => saysSplit(name) || meaningOf(name)) &&
    lists.every(({ path }) => path.length > 1 || !names.includes(path[0]));
  const areModels = areNamed && (areAlike(held) || areHistories(held));
  return areModels && !isBoosting(lists.map(({ path }) => ({ name: path.join("/"), at: [], values: [] })))
    ? names
    : [];
}

function innerName(path: readonly string[]): string {
  return path.slice(1).join("/");
}

/** Whether all hold the same lists, a loss among them. */
function areAlike(models: readonly (readonly Place[])[]): boolean {
  const [first, ...others] = models.map((own) => own.map(({ path }) => innerName(path)));
  return first.some((name) => meaningOf(name)?.role === "loss") &&
    others.every((own) => own.length === first.length && own.every((name, i) => name === first[i]));
}

/** Whether each is a history of its own: a loss and another measure, of as many entries as no other has throughout, or a count of its own. */
function areHistories(models: readonly (readonly Place[])[]): boolean {
  const own = models.map((lists) => lists.map(({ path, length }) => ({ name: innerName(path), length })));
  const measures = own.map((lists) => lists.filter(({ name }) => namesMeasure(name)));
  const areWhole = measures.every((lists) =>
    lists.length > 1 && lists.some(({ name }) => /^loss/.test(meaningOf(name)!.role))
  );
  const lengths = new Set(measures.map((lists) => Math.max(...lists.map(({ length }) => length))));
  return areWhole && (lengths.size > 1 || own.every((lists) => lists.some(({ name }) => isCounter(name))));
}

/** The first of the models, or the one that was asked for, with all of them beside it. */
function historyOfModels(
  names: readonly string[],
  contentOf: (name: string) => object,
  frame: Omit<LogFrame, "unit">,
): History {
  const { run, ...chosen } = frame.chosen ?? {};
  const read = (name: string, notes: readonly string[] = []) => {
    if (!names.includes(name)) throw new RangeError(`no run ${name} in it; it holds ${listed(names)}`);
    return historyFromNested(contentOf(name), { ...frame, chosen, notes: [...frame.notes ?? [], ...notes] });
  };
  if (run !== undefined) return read(run);
  const history = read(names[0], [`${names.length} histories in one file: ${names[0]} is read`]);
  return { ...history, runs: names, ...besideOf(names, frame.chosen, read) };
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

/**
 * What lists count: steps where they say so, or are placed many apart; or where a training loss of many entries stands above few
 * evaluations.
 */
function unitOf(lists: readonly List[]): "epoch" | "step" {
  if (lists.every(({ places }) => places !== undefined)) {
    const areSteps = lists.some(({ places, at }) =>
      places === "step" || places === "places" && at[at.length - 1] >= APART * at.length
    );
    return areSteps && !lists.some(({ places }) => places === "epoch") ? "step" : "epoch";
  }
  const lengths = lists.filter(({ path }) => namesMeasure(path.join("/"))).map(({ values }) => values.length);
  const longest = lengths.reduce((a, b) => Math.max(a, b), 0);
  return longest >= MANY_ROWS && lengths.some((length) => APART * length <= longest) ? "step" : "epoch";
}

/** Places between two entries from which on these are no epochs, and entries for each evaluation. */
const APART = 10;

/** What is one number a class, and no course. */
const OF_CLASSES = /(^|[_/ ])(per|by|each)_?class(es)?$/i;

/** The lists without those of an entry a class, where epochs are another number. */
function withoutClasses(lists: readonly List[]): readonly List[] {
  const isOfClasses = ({ path }: List) => OF_CLASSES.test(path.at(-1)!);
  const courses = new Set(lists.filter((list) => !isOfClasses(list)).map(({ values }) => values.length));
  return courses.size === 0
    ? lists
    : lists.filter((list) => !isOfClasses(list) || courses.has(list.values.length));
}

/** A list measured every k-th epoch is placed there; one of another length is taken from the first epoch on. */
function spreadOut(lists: readonly List[]): string[] {
  const measures = lists.filter(({ path }) => meaningOf(path.join("/")) !== undefined);
  const longest = measures.reduce((most, { at }) => Math.max(most, at[at.length - 1]), 0);
  return measures.filter(({ at }) => at[at.length - 1] < longest).map((list) => {
    const name = list.path.join("/"), length = list.at[list.at.length - 1], every = longest / length;
    const unit = unitOf(lists);
    if (!Number.isInteger(every)) {
      return `${name} has ${length} entries for ${longest} ${unit}s: taken from the first ${unit} on`;
    }
    list.at = list.at.map((place) => place * every);
    return `${name} has ${length} entries for ${longest} ${unit}s: taken as measured every ${every} ${unit}s`;
  });
}

export function isRow(value: unknown): value is Row {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !("nan" in value);
}

/** Whether this is a run of its own, one list a measure, and no row. */
export function holdsLists(value: unknown): value is Row {
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
  return columns.length > 0 &&
    (columns.every(({ name }) => BOOSTING.test(name)) || columns.every(({ name }) => OF_FOLDS.test(name)));
}

/** CatBoost's sets, which no other tool calls so. */
function isOfCatboost(columns: readonly Column[]): boolean {
  const sets = new Set(columns.map(({ name }) => name.split("/")[0]));
  return sets.has("learn") && [...sets].every((set) => /^(learn|validation(_\d+)?)$/.test(set));
}

/** What the libraries' cross-validations give: `valid l2-mean` with `valid l2-stdv`, `test-rmse-mean`. */
const OF_FOLDS = /^(?:train|valid|test|cv_agg)[ -][\w@.]+-(?:mean|stdv|std)$/;

const BOOSTING =
  /^[^/]+\/((m|multi_|binary_)?(logloss|error)|l1|l2|rmse|rmsle|mae|mape|auc(pr|_mu)?|(ndcg|map)(@\d+)?|quantile|poisson)$/;

/** XGBoost numbers its sets, and the first of several is by custom the training set. */
export function xgboostNames(columns: readonly Column[]): readonly Column[] {
  const numbered = columns.some(({ name }) => /^validation_1\//.test(name)) &&
    !columns.some(({ name }) => /^(train|learn)/.test(name));
  return numbered
    ? columns.map((c) => ({ ...c, name: c.name.replace(/^validation_0\//, "train/") }))
    : columns;
}
