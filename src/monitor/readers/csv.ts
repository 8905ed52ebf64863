/**
 * Tables: Keras's CSVLogger, Lightning's metrics.csv, Ultralytics, Stable-Baselines3, CatBoost's tsv, DVCLive, and their
 * like; with or without a header.
 *
 * @module
 */
import { parse } from "@std/csv";
import type { History } from "../records.ts";
import { wordsOf } from "./classify.ts";
import { listed, type LogFrame } from "./log.ts";
import { historyFromRows, type Row } from "./rows.ts";

/**
 * Reads a table. Blank cells are points that were not logged; columns that hold words are left out. Without a header the
 * columns are taken as (epoch,) loss and validation loss, and the note says so.
 *
 * @throws {TypeError | SyntaxError} one line that names the column and line.
 */
export function historyFromCsv(text: string, name: string, frame: Partial<LogFrame> = {}): History {
  if (text.startsWith("|")) return historyFromCsv(ofMarkdown(text), name, frame);
  if (text.startsWith("#{")) return historyOfEpisodes(text, frame);
  const header = text.slice(0, text.indexOf("\n") >>> 0);
  const separator = ["\t", ";", ","].find((candidate) => header.includes(candidate)) ?? ",";
  const spaced = !header.includes(separator) && /\S\s+\S/.test(header);
  const cells = spaced
    ? text.split("\n").map((line) => line.trim().split(/\s+/))
    : parse(text.trimEnd(), { separator }) as string[][];
  const headerless = cells[0].every((cell) => cell.trim() !== "" && readCell(cell) !== undefined);
  const mlflow = headerless && cells[0].length === 3 && /^\d{12,14}$/.test(cells[0][0]);
  const names = mlflow
    ? ["timestamp", name, "step"]
    : headerless
    ? guessedNames(cells)
    : ofTag(cells[0].map((cell) => cell.trim()), name);
  const lines = headerless ? cells : cells.slice(1);
  if (lines.length === 0 || cells.length === 1 && cells[0].length === 1) {
    throw new TypeError("neither JSON nor a table with a header and rows");
  }
  const numeric = names.map((_, column) => {
    const filled = lines.find((line) => (line[column] ?? "").trim() !== "");
    return filled !== undefined && readCell(filled[column]) !== undefined;
  });
  refuseWords(names, numeric);
  const rows = lines.filter((line) => line.length >= Math.min(names.length, 2) || line[0] !== "").map(
    readLine,
  );
  const exported = wandbExport(names);
  if (exported !== undefined) {
    const kept = rows.map((row) =>
      Object.fromEntries(
        exported.columns.flatMap(([name, column]) => row[column] === undefined ? [] : [[name, row[column]]]),
      )
    );
    return historyFromRows(kept, { ...frame, format: "W&B export", notes: exported.notes });
  }
  const twice = names.find((name, column) => name !== "" && names.indexOf(name) < column);
  const format = mlflow ? "MLflow metric file" : formatOf(names, separator);
  return historyFromRows(format === "fastai CSVLogger" ? rows.map(ofValidation) : rows, {
    ...frame,
    format,
    notes: [
      ...(headerless && !mlflow ? [`no header: columns taken as ${names.join(", ")}`] : []),
      ...(twice === undefined ? [] : [`several columns are called ${twice}: the last is read`]),
    ],
  });

  function readLine(line: readonly string[], index: number): Row {
    const row: Record<string, unknown> = {};
    for (let column = 0; column < names.length; column++) {
      if (!numeric[column]) continue;
      const value = readCell(line[column] ?? "");
      if (value === undefined) {
        throw new TypeError(
          `${names[column]}, line ${index + 2}: expected a number, got ${JSON.stringify(line[column])}`,
        );
      }
      row[names[column]] = Number.isNaN(value) ? { nan: true } : value;
    }
    return row;
  }
}

/** Rows that begin with words and count neither epochs nor steps are things, not moments of a training. */
function refuseWords(names: readonly string[], numeric: readonly boolean[]): void {
  const counts = names.some((name) => AXIS.test(wordsOf(name).join("_")));
  if (!counts && !numeric[0] && names[0] !== "") {
    throw new TypeError(
      `no history of a training: rows of ${names[0]} with ${
        listed(names.slice(1))
      }, and neither epoch nor step`,
    );
  }
}

const AXIS =
  /(^|_)(epochs?|ep|epoche|steps?|iter|iters|iterations?|round|episodes?|batch|time|timesteps|timestamp)(_|$)/;

