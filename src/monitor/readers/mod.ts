/**
 * From the contents of a file, whoever wrote it, to a {@linkcode History}. The format is told by the contents.
 *
 * @module
 */
import { printable } from "../../text/mod.ts";
import type { History, Observation } from "../records.ts";
import { ofEach } from "./beside.ts";
import { historyFromBoosted } from "./boosted_log.ts";
import { brokenOff, withItsEnd } from "./broken_off.ts";
import type { Chosen } from "./chosen.ts";
import { historyFromCsv } from "./csv.ts";
import { refuseCurves } from "./curves_by_line.ts";
import { historyFromDocument } from "./document.ts";
import { historyFromEvents, looksLikeEvents } from "./event_file.ts";
import { UnclearNames } from "./header_names.ts";
import { parsePythonJson } from "./json.ts";
import { jsonBehind } from "./json_behind.ts";
import { kindOf, printer } from "./kind_of_text.ts";
import type { LogFrame } from "./log.ts";
import { withoutMergeMarks } from "./merge_marks.ts";
import { setNamed } from "./named_set.ts";
import { isRow } from "./nested.ts";
import { historyFromNpz } from "./npz.ts";
import { decode, plainText, withoutOpenLine } from "./plain_text.ts";
import { isRecord, observationFromRecord } from "./recorder.ts";
import { historyFromRecords, type Row } from "./rows.ts";
import { ofSections } from "./sections.ts";
import { looksLikeTable } from "./separator.ts";
import { beginningOf, withStated } from "./stated.ts";
import { tableWithin } from "./table_within.ts";
import { historyFromWandb, looksLikeWandb } from "./wandb_file.ts";
import { gpuNotes } from "./without_gpu.ts";
import { looksZipped } from "./zip.ts";

export { readEvidence } from "./evidence.ts";
export type { Chosen } from "./chosen.ts";
export { historyFromParts, type Part } from "./parts.ts";

/** Longest table: a million steps of a run. */
const MOST_TABLE = 40_000_000;

/** Longest other text: its rows take some twenty times as much memory. */
const MOST_TEXT = 16_000_000;

/** Longest event file or W&B run file. */
const MOST_RECORDS = 100_000_000;

/** Bytes by which a reader is chosen. */
export const START = 64;

/** Formats that can be read, for messages and help. */
export const FORMATS =
  "Keras History JSON or CSVLogger, Lightning metrics.csv, Hugging Face trainer_state.json, TensorBoard event files, JSON lines, " +
  "Ultralytics and older YOLOs, CatBoost, LightGBM, XGBoost, Ludwig, AllenNLP, Flair, Caffe, Darknet, JDE, spaCy, ESPnet, Kaldi, Sockeye, fastText, Tesseract, DEAP, fairseq, nnU-Net, CycleGAN, BasicSR, MLflow, W&B, Stable-Baselines3 (evaluations.npz too), Spinning Up, " +
  "OpenAI baselines, tables, what trainers print, the exercise's training_history.json";

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
export function readHistory(bytes: Uint8Array, options: ReadOptions = {}): History {
  return readObservation(bytes, options).history;
}

/** The most bytes that are read of a file that begins like this ({@linkcode START}). */
export function mostBytes(start: Uint8Array): number {
  if (looksLikeEvents(start) || looksLikeWandb(start)) return MOST_RECORDS;
  const text = new TextDecoder().decode(start.subarray(0, START)).trimStart();
  return kindOf(text) === "table" ? MOST_TABLE : MOST_TEXT;
}

/**
 * Reads a history, and the evidence that a recorder wrote beside it.
 *
 * @throws {TypeError | SyntaxError | RangeError} one line that names what is wrong.
 */
export function readObservation(
  bytes: Uint8Array,
  { name = "value", set, chosen = {}, isGrowing = false }: ReadOptions = {},
): Observation {
  const most = mostBytes(bytes);
  if (bytes.length > most) {
    throw new TypeError(`${bytes.length} bytes are more than the ${most} that are read`);
  }
  if (looksLikeEvents(bytes)) return alone(historyFromEvents(bytes, chosen, set));
  if (looksLikeWandb(bytes)) return alone(historyFromWandb(bytes, chosen));
  if (looksZipped(bytes)) return alone(historyFromNpz(bytes, chosen));
  const { decoded, damage } = decode(bytes), plain = plainText(decoded);
  const text = (isGrowing ? withoutOpenLine(plain) : plain).trim();
  if (text === "") throw new TypeError("the file is empty");
  if (text.startsWith(LFS)) {
    throw new TypeError("a pointer of Git LFS, not the file itself: `git lfs pull` fetches that");
  }
  refuseCurves(text);
  const merged = withoutMergeMarks(text);
  const { history, evidence } = told(
    damage,
    () => observationOf(merged?.text ?? text, name, frameOf(name, set, chosen), isGrowing),
  );
  const notes = [damage, merged?.note].filter((note) => note !== undefined);
  const beginning = beginningOf(text), known = ofEach(history, (one) => withStated(one, beginning));
  return notes.length === 0
    ? { history: known, evidence }
    : { history: ofEach(known, (one) => ({ ...one, notes: [...notes, ...one.notes] })), evidence };
}

