/**
 * Tables: Keras's CSVLogger, Lightning's metrics.csv, Ultralytics, Stable-Baselines3, CatBoost's tsv, DVCLive, and their
 * like; with or without a header.
 *
 * @module
 */
import type { History } from "../records.ts";
import { ofTables } from "./appended_tables.ts";
import { besideOf, ofEach } from "./beside.ts";
import type { LogFrame } from "./log.ts";
import { ofListCells } from "./list_cells.ts";
import { type LongForm, longForm, type RunTable } from "./long_form.ts";
import { COMMENTED, isRuled, ofComment, ofFlair, ofMarkdown, withoutEnds } from "./marked_tables.ts";
import { meansOfLines } from "./nameless.ts";
import { historyFromNested } from "./nested.ts";
import { openTable } from "./open_table.ts";
import { partedBy, partedLike } from "./separator.ts";
import { FLAIR } from "./table_formats.ts";
import { asPlainTable, withinBox } from "./table_layouts.ts";
import { upright } from "./transposed.ts";

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

/** The cells of a table without a header, where its lines are long. */
function manyALine(text: string): readonly (readonly string[])[] {
  const first = text.slice(0, text.indexOf("\n") >>> 0);
  if (first.length < CHARACTERS_OF_MANY || /[a-df-z_]/i.test(first)) return [];
  const { separator, spaced } = partedLike(first);
  return [...partedBy(spaced ? undefined : separator)(text)];
}

/** Characters below which a line holds no hundred numbers. */
const CHARACTERS_OF_MANY = 200;

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