/** The rows of a Markdown table, their cells parted by tabs. */
function ofMarkdown(text: string): string {
  const rows = text.split("\n").filter((line) => line.startsWith("|") && !/^[|\s:-]+$/.test(line));
  return rows.map((row) => row.split("|").slice(1, -1).map((cell) => cell.trim()).join("\t")).join("\n");
}

/** TensorBoard's download of one series names it in the file's name alone: run-RUN-tag-TAG.csv. */
function ofTag(names: readonly string[], file: string): readonly string[] {
  const tag = file.match(/tag-(.+?)(?:\.csv)?$/)?.[1];
  return tag !== undefined && names.join() === "Wall time,Step,Value" ? ["Wall time", "Step", tag] : names;
}

/** Stable-Baselines3's Monitor: a line of JSON behind a hash, then reward, length and seconds of each episode. */
function historyOfEpisodes(text: string, frame: Partial<LogFrame>): History {
  const names: Readonly<Record<string, string>> = { r: "episode_reward", l: "episode_length", t: "seconds" };
  const [header = "", ...lines] = text.split("\n").slice(1);
  const named = header.split(",").map((name) => names[name.trim()] ?? name).join(",");
  const history = historyFromCsv([named, ...lines].join("\n"), "value", frame);
  return {
    ...history,
    format: "Stable-Baselines3 monitor.csv",
    notes: [...history.notes, "one row an episode"],
  };
}

/** W&B's export of a chart: "run - metric" for each run, with the least and the most of what a step stands for. */
function wandbExport(names: readonly string[]) {
  const [axis] = names;
  const mine = names.filter((name) => names.includes(`${name}__MIN`) && name.includes(" - "));
  if (mine.length === 0) return undefined;
  const runOf = (name: string) => name.slice(0, name.lastIndexOf(" - "));
  const runs = [...new Set(mine.map(runOf))];
  const columns = mine.filter((name) => runOf(name) === runs[0]).map((name): [string, string] => [
    name.slice(runs[0].length + 3),
    name,
  ]);
  const notes = runs.length === 1 ? [] : [`${runs.length} runs in one table: ${runs[0]} is read`];
  return { columns: [[axis, axis] as [string, string], ...columns], notes };
}

/** fastai measures its metrics on validation rows and does not say so. */
function ofValidation(row: Row): Row {
  const own = ["epoch", "train_loss", "valid_loss", "time"];
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [own.includes(name) ? name : `valid_${name}`, value]),
  );
}

/** Whose table it is, by the columns that its framework documents. */
function formatOf(names: readonly string[], separator: string): string {
  const has = (name: string) => names.includes(name);
  if (names.some((name) => /^metrics\/mAP50/.test(name))) return "Ultralytics results.csv";
  if (names.some((name) => /^(rollout|time|train)\/(ep_|fps|n_updates|total_timesteps)/.test(name))) {
    return "Stable-Baselines3 progress.csv";
  }
  if (has("iter") && separator === "\t") return "CatBoost tsv";
  if (has("epoch") && has("step")) return "Lightning metrics.csv";
  if (has("train_loss") && has("eval_top1")) return "timm summary.csv";
  if (has("epoch") && has("train_loss") && has("valid_loss")) return "fastai CSVLogger";
  if (has("epoch") && has("loss")) return "Keras CSVLogger";
  return has("step") ? "CSV, one row a logged step" : "CSV, one row an epoch";
}

function guessedNames(cells: readonly (readonly string[])[]): readonly string[] {
  const counted = cells.length > 1 && cells.every((line, i) => Number(line[0]) === Number(cells[0][0]) + i);
  const names = [...(counted ? ["epoch"] : []), "loss", "val_loss"];
  return cells[0].map((_, i) => names[i] ?? `column ${i + 1}`);
}

/** A cell as a number, `null` when blank, `undefined` when it is no number. Python writes nan and inf. */
function readCell(text: string): number | null | undefined {
  // a comma inside of a cell that no comma separates is a decimal one
  const word = text.trim().toLowerCase().replace(/%$/, "").replace(/^(-?\d+),(\d+(e[+-]?\d+)?)$/, "$1.$2");
  if (word === "" || word === "none" || word === "null") return null;
  if (word === "nan") return NaN;
  if (/^[+-]?inf(inity)?$/.test(word)) return word[0] === "-" ? -Infinity : Infinity;
  const number = Number(word);
  return Number.isNaN(number) ? undefined : number;
}
