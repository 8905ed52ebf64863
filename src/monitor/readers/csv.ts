/**
 * Tables: Keras's CSVLogger, Lightning's metrics.csv, Ultralytics, Stable-Baselines3, CatBoost's tsv, DVCLive, and their
 * like; with or without a header.
 *
 * @module
 */
import { parse } from "@std/csv";
import type { History } from "../records.ts";
import { longestOf } from "../logged.ts";
import { unitOf } from "../series.ts";
import { besideOf, ofEach } from "./beside.ts";
import { withMeaning } from "./chinese.ts";
import { meaningOf, saysSplit, wordsOf } from "./classify.ts";
import { createColumns, readCell, type ReadColumns } from "./csv_columns.ts";
import { someOf } from "../../text/mod.ts";
import { namesAbove } from "./header_names.ts";
import { listed, type LogFrame } from "./log.ts";
import { isCounter, isOtherCounter } from "./counters.ts";
import { refuseFinished } from "./finished_runs.ts";
import type { Cells } from "./places.ts";
import { guessedNames, meansOfLines, MOST_NAMELESS, refuseLists, refuseNameless } from "./nameless.ts";
import { ofListCells } from "./list_cells.ts";
import { historyFromNested } from "./nested.ts";
import { type LongForm, longForm, type RunTable } from "./long_form.ts";
import { historyFromCells } from "./rows.ts";
import { asPlainTable, type Block, sideBySide, withinBox } from "./table_layouts.ts";
import { upright } from "./transposed.ts";
import { isPhase } from "./phases.ts";
import { parted } from "./sets.ts";
import { refuseWide } from "./size.ts";
import { wandbExport } from "./wandb_export.ts";

/**
 * Reads a table. Blank cells are points that were not logged; columns that hold words are left out. Without a header the
 * columns are taken as (epoch,) loss and validation loss, and the note says so.
 *
 * @throws {TypeError | SyntaxError} one line that names the column and line.
 */
