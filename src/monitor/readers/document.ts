/**
 * From one JSON document, or what Python prints of one, to a {@linkcode History}: lists and rows, Keras's history, the Trainer's state,
 * CatBoost's record, the exercise's own layout.
 *
 * @module
 */
import { z } from "zod";
import { validated } from "../../boundary/mod.ts";
import { printable } from "../../text/mod.ts";
import type { History } from "../records.ts";
import { ofEach } from "./beside.ts";
import { historyFromColumns } from "./columns.ts";
import { ofFile } from "./column_names.ts";
import { historyFromCsv } from "./csv.ts";
import { wholeEntries } from "./cut_json.ts";
import { CUT_OFF, looseNumber, parsePythonJson } from "./json.ts";
import type { Chosen } from "./chosen.ts";
import { historyFromLog } from "./log.ts";
import { historyFromNested, holdsLists, isRow } from "./nested.ts";
import { pythonDocument } from "./python_text.ts";
import { historyFromRecords, historyFromRows, MANY_ROWS, type Row } from "./rows.ts";

/** Whole entries that are worth reading of a document that is cut off. */
const WORTH_READING = 3;

/** One document; of one that is cut off the records that are whole, unless it is being written and will be whole. */
export function historyFromDocument(
  text: string,
  chosen: Chosen,
  isGrowing: boolean,
  name = "value",
): History {
  const documentOf = (text: string) => pythonDocument(text) ?? parsePythonJson(text);
  // who writes a document's text as JSON packs it twice
  const contentOf = (text: string) => {
    const content = documentOf(text);
    return typeof content === "string" ? documentOf(content) : content;
  };
  let content: unknown;
  try {
    content = contentOf(text);
  } catch (error) {
    const whole = error instanceof SyntaxError ? wholeEntries(text) : undefined;
    if (whole === undefined || whole.count < WORTH_READING) throw error;
    const entries = `${whole.count} whole entries${whole.name === "" ? "" : ` of ${printable(whole.name)}`}`;
    if (!whole.areRecords || isGrowing) throw new SyntaxError(`${CUT_OFF}, after ${entries}`);
    return ofEach(historyFromJson(contentOf(whole.text), chosen, name), (history) => ({
      ...history,
      notes: [`the file is cut off before its end: read are ${entries}`, ...history.notes],
    }));
  }
  return historyFromJson(content, chosen, name);
}

/** What stands beside the losses in the exercise's own layout, and in no other. */
const OWN = [
  "train_loss_by_frequency",
  "test_loss_by_frequency",
  "epoch_times",
  "hidden_size",
  "best_epoch",
  "best_loss",
  "clip_norm",
  "clipped_share",
  "min_delta",
  "target_loss",
  "patience",
  "gradient_norm_median",
  "gradient_norms",
];

/** A list of losses, rows, or an object of one of the known layouts. */
function historyFromJson(content: unknown, chosen: Chosen, name: string): History {
  if (Array.isArray(content)) {
    if (content.length === 0) throw new TypeError("the list is empty");
    if (content.every(isRow)) {
      const named = namedCurves(content);
      if (named !== undefined) return historyFromNested(named, { format: "JSON, a list of curves", chosen });
      if (content.length > 1 && content.every(holdsLists)) {
        const runs = Object.fromEntries(content.map((run, i) => [`run ${i + 1} of ${content.length}`, run]));
        return historyFromNested(runs, { format: "JSON, a list of histories", chosen });
      }
      return isLogHistory(content)
        ? historyFromTrainerState({ log_history: content }, chosen)
        : historyFromRecords(content, { format: "JSON, a list of records", chosen });
    }
    const table = ofLists(content);
    if (table !== undefined) return historyFromCsv(table, "value", { chosen });
    const [measure] = ofFile(["loss"], name);
    const history = historyFromNested({ [measure]: content }, { format: "JSON, a list of losses", chosen });
    return content.length >= MANY_ROWS
      ? { ...history, unit: "step", notes: [...history.notes, "a step here is an entry of the list"] }
      : history;
  }
  const record = unpacked(content as Row);
  const split = ofSplit(record);
  if (split !== undefined) return historyFromRecords(split, { format: "JSON, a table of pandas", chosen });
  if (Array.isArray(record.log_history)) return historyFromTrainerState(record, chosen);
  if (Array.isArray(record.iterations) && isRow(record.meta)) return historyFromCatboost(record, chosen);
  // the exercise's own layout states more than series
  const isChosen = Object.values(chosen).some((choice) => choice !== undefined && choice.length > 0);
  const isOwn = Object.keys(record).length === 1 || OWN.some((name) => name in record);
  if (Array.isArray(record.train_loss) && isOwn && !isChosen) {
    return historyFromColumns(record, { format: "JSON with train_loss" });
  }
  const keras = "loss" in record || isRow(record.history) && "loss" in record.history;
  return historyFromNested(record, { format: keras ? "Keras History JSON" : "JSON", chosen });
}

