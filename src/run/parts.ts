/**
 * Folders in which one run lies in several files.
 *
 * @module
 */
import { naming, readStart } from "../boundary/mod.ts";
import type { History } from "../monitor/mod.ts";
import { EPOCH_FILE, historyFromEpochs } from "../monitor/readers/allennlp.ts";
import { meaningOf } from "../monitor/readers/classify.ts";
import { isCounter } from "../monitor/readers/counters.ts";
import { openEvents } from "../monitor/readers/event_file.ts";
import { type Chosen, historyFromParts, type Part, readHistory } from "../monitor/readers/mod.ts";
import { readHistoryBytes } from "./history_bytes.ts";
import { isEventFile, isHistoryFile, KNOWN_FILES } from "./known_files.ts";

/** The files of one run, each with its name in the folder. */
interface Parts {
  readonly format: string;
  readonly counted?: "iteration";
  readonly manySeries: boolean;
  /** Whether each file goes on where the one before it ended. */
  readonly isContinued?: true;
  readonly files: readonly { readonly name: string; readonly path: string }[];
}

/** What folders and runs of one set of rows are called. */
const SET = "train|training|val|valid|validation|eval|test";
const FOLDER_OF_SET = new RegExp(`^(${SET})$`);
const RUN_OF_SET = new RegExp(`[_.-](${SET})$`);

/** What CatBoost's tables are called. */
const CATBOOST_TABLES = "CatBoost tsv";

/** CatBoost's tables of each set; its one file of both is written on request alone, and read before them. */
const CATBOOST: readonly (readonly [string, string])[] = [
  ["learn_error.tsv", "learn"],
  ["test_error.tsv", "validation"],
];

/**
 * The parts of the run in this folder, if it is one that a tool spreads out: MLflow, DVCLive, TensorBoard's folders by set or
 * its downloads or its files one after the other, CatBoost's tables by set, AllenNLP's epochs; or files that are called by
 * what they measure.
 */
export function partsOf(folder: string): Parts | undefined {
  const entries = entriesOf(folder);
  const has = (...names: string[]) => entries.some(({ name }) => names.includes(name));
  const ofMlflow = mlflowFiles(folder, has("metrics"), has("params", "meta.yaml", "tags"));
  if (ofMlflow.length > 0) return { format: "MLflow run", manySeries: false, files: ofMlflow };
  const live = dvcliveFiles(folder, entries);
  if (live.length > 0) return { format: "DVCLive", manySeries: false, files: live };
  const sets = entries.filter(({ name, isDirectory }) => isDirectory && FOLDER_OF_SET.test(name)).flatMap(
    ({ name }) => {
      const events = entriesOf(`${folder}/${name}`).filter(({ name }) => isEventFile(name));
      return events.map((file) => ({ name, path: `${folder}/${name}/${file.name}` }));
    },
  );
  if (new Set(sets.map(({ name }) => name)).size >= 2) {
    return { format: "TensorBoard event files", manySeries: true, files: sets };
  }
  const bySet = tablesBySet(folder, entries);
  if (bySet !== undefined) return bySet;
  const tables = CATBOOST.filter(([table]) => has(table)).map(([table, name]) => ({
    name,
    path: `${folder}/${table}`,
  }));
  if (tables.length > 0 && !has("catboost_training.json")) {
    return { format: CATBOOST_TABLES, counted: "iteration", manySeries: true, files: tables };
  }
  const files = entries.filter(({ isFile }) => isFile).map(({ name }) => ({
    name,
    path: `${folder}/${name}`,
  }));
  const epochs = files.filter(({ name }) => EPOCH_FILE.test(name));
  if (epochs.length > 0) return { format: "AllenNLP", manySeries: true, files: epochs };
  const events = files.filter(({ name }) => isEventFile(name));
  // a run that is resumed, or evaluated afterwards, goes on in a file of its own
  const isBeside = ({ name }: { readonly name: string }) =>
    /\.(csv|tsv|jsonl|log)$/.test(name) || isHistoryFile(name);
  if (events.length >= 2 && !files.some(isBeside)) {
    return { format: "TensorBoard event files", manySeries: true, isContinued: true, files: events };
  }
  const [one, ...others] = downloadedRuns(files.map(({ path }) => path));
  if (one !== undefined) return others.length === 0 && one.files.length >= 2 ? one : undefined;
  const measures = has(...KNOWN_FILES) ? [] : files.flatMap(({ name, path }) => {
    const measure = name.replace(MEASURE_FILE, "");
    return measure !== name && !FOLDER_OF_SET.test(measure) && isMeasure(measure)
      ? [{ name: measure, path }]
      : [];
  });
  return measures.length >= 2 ? { format: "a file a series", manySeries: false, files: measures } : undefined;
}

/** A line of MLflow's store: when, how much, at which step. */
const MLFLOW_LINE = /^\d{10,16} \S+ \d+\r?(?:\n|$)/;

/**
 * The series of a run of MLflow. Often only its metrics are kept or committed; what tells them without the files beside them
 * is how they begin.
 */
