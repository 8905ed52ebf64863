/**
 * `run-*.wandb`, in which W&B keeps a run on disk, offline or not: a log of LevelDB's framing (blocks of 32 KiB, records of
 * one or more parts) around `Record` messages. Only the history is read.
 *
 * @module
 */
import type { History } from "../records.ts";
import type { Chosen } from "./chosen.ts";
import { parsePythonJson } from "./json.ts";
import { forEachField } from "./message.ts";
import { historyFromRows, type Row } from "./rows.ts";

const BLOCK = 32768;
/** Length of the file's header, and of each part's. */
const HEADER = 7;
const FULL = 1, FIRST = 2, MIDDLE = 3, LAST = 4;

/** Whether the bytes begin as W&B's do. */
export function looksLikeWandb(bytes: Uint8Array): boolean {
  return new TextDecoder("latin1").decode(bytes.subarray(0, 4)) === ":W&B";
}

/**
 * Reads the rows that the run logged. A last record that is still being written is left out.
 *
 * @throws {TypeError} one line, when the file is damaged or the run logged no measure of training.
 */
export function historyFromWandb(bytes: Uint8Array, chosen: Chosen = {}): History {
  const rows: Row[] = [];
  for (const record of recordsOf(bytes)) {
    forEachField(record, { 2: (reader) => rows.push(rowOf(reader.bytes())) });
  }
  if (rows.length === 0) throw new TypeError("the W&B file holds no history yet");
  return historyFromRows(rows, { format: "W&B run file", chosen });
}

/** The records, put together from their parts. */
function* recordsOf(bytes: Uint8Array): Generator<Uint8Array> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let parts: Uint8Array[] = [];
  for (let at = HEADER; at + HEADER <= bytes.length;) {
    const left = BLOCK - at % BLOCK;
    const length = view.getUint16(at + 4, true), type = view.getUint8(at + 6), start = at + HEADER;
    // the end of a block that has no room for another part is filled with zeros
    if (left < HEADER || type === 0) {
      at += left;
      continue;
    }
    if (type > LAST) throw new TypeError(`damaged W&B file: no part of a record at byte ${at}`);
    if (start + length > bytes.length) return;
    if (type === FULL || type === FIRST) parts = [];
    parts.push(bytes.subarray(start, start + length));
    if (type === FULL || type === LAST) yield joined(parts);
    else if (type !== FIRST && type !== MIDDLE) return;
    at = start + length;
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length === 1) return parts[0];
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** One call of `log`: each item a key, or the keys of a nested one, with its value in JSON. */
function rowOf(history: Uint8Array): Row {
  const row: Record<string, unknown> = {};
  forEachField(history, {
    1: (reader) => {
      const keys: string[] = [];
      let json = "null";
      forEachField(reader.bytes(), {
        1: (item) => keys.push(item.string()),
        2: (item) => keys.push(item.string()),
        16: (item) => json = item.string(),
      });
      const name = keys.filter((key) => key !== "").join("/");
      // what W&B adds by itself, but the step
      if (!name.startsWith("_") || name === "_step") {
        row[name === "_step" ? "step" : name] = parsePythonJson(json);
      }
    },
  });
  return row;
}