/** What is read, or why it is not, which in a damaged file may lie in the damage. */
function told<T>(damage: string | undefined, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (damage === undefined || !(error instanceof TypeError)) throw error;
    throw new TypeError(`${error.message}; ${damage}`);
  }
}

/** What is known of a text beside its contents; a folder `test` or `eval` holds events of these rows, and logs of anything. */
export function frameOf(name: string, folder: string | undefined, chosen: Chosen): TextFrame {
  const set = setNamed(name) ?? (/^val/.test(folder ?? "") ? folder : undefined);
  return { chosen, ...(set === undefined ? {} : { set }) };
}

type TextFrame = Pick<LogFrame, "set"> & { readonly chosen: Chosen };

function observationOf(text: string, name: string, frame: TextFrame, isGrowing: boolean): Observation {
  const behind = jsonBehind(text);
  if (behind !== undefined) return observationFromLines(behind, frame);
  const sections = ofSections(text);
  if (sections !== undefined) return alone(historyFromCsv(sections, name, frame));
  switch (kindOf(text)) {
    case "boosted":
      return alone(historyFromBoosted(text, frame));
    case "printed": {
      const known = { ...frame, brokenOff: brokenOff(text), notes: gpuNotes(text) };
      return alone(withItsEnd(printer(text)!.read(text, known), known.brokenOff));
    }
    case "table":
      return alone(tableOf(text, name, frame));
    case "document":
      return alone(historyFromDocument(text, frame.chosen, isGrowing, name));
    case "lines":
      return observationFromLines(jsonLines(text), frame);
  }
}

/** How the file begins that Git keeps in place of a large one (specification of Git LFS). */
const LFS = "version https://git-lfs.github.com/spec/";

/** What JSON lines hold, whether a recorder wrote them or another. */
export function observationFromLines(rows: readonly Row[], frame: TextFrame): Observation {
  return isRecord(rows)
    ? observationFromRecord(rows, frame.chosen)
    : alone(historyFromRecords(rows, { ...frame, format: "JSON lines" }));
}

/** A table; of text that is none it is said what it is, and not where a table's parser gave it up. */
function tableOf(text: string, name: string, frame: TextFrame): History {
  try {
    return historyFromCsv(text, name, frame);
  } catch (error) {
    if (looksLikeTable(text) && !text.startsWith("[") || error instanceof UnclearNames) throw error;
    const within = tableWithin(text);
    if (within !== undefined) {
      const notes = [`a table in lines ${within.from} to ${within.to} of other text`];
      return historyFromCsv(within.text, name, { ...frame, notes });
    }
    const lines = text.split("\n").length, start = printable(text.split("\n", 1)[0]).slice(0, 40);
    const crash = crashIn(text);
    throw new TypeError(
      `no history that is known: ${lines} ${lines === 1 ? "line" : "lines"} of text, beginning ${
        JSON.stringify(start)
      }${crash === undefined ? "" : `; the program crashed with ${crash}`}; ` +
        "read are tables, JSON, event files and what trainers print (--help lists the formats)",
    );
  }
}

/** The exception that a Python program ended with, as its interpreter prints it: what keeps a log from being a history. */
function crashIn(text: string): string | undefined {
  const trace = text.lastIndexOf("Traceback (most recent call last):");
  const error = trace < 0
    ? undefined
    : text.slice(trace).match(/^[\w.]*(?:Error|Exception|Interrupt|Exit)\b.*/m)?.[0];
  return error === undefined ? undefined : printable(error).slice(0, 120);
}

function alone(history: History): Observation {
  return { history, evidence: {} };
}

/** What helps to read a file. */
export interface ReadOptions {
  /** Name of the file, which is the name of the series where a file holds only one. */
  readonly name?: string;
  /** Rows on which all of it was measured, where its folder says so. */
  readonly set?: string;
  readonly chosen?: Chosen;
  /** Whether it is being written, so that a last line without its end may hold half a number. */
  readonly isGrowing?: boolean;
}

/** One record a line; a last line that is still being written is left out. */
function jsonLines(text: string): Row[] {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return lines.flatMap((line, index) => {
    try {
      const row = parsePythonJson(line);
      return isRow(row) ? [row] : [];
    } catch (error) {
      if (index === lines.length - 1) return [];
      throw new SyntaxError(`line ${index + 1}: ${(error as Error).message}`);
    }
  });
}