function mlflowFiles(folder: string, hasMetrics: boolean, isMarked: boolean): Parts["files"] {
  const isMetrics = /(^|\/)metrics$/.test(folder);
  if (!hasMetrics && !isMetrics) return [];
  const files = filesBelow(hasMetrics ? `${folder}/metrics` : folder);
  const isOne = ({ path }: { readonly path: string }) =>
    MLFLOW_LINE.test(new TextDecoder().decode(readStart(path, HEADER)));
  return isMarked && hasMetrics ? files : files.length > 0 && isOne(files[0]) ? files.filter(isOne) : [];
}

/** What a table of all series of one set of rows is called. */
const TABLE_OF_SET = new RegExp(
  `^(${SET})(?:[_-]?(?:logs?|history|metrics|results|stats|losses))?\\.(?:csv|tsv|jsonl)$`,
);

/**
 * One run by its sets of rows: folders `train`, `val` or `test` with a table a series, called by what it measures; or a table a set, which
 * counts and measures.
 */
function tablesBySet(folder: string, entries: readonly Deno.DirEntry[]): Parts | undefined {
  const isSeveral = (files: Parts["files"]) => new Set(files.map(({ name }) => name.split("/")[0])).size >= 2;
  const series = entries.filter(({ name, isDirectory }) => isDirectory && FOLDER_OF_SET.test(name)).flatMap(
    ({ name: set }) =>
      entriesOf(`${folder}/${set}`).filter(({ isFile }) => isFile).flatMap(({ name }) => {
        const measure = name.replace(MEASURE_FILE, "");
        const isOne = measure !== name && isMeasure(measure);
        return isOne ? [{ name: `${set}/${measure}`, path: `${folder}/${set}/${name}` }] : [];
      }),
  );
  if (isSeveral(series)) {
    const format = series.every(({ path }) => isDvclive(path)) ? "DVCLive" : "a file a series";
    return { format, manySeries: false, files: series };
  }
  const tables = entries.flatMap(({ name, isFile }) => {
    const set = isFile ? name.match(TABLE_OF_SET)?.[1] : undefined, path = `${folder}/${name}`;
    return set !== undefined && isLogTable(path) ? [{ name: set, path }] : [];
  });
  const isOneEach = new Set(tables.map(({ name }) => name)).size === tables.length;
  return isSeveral(tables) && isOneEach && tables.some(({ name }) => name.startsWith("train"))
    ? { format: "a table a set of rows", manySeries: true, files: tables }
    : undefined;
}

/** Characters of a header that are looked at. */
const HEADER = 2000;

/** Whether a table's header counts epochs or steps, and measures. */
function isLogTable(file: string): boolean {
  const [header] = new TextDecoder().decode(readStart(file, HEADER)).split(/\r?\n/, 1);
  const names = header.startsWith("{")
    ? [...header.matchAll(/"([^"]{1,100})"\s*:/g)].map(([, name]) => name)
    : header.split(/[,;\t]/).map((name) => name.trim());
  return names.some(isCounter) && names.some(isMeasure);
}

/** How DVCLive 1.x began the file of a series. */
const DVCLIVE = "timestamp\tstep\t";

/**
 * The series of a run of DVCLive, named by their path: below plots/metrics since 2.0; before that below scalars, or beside its
 * report, where the first line of each file tells it from other tables.
 */
function dvcliveFiles(folder: string, entries: readonly Deno.DirEntry[]): Parts["files"] {
  const tablesBelow = (place: string) => filesBelow(place).filter(({ name }) => name.endsWith(".tsv"));
  const has = (name: string) => entries.some((entry) => entry.name === name && entry.isDirectory);
  const isMarked = /(^|\/)(dvclive|scalars)$/.test(folder) ||
    entries.some(({ name, isFile }) => isFile && name.endsWith(".tsv") && isDvclive(`${folder}/${name}`));
  const tables = has("plots") && entriesOf(`${folder}/plots`).some(({ name }) => name === "metrics")
    ? tablesBelow(`${folder}/plots/metrics`)
    : has("scalars") || isMarked
    ? tablesBelow(has("scalars") ? `${folder}/scalars` : folder).filter(({ path }) => isDvclive(path))
    : [];
  return tables.map(({ name, path }) => ({ name: name.replace(/\.tsv$/, ""), path }));
}

function isDvclive(file: string): boolean {
  return new TextDecoder().decode(readStart(file, DVCLIVE.length)) === DVCLIVE;
}

/** What a file may be called that holds one series, behind the series' name. */
const MEASURE_FILE = /\.(txt|dat|csv|tsv)$/;

/** Whether a file of this name holds a measure of training. */
function isMeasure(name: string): boolean {
  return ["loss", "loss term", "metric", "reward"].includes(meaningOf(name)?.role ?? "");
}

/** TensorBoard's download of one series. A run in folders by set is called by both. */
const DOWNLOAD = /(?:^|\/)run-(.+?)-tag-(.+)\.csv$/;

/** A run by its downloads, and what it is called: their path up to the tag. */
export interface Downloaded extends Parts {
  readonly path: string;
}