export function historyFromCsv(text: string, name: string, frame: Partial<LogFrame> = {}): History {
  const ended = withoutEnds(text);
  if (ended !== undefined) return historyFromCsv(ended, name, frame);
  if (isRuled(text)) return historyFromCsv(ofMarkdown(text), name, frame);
  const boxed = withinBox(text);
  if (boxed !== undefined) return historyFromCsv(boxed, name, frame);
  if (/^#\s*\{/.test(text)) return historyOfEpisodes(text, frame);
  if (text.startsWith(FLAIR)) return openTable(ofFlair(text), name, frame).history();
  if (COMMENTED.test(text)) return openTable(ofComment(text), name, frame).history();
  if (text.startsWith("[")) return openTable(text.replace(/^\[|\]$/gm, ""), name, frame).history();
  const lists = ofListCells(text);
  if (lists?.runs !== undefined) {
    return historyFromNested(lists.runs, { ...frame, format: "CSV with the curves of a run in a row" });
  }
  if (lists?.text !== undefined) {
    return historyFromCsv(lists.text, name, { ...frame, notes: [...frame.notes ?? [], lists.note!] });
  }
  const plain = asPlainTable(text);
  if (plain !== undefined) return historyFromCsv(plain, name, frame);
  const means = meansOfLines(manyALine(text), name);
  if (means !== undefined) {
    return historyFromCsv(means.text, name, { ...frame, notes: [...frame.notes ?? [], means.note] });
  }
  const turned = upright(text);
  if (turned !== undefined) return openTable(turned, name, frame).history();
  const long = longForm(text);
  if (long !== undefined) return historyOfLong(long, name, frame);
  const { last, count } = ofTables(text);
  const notes = [
    ...frame.notes ?? [],
    ...(count === 1 ? [] : [`${count} tables in one file: the last is read`]),
  ];
  return openTable(last, name, { ...frame, notes }).history();
}

/** The first run of a table in long form, with all of them beside it. */
function historyOfLong({ by, runs }: LongForm, name: string, frame: Partial<LogFrame>): History {
  const read = (run: RunTable, notes: readonly string[] = []) =>
    openTable(run.text, name, {
      ...frame,
      chosen: { ...frame.chosen, run: undefined },
      notes: [...frame.notes ?? [], ...notes],
    }).history();
  const [first] = runs, names = runs.map(({ name }) => name), wanted = frame.chosen?.run;
  if (runs.length === 1) return openTable(first.text, name, frame).history();
  const runNamed = (wanted: string) => {
    const run = runs.find(({ name }) => name === wanted);
    if (run === undefined) throw new RangeError(`no run ${wanted} in it; it holds ${names.join(", ")}`);
    return read(run);
  };
  if (wanted !== undefined) return runNamed(wanted);
  const history = read(first, [
    `${runs.length} runs in one table, told apart by ${by}: ${first.name} is read`,
  ]);
  return { ...history, runs: names, ...besideOf(names, frame.chosen, runNamed) };
}

/**
 * A run that is appended to a table writes a header of its own. What stands below the same header goes on, as long as it counts on
 * or anew; below another one a table of its own begins.
 */
function ofTables(text: string): { readonly last: string; readonly count: number } {
  const header = text.slice(0, text.indexOf("\n") >>> 0), [first] = header.split(/[,;\t]/, 1);
  if (!/^[a-z_]/i.test(header) || first === header || !text.includes(`\n${first}`)) {
    return { last: text, count: 1 };
  }
  const blocks: Block[] = [];
  let from = 0;
  const blockTo = (end: number): Block => {
    const [own, ...lines] = text.slice(from, end).split("\n");
    return { header: own, rows: lines.filter((line) => line !== own && line.trim() !== "") };
  };
  for (let at = text.indexOf(`\n${first}`); at >= 0; at = text.indexOf(`\n${first}`, at + 1)) {
    const line = text.slice(at + 1, text.indexOf("\n", at + 1) >>> 0);
    const own = text.slice(from, text.indexOf("\n", from) >>> 0);
    if (line === own || !/^[a-z_][^\d,;\t]*(?:[,;\t]\s*[a-z_][^,;\t]*)+$/i.test(line)) continue;
    blocks.push(blockTo(at));
    from = at + 1;
  }
  const last = blockTo(text.length), whole = blocks.length === 0 ? undefined : sideBySide([...blocks, last]);
  return whole === undefined
    ? { last: [last.header, ...last.rows].join("\n"), count: blocks.length + 1 }
    : { last: whole, count: 1 };
}

/** The cells of a table without a header, where its lines are long. */
function manyALine(text: string): readonly (readonly string[])[] {
  const first = text.slice(0, text.indexOf("\n") >>> 0);
  if (first.length < CHARACTERS_OF_MANY || /[a-df-z_]/i.test(first)) return [];
  const { separator, spaced } = partedLike(first);
  return [...partedBy(spaced ? undefined : separator)(text)];
}

/** Characters below which a line holds no hundred numbers. */
const CHARACTERS_OF_MANY = 200;

/** A line of numbers that ends with what parts them. */
const ENDED = /^(?:[-+\d.einfa ]+[,;])+[ \t]*$/i;

/** Numbers without a header, each with a comma behind it: nothing stands behind the last. */
function withoutEnds(text: string): string | undefined {
  const lines = text.split("\n", 2);
  if (!lines.every((line) => ENDED.test(line.slice(0, CHARACTERS)))) return undefined;
  const all = text.split("\n").filter((line) => line.trim() !== "");
  return all.every((line) => /[,;]\s*$/.test(line))
    ? all.map((line) => line.replace(/[,;]\s*$/, "")).join("\n")
    : undefined;
}

/** Characters of a line that are looked at. */
const CHARACTERS = 10_000;

/** Lines that are looked at to tell a table from other text. */
const LINES = 100;

/** Whether most lines have as many cells as the first, which are all numbers or none. */
export function looksLikeTable(text: string): boolean {
  // what is quoted is one cell, whatever it holds
  const lines = text.split("\n", LINES).filter((line) => line.trim() !== "").map((line) =>
    line.replace(/"[^"]*"/g, "quoted")
  );
  const { cellsOf } = partedLike(lines[0] ?? "");
  const first = cellsOf(lines[0] ?? ""), numbers = first.filter((cell) => typeof readCell(cell) === "number");
  const alike = lines.filter((line) => cellsOf(line).length === first.length);
  // a line of words is no header of one column, unless numbers stand below it
  const isColumn = first.length > 1 || lines.some((line) => typeof readCell(line) === "number");
  if (!isColumn) return false;
  return (numbers.length === 0 || numbers.length === first.length) && 2 * alike.length > lines.length;
}

/** What parts the cells of a table that begins with this line. */
function partedLike(header: string) {
  // tabs behind commas line the cells up
  const separator = /,\t/.test(header) && !/[^,]\t/.test(header)
    ? ","
    : ["\t", ";", ","].find((candidate) => header.includes(candidate)) ?? ",";
  const spaced = !header.includes(separator) && /\S\s+\S/.test(header);
  const cellsOf = (line: string) => spaced ? line.trim().split(/\s+/) : line.split(separator);
  return { separator, spaced, cellsOf };
}

/** A table of which more lines may come. */
export interface Table {
  /** Whether lines that come later mean what they would mean at once. */
  readonly canGrow: boolean;
  /** Takes in whole lines. */
  add(text: string): void;
  history(): History;
}

/** The table that begins with the text, which is neither Markdown's nor one of episodes. Errors are those of {@linkcode historyFromCsv}. */
export function openTable(text: string, name: string, frame: Partial<LogFrame> = {}): Table {
  const { canGrow, columns, parted, ...layout } = begun(text, name);
  return {
    canGrow,
    add: (more) => columns.add(parted(more)),
    history: () => historyOf(columns.read(), layout, frame),
  };
}

/** A table with the lines of its beginning, of whose text nothing is kept. */
function begun(text: string, name: string) {
  const header = text.slice(0, text.indexOf("\n") >>> 0);
  const { separator, spaced, cellsOf } = partedLike(header);
  refuseWide(cellsOf(header).length);
  const quoted = spaced || !text.includes('"')
    ? undefined
    : parse(text.trimEnd(), { separator }) as string[][];
  const parted = partedBy(spaced ? undefined : separator);
  const lines = () => quoted?.values() ?? parted(text);
  const [written = [], second]: (readonly string[])[] = [...lines().take(2)];
  const isShifted = spaced && second !== undefined && second.length !== written.length &&
    second.every((cell) => readCell(cell) !== undefined);
  const first = !isShifted
    ? written
    : hasIndex(written, lines)
    ? ["", ...written]
    : namesAbove(header, second.length);
  const headerless = first.every((cell) => cell.trim() !== "" && readCell(cell) !== undefined);
  const mlflow = headerless && first.length === 3 && /^\d{12,14}$/.test(first[0]);
  const found = mlflow
    ? ["timestamp", name, "step"]
    : headerless
    ? guessedNames([...lines()])
    : ofSet(ofTag(first.map((cell) => withMeaning(cell.trim())), name), name);
  const names: readonly string[] = structuredClone(
    headerless && !mlflow ? ofFile(found, name) : found,
  ); // a word that is cut out of a text holds all of it in memory
  if (second === undefined && (!headerless || first.length === 1)) {
    throw new TypeError("neither JSON nor a table with a header and rows");
  }
  const isNameless = headerless && !mlflow && !found.includes("loss");
  if (isNameless) refuseLists(lines());
  const columns = createColumns(names, spaced, headerless ? 1 : 2);
  columns.add(lines().drop(headerless ? 0 : 1));
  // what a word in its rows tells is seen in all of them
  const hasWords = second?.some((cell) => cell.trim() !== "" && readCell(cell) === undefined) === true;
  const canGrow = quoted === undefined && !headerless && !hasWords && !/^(\||\[|#)/.test(text) &&
    !text.startsWith(FLAIR);
  return { canGrow, columns, parted, names, mlflow, headerless, isNameless, separator };
}

/** What the first lines of a table say of it. */
type Layout = Pick<
  ReturnType<typeof begun>,
  "names" | "mlflow" | "headerless" | "isNameless" | "separator"
>;

function historyOf(read: ReadColumns, layout: Layout, frame: Partial<LogFrame>): History {
  const { count, words, phases, sets, note } = read;
  const { names, mlflow, headerless, isNameless, separator } = layout;
  const columns = sets === undefined ? read.columns : parted(read.columns, sets);
  refuseWords(names, words.size > 0);
  const numbered = new Map(columns.map(({ name, values }) => [name, values]));
  refuseFinished(names.map((name) => ({ name, values: numbered.get(name) ?? [words.get(name)] })));
  if (headerless && !mlflow) refuseWhole(columns);
  if (isNameless) refuseNameless(columns, count, frame.chosen);
  const exported = wandbExport(names, frame.chosen?.run);
  if (exported !== undefined) {
    const { runs } = exported;
    const kept = exported.columns.flatMap(([name, own]) =>
      columns.filter((column) => column.name === own).map((column) => ({ ...column, name }))
    );
    const notes = runs.length === 1 || frame.chosen?.run !== undefined
      ? []
      : [`${runs.length} runs in one table: ${runs[0]} is read`];
    const chosen = { ...frame.chosen, run: undefined };
    const history = historyFromCells(count, kept, { ...frame, chosen, format: "W&B export", notes });
    if (notes.length === 0) return history;
    const runNamed = (run: string) => historyOf(read, layout, { ...frame, chosen: { ...frame.chosen, run } });
    return { ...history, runs, ...besideOf(runs, frame.chosen, runNamed) };
  }
  const columnOf = new Map(names.map((name, column) => [name, column])); // the last of that name
  const twice = names.find((name, column) => name !== "" && columnOf.get(name) !== column);
  const format = mlflow ? "MLflow metric file" : headerless ? "CSV" : formatOf(names, separator);
  const history = historyFromCells(
    count,
    format === "fastai CSVLogger" ? columns.map(ofValidation) : columns,
    {
      ...frame,
      format,
      words,
      notes: [
        ...frame.notes ?? [],
        ...(note === undefined ? [] : [note]),
        ...(headerless && !mlflow
          ? [
            `no header, so columns are taken as ${
              someOf(names, MOST_NAMELESS)
            }; a first line with their names would tell more`,
          ]
          : []),
        ...(twice === undefined ? [] : [`several columns are called ${twice}: the last is read`]),
      ],
    },
    phases,
    names.find(isPhase),
  );
  return format === "CSV"
    ? ofEach(history, (one) => ({ ...one, format: `CSV, ${rowsOf(one, names)}` }))
    : history;
}

/** What a row stands for. */
function rowsOf(history: History, names: readonly string[]): string {
  const { unit, at = [] } = history;
  const isCounted = history.counted !== undefined ||
    names.some((name) => isOtherCounter(name) || COUNTER.test(wordsOf(name).join("_")));
  if (!isCounted) return unit === "step" ? "rows taken as steps" : "rows taken as epochs from 1";
  if (unit === "epoch") return at.length < longestOf(history) ? "several rows an epoch" : "one row an epoch";
  return `one row a logged ${unitOf(history)}`;
}

/** What parts a text into the cells of one line after the other; without a separator they stand between spaces. */
function partedBy(separator: string | undefined) {
  return function* (text: string): Generator<readonly string[]> {
    for (let from = 0; from < text.length;) {
      const end = text.indexOf("\n", from) >>> 0;
      const line = text.slice(from, end);
      from = end + 1;
      if (separator === undefined) yield line.trim().split(/\s+/);
      else if (line !== "") yield line.split(separator);
    }
  };
}

/** Whether an index without a name stands before each row, as pandas prints a table: 0, 1, 2, ... beside what counts by its name. */
function hasIndex(names: readonly string[], lines: () => Iterable<readonly string[]>): boolean {
  const rows = [...lines()].slice(1);
  const isIndex = rows.length > 1 &&
    rows.every((row, i) => row.length === names.length + 1 && Number(row[0]) === i);
  return isIndex && (!isCounter(names[0]) || rows.every((row) => Number.isInteger(Number(row[1]))));
}

/** Rows that hold words and count neither epochs nor steps are things, not moments of a training. */
function refuseWords(names: readonly string[], hasWords: boolean): void {
  const counts = names.some((name) => {
    const words = wordsOf(name).join("_");
    return COUNTER.test(words) || TIME.test(words);
  });
  if (!counts && hasWords) {
    throw new TypeError(
      `no history of a training: rows of ${names[0]} with ${
        listed(names.slice(1))
      }, and neither epoch nor step`,
    );
  }
}

/** Whole numbers without a name are ids, classes or places in a picture, and no losses. */
function refuseWhole(columns: readonly Cells[]): void {
  const loss = columns.find(({ name }) => name === "loss");
  if (loss === undefined || !loss.values.every((value) => Number.isInteger(value))) return;
  throw new TypeError(
    "no history of a training: no header, and whole numbers alone where losses are expected (--train names a column)",
  );
}

/** What tells moments apart and counts none. */
const TIME = /(^|_)time(stamp)?(_|$)/;

/** What counts moments of a training. */
const COUNTER =
  /(^|_)(epochs?|ep|epoche|steps?|iter|iters|iterations?|round|episodes?|generations?|cycles?|games?|updates?|batch|timesteps)(_|$)/;

/** A Markdown table below other text: its header and the line under that. */
const MARKDOWN = /^\|[^\n]{1,2000}\|[ \t]*\n\|[ :|-]{2,2000}\|[ \t]*$/m;

/** Whether rows stand between bars: Markdown's, or those of a table that is ruled with signs. */
function isRuled(text: string): boolean {
  return text.startsWith("|") ||
    text.includes("\n|") && (/^\+[-=+]{2,2000}\n\|/.test(text) || MARKDOWN.test(text));
}

/** The rows of a Markdown table, their cells parted by tabs. */
function ofMarkdown(text: string): string {
  const rows = text.split("\n").filter((line) => line.startsWith("|") && !/^[|\s:-]+$/.test(line));
  return rows.map((row) => row.split("|").slice(1, -1).map((cell) => cell.trim()).join("\t")).join("\n");
}

/** Names behind a hash above numbers, as NumPy's savetxt writes them for gnuplot: DeePMD's lcurve.out, DeepXDE's loss.dat. */
const COMMENTED = /^#[ \t]*[A-Za-z_][^\n]*\n(?:#[^\n]*\n)*[ \t]*[-+\d.]/;

/** The table below its last line behind a hash; its header is parted otherwise than its rows. */
function ofComment(text: string): string {
  const lines = text.split("\n"), rows = lines.filter((line) => !line.startsWith("#"));
  const header = lines[lines.findIndex((line) => !line.startsWith("#")) - 1].slice(1).trim();
  const { cellsOf } = partedLike(rows[0]), names = namesAbove(header, cellsOf(rows[0].trim()).length);
  return [names, ...rows.map((row) => cellsOf(row.trim()))].map((cells) => cells.join("\t")).join("\n");
}

/** How Flair's loss.tsv begins. */
const FLAIR = "EPOCH\tTIMESTAMP\t";

/** Flair parts the training loss from what follows by two tabs, and writes a line for what it did not measure. */
function ofFlair(text: string): string {
  return text.replaceAll("\t\t", "\t").replace(/\t_(?=\t|$)/gm, "\t");
}

/** What a column is called that holds one measure and does not say which. */
const VALUE = /^(values?|metrics?)$/i;

/**
 * The file's name in the place of a column that says of no measure what it is: TensorBoard's download of one series is called
 * run-RUN-tag-TAG.csv, or what it was renamed to; so does whoever writes a Series of pandas, which has a number for a name.
 */
function ofTag(names: readonly string[], file: string): readonly string[] {
  const tag = file.replace(/^.*tag-/, "").replace(/\.(csv|tsv|txt)$/, "");
  if (names.join() === ",0") return ["", tag];
  if (names.join() === "Wall time,Step,Value") {
    return ["Wall time", "Step", meaningOf(tag) === undefined ? `${tag}, taken as a loss` : tag];
  }
  const value = names.findIndex((name) => VALUE.test(name)), { role } = meaningOf(tag) ?? {};
  const isAlone = value >= 0 &&
    (role === "metric" || role === "reward" || role === "loss" || role === "loss term") &&
    names.every((name, i) => i === value || !/loss|metric|reward/.test(meaningOf(name)?.role ?? ""));
  return isAlone ? names.with(value, tag) : names;
}

/** Guessed names, with the metric or reward by which a file of one series is called, as `val_acc.txt`, where that is more than a guess. */
export function ofFile(guessed: readonly string[], file: string): readonly string[] {
  const name = file.replace(/\.\w{1,5}$/, ""), { role } = meaningOf(name) ?? {};
  const isAlone = guessed.includes("loss") && !guessed.includes("val_loss");
  return isAlone && (role === "metric" || role === "reward")
    ? guessed.map((guess) => guess === "loss" ? name : guess)
    : guessed;
}

/** CatBoost's test_error.tsv was measured on held-out rows and says so in the file's name alone. */
function ofSet(names: readonly string[], file: string): readonly string[] {
  return names[0] === "iter" && /^test_error(\.tsv)?$/.test(file)
    ? names.map((name) => name === "iter" ? name : `validation/${name}`)
    : names;
}

/** Monitor of OpenAI's baselines and of Stable-Baselines3: a line of JSON behind a hash, then reward, length and seconds of each episode. */
function historyOfEpisodes(text: string, frame: Partial<LogFrame>): History {
  const names: Readonly<Record<string, string>> = { r: "episode_reward", l: "episode_length", t: "seconds" };
  const [header = "", ...lines] = text.split("\n").slice(1);
  const named = header.split(",").map((name) => names[name.trim()] ?? name).join(",");
  const history = historyFromCsv([named, ...lines].join("\n"), "value", frame);
  return ofEach(history, (one) => ({
    ...one,
    format: text.startsWith("#{") ? "Stable-Baselines3 monitor.csv" : "OpenAI baselines monitor.csv",
    counted: "episode",
  }));
}

/** fastai measures its metrics on validation rows and does not say so. */
function ofValidation(column: Cells): Cells {
  const own = ["epoch", "time", "dur"];
  return own.includes(column.name) || saysSplit(column.name)
    ? column
    : { ...column, name: `valid_${column.name}` };
}

/** Whose table it is, by the columns that its framework documents. */
function formatOf(names: readonly string[], separator: string): string {
  const has = (name: string) => names.includes(name);
  if (names.some((name) => /^metrics\/(mAP|accuracy_top)/.test(name))) return `${yoloOf(names)} results.csv`;
  if (names.some((name) => /^(rollout|time|train)\/(ep_|fps|n_updates|total_timesteps)/.test(name))) {
    return "Stable-Baselines3 progress.csv";
  }
  if (has("iter") && separator === "\t") return "CatBoost tsv";
  if (has("epoch") && has("step")) return "Lightning metrics.csv";
  if (has("train_loss") && has("eval_top1")) return "timm summary.csv";
  if (has("train_loss") && has("valid_loss") && has("dur")) return "skorch";
  if (has("epoch") && has("train_loss") && has("valid_loss")) return "fastai CSVLogger";
  if (names.join("\t").startsWith(FLAIR)) return "Flair loss.tsv";
  if (has("epoch") && has("loss")) return "Keras CSVLogger";
  return "CSV";
}

/** YOLOv5 and YOLOv9 name the overlap behind a line and have their losses; what they classify they call test rows. */
function yoloOf(names: readonly string[]): string {
  const isOlder = names.some((name) => name.startsWith("metrics/mAP_") || name === "test/loss");
  if (!isOlder) return "Ultralytics";
  return names.includes("train/dfl_loss") ? "YOLOv9" : "YOLOv5";
}