/** The record with what is packed in it as a text of JSON. */
function unpacked(record: Row): Row {
  const isPacked = (value: unknown): value is string =>
    typeof value === "string" && /^\s*[{[][^]*[}\]]\s*$/.test(value);
  if (!Object.values(record).some(isPacked)) return record;
  const open = (text: string) => {
    try {
      return parsePythonJson(text);
    } catch {
      return text; // a setting that only looks like one
    }
  };
  return Object.fromEntries(
    Object.entries(record).map(([key, value]) => [key, isPacked(value) ? open(value) : value]),
  );
}

/** The rows of a table as pandas writes it with `orient="split"`: names, and lists of cells. */
function ofSplit({ columns, data }: Row): readonly Row[] | undefined {
  if (!Array.isArray(columns) || !Array.isArray(data) || !columns.every((name) => typeof name === "string")) {
    return undefined;
  }
  const isTable = data.length > 0 && data.every((row) => Array.isArray(row) && row.length === columns.length);
  return isTable
    ? data.map((row) => Object.fromEntries(columns.map((name, i) => [name, row[i]])))
    : undefined;
}

/**
 * Curves in a list, each a record with its name and its numbers, as plotting libraries take them: `{ name, values }`, `{ name, x, y }`;
 * `undefined` for records that are rows.
 */
function namedCurves(records: readonly Row[]): Row | undefined {
  const curves = records.map((record) => {
    const { name, label, values, data, x } = record, y = values ?? data ?? record.y, title = name ?? label;
    if (
      typeof title !== "string" || !Array.isArray(y) || y.some((value) => looseNumber(value) === undefined)
    ) {
      return undefined;
    }
    const isPlaced = Array.isArray(x) && x.length === y.length;
    return [title, isPlaced ? y.map((value, i) => [x[i], value]) : y] as const;
  });
  return curves.length > 0 && curves.every((curve) => curve !== undefined)
    ? Object.fromEntries(curves)
    : undefined;
}

/** Longest list that is a row of a table: an epoch with its measures. */
const MOST_CELLS = 50;

/**
 * The table of a list of lists, a row each, as `json.dump(rows)` writes what would have gone into a CSV file; `undefined` for any other.
 *
 * @throws {TypeError} where its lists hold words without a name above them: nothing tells what they are
 */
function ofLists(content: readonly unknown[]): string | undefined {
  const isCell = (cell: unknown) =>
    cell === null || typeof cell === "string" || looseNumber(cell) !== undefined;
  if (!content.every((row) => Array.isArray(row) && row.every(isCell))) return undefined;
  const rows = content as readonly (readonly unknown[])[], [first = []] = rows;
  const isText = rows.every((row) => row.some((cell) => typeof cell === "string"));
  const areAlike = rows.every(({ length }) => length === first.length);
  if (isText && (first.length > MOST_CELLS || !areAlike)) {
    throw new TypeError(
      `no history of a training: ${rows.length} ${rows.length === 1 ? "list" : "lists"} of ${
        areAlike ? first.length : "several numbers of"
      } texts without names: nothing tells what each is; a list of records ({"step": 20, "loss": 4.1}) would`,
    );
  }
  if (!areAlike || first.length < 2 || first.length > MOST_CELLS || rows.length < 2) return undefined;
  return rows.map((row) =>
    row.map((cell) => typeof cell === "object" ? looseNumber(cell) ?? "" : cell).join(",")
  )
    .join("\n");
}