/** The runs of which these are downloads, a file a tag; other paths are left out. */
export function downloadedRuns(paths: readonly string[]): readonly Downloaded[] {
  const downloads = paths.flatMap((path) => {
    const tag = path.match(DOWNLOAD)?.[2];
    if (tag === undefined) return [];
    const run = path.slice(0, -`-tag-${tag}.csv`.length), set = run.match(RUN_OF_SET)?.[1];
    return [{ run: run.replace(RUN_OF_SET, ""), name: set === undefined ? tag : `${set}/${tag}`, path }];
  });
  return [...Map.groupBy(downloads, ({ run }) => run)].map(([path, files]) => ({
    path,
    format: "TensorBoard downloads",
    manySeries: false,
    files,
  }));
}

/** Reads the parts as one history; a file that is no measure of training is left out. */
export function readParts(
  folder: string,
  { format, counted, manySeries, isContinued, files }: Parts,
  chosen: Chosen,
  isGrowing = false,
): History {
  if (isContinued) return readContinued(folder, files, chosen);
  if (files.every(({ name }) => EPOCH_FILE.test(name))) return readEpochs(folder, files, chosen);
  const leftOut: string[] = [], refused: (() => never)[] = [];
  const together = Map.groupBy(files, ({ name }) => name);
  const parts = [...together].flatMap(([name, [{ path }, ...others]]): Part[] => {
    try {
      const history = others.length > 0
        ? historyOfEvents([path, ...others.map(({ path }) => path)])
        : readHistory(readHistoryBytes(path), { name: columnOf(name), isGrowing });
      return [{ name, history }];
    } catch (error) {
      if (!(error instanceof TypeError || error instanceof SyntaxError)) throw error;
      leftOut.push(name);
      refused.push(() =>
        naming(path, () => {
          throw error;
        })
      );
      return [];
    }
  });
  if (parts.length === 0) refused[0]?.();
  const { kept, note } = format === CATBOOST_TABLES ? ofOneRun(parts) : { kept: parts };
  const history = naming(
    folder,
    () => historyFromParts(kept, { format, ...(counted && { counted }), manySeries, chosen }),
  );
  const others = parts.filter((part) => !kept.includes(part)).map(({ name }) => name);
  return {
    ...history,
    leftOut: [...history.leftOut ?? [], ...leftOut, ...others],
    notes: note === undefined ? history.notes : [note, ...history.notes],
  };
}

/**
 * The parts that are of one run. CatBoost writes a line into both tables at each iteration: where one is much longer, another run
 * left the other there, and what was measured on held-out rows is kept.
 */
function ofOneRun(parts: readonly Part[]): { readonly kept: readonly Part[]; readonly note?: string } {
  const [learn, held] = ["learn", "validation"].map((name) => parts.find((part) => part.name === name));
  if (learn === undefined || held === undefined) return { kept: parts };
  const [learned, measured] = [learn, held].map(({ history: { at = [] } }) => at.at(-1) ?? 0);
  if (Math.abs(learned - measured) <= APART * Math.max(learned, measured)) return { kept: parts };
  return {
    kept: [held],
    note:
      `learn_error.tsv ends at iteration ${learned} and test_error.tsv at ${measured}: they are of two runs, and read is test_error.tsv`,
  };
}

/** Share of its iterations that a run which was broken off may not have written into one of its tables yet. */
const APART = 0.1;

/** What the column of a file's values is called. A reading is no training by itself, and is one series of a run all the same. */
function columnOf(name: string): string {
  return meaningOf(name)?.role === "reading" ? "loss" : name.split("/").at(-1)!;
}

/** Event files, each of which goes on where the one before it ended. */
function readContinued(folder: string, files: Parts["files"], chosen: Chosen): History {
  return naming(folder, () => historyOfEvents(files.map(({ path }) => path), chosen));
}

function historyOfEvents(paths: readonly string[], chosen: Chosen = {}): History {
  const events = openEvents();
  for (const path of paths) naming(path, () => events.add(readHistoryBytes(path)));
  const history = events.history(chosen);
  return { ...history, notes: [...history.notes, `${paths.length} event files are read as one run`] };
}

/** AllenNLP's epochs. */
function readEpochs(folder: string, files: Parts["files"], chosen: Chosen): History {
  const epochs = files.map(({ name, path }) => ({
    epoch: Number(name.match(EPOCH_FILE)![1]),
    text: new TextDecoder().decode(readHistoryBytes(path)),
  }));
  return naming(folder, () => historyFromEpochs(epochs, chosen));
}

function entriesOf(folder: string): readonly Deno.DirEntry[] {
  try {
    return [...Deno.readDirSync(folder)].toSorted((a, b) => a.name < b.name ? -1 : 1);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) return [];
    throw error;
  }
}

/** All files below a folder, named by their path in it. */
function filesBelow(folder: string, prefix = ""): { readonly name: string; readonly path: string }[] {
  return entriesOf(folder).flatMap(({ name, isDirectory, isFile }) =>
    isDirectory
      ? filesBelow(`${folder}/${name}`, `${prefix}${name}/`)
      : isFile
      ? [{ name: prefix + name, path: `${folder}/${name}` }]
      : []
  );
}
