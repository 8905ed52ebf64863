/**
 * A plain table, line by line: its header, its columns, and the history that these make; more lines may come.
 *
 * @module
 */
import { parse } from "@std/csv";
import { someOf } from "../../text/mod.ts";
import type { History } from "../records.ts";
import { besideOf, ofEach } from "./beside.ts";
import { withMeaning } from "./chinese.ts";
import { hasIndex, ofFile, ofSet, ofTag } from "./column_names.ts";
import { createColumns, readCell, type ReadColumns } from "./csv_columns.ts";
import { refuseFinished } from "./finished_runs.ts";
import { namesAbove } from "./header_names.ts";
import type { LogFrame } from "./log.ts";
import { guessedNames, MOST_NAMELESS, refuseLists, refuseNameless } from "./nameless.ts";
import { isPhase } from "./phases.ts";
import { historyFromCells } from "./rows.ts";
import { refuseWhole, refuseWords, rowsOf } from "./rows_are.ts";
import { partedBy, partedLike } from "./separator.ts";
import { parted } from "./sets.ts";
import { refuseWide } from "./size.ts";
import { FLAIR, formatOf, ofValidation } from "./table_formats.ts";
import { wandbExport } from "./wandb_export.ts";

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

/** @throws {TypeError} where a header has fewer names than its rows have numbers, so that no name is sure to stand above its own. */
function refuseUnnamed(names: readonly string[], columns: ReadColumns["columns"]): void {
  const named = names.findLastIndex((name) => name !== "") + 1;
  if (named === 0 || names.length - named < 2 || !columns.some(({ name }) => name === "")) return;
  throw new TypeError(
    `the first line names ${named} of ${names.length} columns, so which name belongs to which is not known: add those that are missing`,
  );
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
  refuseWords(names, words.values());
  refuseUnnamed(names, columns);
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
  // a column that tells training rows from validation rows is in none of the tables that frameworks document
  const format = mlflow
    ? "MLflow metric file"
    : headerless || sets !== undefined
    ? "CSV"
    : formatOf(names, separator);
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
