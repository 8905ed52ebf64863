/**
 * From the contents of a file, whoever wrote it, to a {@linkcode History}. The format is told by the contents.
 *
 * @module
 */
import type { History } from "../records.ts";
import { historyFromColumns } from "./columns.ts";
import { historyFromCsv } from "./csv.ts";
import { historyFromEvents, looksLikeEvents } from "./event_file.ts";
import { parsePythonJson } from "./json.ts";
import { findColumn } from "./names.ts";
import { historyFromRows, type Row } from "./rows.ts";

export { readEvidence } from "./evidence.ts";

/** Formats that can be read, for messages and help. */
export const FORMATS =
  "the exercise's training_history.json, Keras History JSON, Keras CSVLogger, Lightning metrics.csv, " +
  "Hugging Face trainer_state.json, TensorBoard event file";

/**
 * Reads a history from the bytes of a file.
 *
 * @throws {TypeError | SyntaxError} one line that names what is wrong.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const history = readHistory(new TextEncoder().encode('{"loss": [2.3, 0.9], "val_loss": [2.4, 1.1]}'));
 * assertEquals(history.heldOutName, "validation");
 * ```
 */
export function readHistory(bytes: Uint8Array): History {
  if (looksLikeEvents(bytes)) return historyFromEvents(bytes);
  if (bytes.includes(0)) throw new TypeError("neither text nor a TensorBoard event file");
  const text = new TextDecoder().decode(bytes).trim();
  if (text === "") throw new TypeError("the file is empty");
  return text[0] === "{" || text[0] === "[" ? historyFromJson(parsePythonJson(text)) : historyFromCsv(text);
}

/** Columns, rows, a Hugging Face log, a bare list of losses, or one of these under the key `history`. */
function historyFromJson(content: unknown): History {
  if (Array.isArray(content)) {
    return isRow(content[0])
      ? historyFromRows(content, "JSON, one record an epoch")
      : historyFromColumns({ train_loss: content }, { format: "JSON, a list of losses" });
  }
  const record = content as Row;
  if (Array.isArray(record.log_history)) {
    if (record.log_history.length === 0) throw new TypeError("log_history: the list is empty");
    return historyFromRows(record.log_history.filter(isTrainingPoint), "Hugging Face trainer_state.json");
  }
  if (findColumn(record, "trainLoss") !== undefined) {
    const format = "train_loss" in record ? "JSON with train_loss" : "Keras History JSON";
    return historyFromColumns(record, { format });
  }
  const { history } = record;
  if (typeof history === "object" && history !== null) return historyFromJson(history);
  const rows = Object.values(record).find((value): value is Row[] => Array.isArray(value) && isRow(value[0]));
  return rows === undefined
    ? historyFromColumns({ ...record, ...flattened(record) }, { format: "JSON" })
    : historyFromRows(rows, "JSON, one record an epoch");
}

/** Columns one level down under joined names: { train: { loss } } as train_loss. */
function flattened(record: Row): Row {
  return Object.fromEntries(
    Object.entries(record).filter(([, value]) => isRow(value)).flatMap(([outer, inner]) =>
      Object.entries(inner as Row).map(([key, value]) => [`${outer}_${key}`, value])
    ),
  );
}

function isRow(value: unknown): value is Row {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !("nan" in value);
}

/** The last entry of a Hugging Face log sums the run up (train_runtime, train_loss) and is no point of it. */
function isTrainingPoint(row: unknown): row is Row {
  return isRow(row) && !("train_runtime" in row);
}