/** Whether a list is the Trainer's `state.log_history`, written by itself: each row at its step and epoch, losses with their rate, and what the Trainer alone calls so. */
function isLogHistory(rows: readonly Row[]): boolean {
  return rows.every(({ step, epoch }) => typeof step === "number" && typeof epoch === "number") &&
    rows.some((row) => "loss" in row && "learning_rate" in row) &&
    rows.some((row) => "train_runtime" in row || Object.keys(row).some((name) => name.startsWith("eval_")));
}

/** Hugging Face's trainer_state.json; its last entry sums the run up and is no point of it. */
function historyFromTrainerState(record: Row, chosen: Chosen): History {
  const rows = (record.log_history as unknown[]).filter((row): row is Row =>
    isRow(row) && !("train_runtime" in row)
  );
  if (rows.length === 0) throw new TypeError("log_history: the list is empty");
  const best = record.best_model_checkpoint;
  const isOver = rows.length < (record.log_history as unknown[]).filter(isRow).length || wasStopped(record);
  const { global_step: done, max_steps: of } = record;
  const isPlanned = !isOver && typeof done === "number" && typeof of === "number" && of > 0;
  const history = historyFromRows(rows, {
    format: "Hugging Face trainer_state.json",
    chosen,
    ...(isPlanned ? { planned: { done, of } } : {}),
    ...(typeof done === "number" && done > 0 ? { stepsDone: done } : {}),
    ...(typeof best === "string" ? { bestCheckpoint: best.split(/[/\\]/).at(-1)! } : {}),
  });
  // a checkpoint is named by its step, also where epochs are counted
  const step = Number(history.bestCheckpoint?.match(/\d+$/)?.[0]);
  const epoch = rows.find((row) => row.step === step)?.epoch;
  if (history.unit === "step") {
    const { epoch: epochsDone } = record;
    return ofEach(history, (one) => ({
      ...one,
      epochStarts: epochStarts(rows),
      ...(typeof epochsDone === "number" ? { epochsDone } : {}),
    }));
  }
  return typeof epoch === "number" ? { ...history, bestCheckpointAt: epoch } : history;
}

/** The first step of each epoch; `epoch` is how many of them are done, as a fraction. */
function epochStarts(rows: readonly Row[]): readonly number[] {
  const firsts = new Map<number, number>();
  for (const { epoch, step } of rows) {
    if (typeof epoch !== "number" || typeof step !== "number") continue;
    const begun = Math.ceil(epoch);
    if (!firsts.has(begun)) firsts.set(begun, step);
  }
  return [...firsts.values()];
}

/** Whether a callback, as that for early stopping, had ended the training. */
function wasStopped({ stateful_callbacks: callbacks }: Row): boolean {
  const { TrainerControl: control } = (isRow(callbacks) ? callbacks : {}) as Row;
  return isRow(control) && isRow(control.args) && control.args.should_training_stop === true;
}

const measures = z.array(z.looseObject({ name: z.string() })).optional();
const values = z.array(z.number()).optional();
const catboost = z.looseObject({
  meta: z.looseObject({ learn_metrics: measures, test_metrics: measures }),
  iterations: z.array(z.looseObject({ iteration: z.number().int().min(0), learn: values, test: values })),
});

/** CatBoost's catboost_training.json: values by set and metric, in the order that `meta` names. */
function historyFromCatboost(record: Row, chosen: Chosen): History {
  const { meta, iterations } = validated(catboost, record, "catboost_training.json");
  const columns = (["learn", "test"] as const).flatMap((set) => {
    const rows = iterations.flatMap(({ iteration, [set]: values }) => values ? [{ iteration, values }] : []);
    return (meta[`${set}_metrics`] ?? []).map(({ name }, i) => ({
      name: `${set === "test" ? "validation" : set}/${name}`,
      at: rows.map(({ iteration }) => iteration),
      values: rows.map(({ values }) => values[i]),
    }));
  });
  return historyFromLog(columns, {
    format: "CatBoost catboost_training.json",
    unit: "step",
    counted: "iteration",
    chosen,
  });
}
