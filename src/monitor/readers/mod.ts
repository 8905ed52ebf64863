/**
 * From the contents of a file, whoever wrote it, to a {@linkcode History}. The format is told by the contents.
 *
 * @module
 */
import { printable } from "../../text/mod.ts";
import type { History, Observation } from "../records.ts";
import { historyFromAllenNlp, looksLikeAllenNlp } from "./allennlp_log.ts";
import { ofEach } from "./beside.ts";
import { historyFromBlocks, looksLikeBlocks } from "./block_log.ts";
import { historyFromBoosted, looksBoosted } from "./boosted_log.ts";
import { historyFromBoxes, looksBoxed } from "./boxed_log.ts";
import { withItsEnd } from "./broken_off.ts";
import { historyFromCaffe, looksLikeCaffe } from "./caffe_log.ts";
import { historyFromConsole, looksPrinted } from "./console.ts";
import { historyFromCsv, looksLikeTable } from "./csv.ts";
import { refuseCurves } from "./curves_by_line.ts";
import { aroundHoles } from "./damaged_blocks.ts";
import { historyFromDarknet, looksLikeDarknet } from "./darknet_log.ts";
import { historyFromDcgan, looksLikeDcgan } from "./dcgan_log.ts";
import { historyFromDeap, looksLikeDeap } from "./deap_log.ts";
import { historyFromEspnet, looksLikeEspnet } from "./espnet_log.ts";
import { historyFromEvents, looksLikeEvents } from "./event_file.ts";
import { historyFromFastText, looksLikeFastText } from "./fasttext_log.ts";
import { historyFromImageNet, looksLikeImageNet } from "./imagenet_log.ts";
import { historyFromJde, looksLikeJde } from "./jde_log.ts";
import { historyFromDocument } from "./document.ts";
import { UnclearNames } from "./header_names.ts";
import { historyFromKaldi, looksLikeKaldi } from "./kaldi_report.ts";
import { historyFromLstmTraining, looksLikeLstmTraining } from "./lstmtraining_log.ts";
import { historyFromSockeye, looksLikeSockeye } from "./sockeye_metrics.ts";
import { parsePythonJson } from "./json.ts";
import { jsonBehind } from "./json_behind.ts";
import type { Chosen, LogFrame } from "./log.ts";
import { historyFromKinds, looksLikeKinds } from "./kinds_log.ts";
import { isRow } from "./nested.ts";
import { setNamed } from "./named_set.ts";
import { withoutMergeMarks } from "./merge_marks.ts";
import { looksLikeNamedLists } from "./python_text.ts";
import { historyFromRestoration, looksLikeRestoration } from "./restoration_log.ts";
import { isRecord, observationFromRecord } from "./recorder.ts";
import { historyFromRecords, type Row } from "./rows.ts";
import { ofSections } from "./sections.ts";
import { beginningOf, withStated } from "./stated.ts";
import { tableWithin } from "./table_within.ts";
import { historyFromSpacy, looksLikeSpacy } from "./spacy_log.ts";
import { historyFromWandb, looksLikeWandb } from "./wandb_file.ts";
import { withBareNumbers } from "./wrapped.ts";
import { gpuNotes } from "./without_gpu.ts";
import { historyFromYolo, looksLikeYolo } from "./yolo_log.ts";

export { readEvidence } from "./evidence.ts";
export type { Chosen } from "./log.ts";
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
  "Ultralytics and older YOLOs, CatBoost, LightGBM, XGBoost, Ludwig, AllenNLP, Flair, Caffe, Darknet, JDE, spaCy, ESPnet, Kaldi, Sockeye, fastText, Tesseract, DEAP, fairseq, nnU-Net, CycleGAN, BasicSR, MLflow, W&B, Stable-Baselines3, Spinning Up, " +
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
    case "printed":
      return alone(withItsEnd(printer(text)!.read(text, { ...frame, notes: gpuNotes(text) }), text));
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

/** Lines that end as everywhere, without colours, numbers without what Python prints around them. */
export function plainText(text: string): string {
  const colourless = text.includes("\x1b") ? text.replace(COLOUR, "") : text;
  const lines = colourless.includes("\r") ? colourless.replace(/\r+\n/g, "\n") : colourless;
  const parted = OBJECTS.test(lines)
    ? lines.replaceAll("}{", "}\n{")
    : COMMA_LINES.test(lines)
    ? lines.replace(/\},[ \t]*$/gm, "}")
    : lines;
  return withBareNumbers(TABLE_OF_OLD.test(parted) ? parted.replace(/\r+/g, "\n") : parted);
}

/** Objects one behind the other, with nothing between them. */
const OBJECTS = /^\s*\{[^{}\n]{0,2000}\}\{/;

/** Objects a line, each with a comma behind it and without the list around them. */
const COMMA_LINES = /^\s*\{"[^\n]*\},[ \t]*\n\{"/;

/** A table whose lines end without a line feed: what Windows makes of `\r\n` once more, and git of that. */
const TABLE_OF_OLD = /^[\w" ./-]{1,100}(?:[,;\t]| {2,})[^\r\n%]{0,2000}\r+[-+\d.]+(?:[,;\t]| {2,})[^\n]*\n?$/;

/** What a terminal is told of colours and of its cursor (ECMA-48). */
// deno-lint-ignore no-control-regex
const COLOUR = /\x1b\[[\d;]{0,20}[A-Za-z]/g;

/** How files begin that hold others: gzip, zip, xz, Zstandard. */
const PACKED = [[0x1f, 0x8b], [0x50, 0x4b, 3, 4], [0xfd, 0x37, 0x7a, 0x58, 0x5a], [0x28, 0xb5, 0x2f, 0xfd]];

/**
 * The text in UTF-8, or in UTF-16 with its mark, as PowerShell's `>` writes it, and what is said of zeros in it. Those that a
 * machine without power leaves at the end are none of it.
 */
function decode(bytes: Uint8Array): { readonly decoded: string; readonly damage?: string } {
  const begins = (mark: readonly number[]) => mark.every((byte, at) => bytes[at] === byte);
  if (PACKED.some(begins)) throw new TypeError("a packed file: unpack it first");
  if (begins([0xff, 0xfe])) return { decoded: new TextDecoder("utf-16le").decode(bytes) };
  if (begins([0xfe, 0xff])) return { decoded: new TextDecoder("utf-16be").decode(bytes) };
  const text = bytes.subarray(0, bytes.findLastIndex((byte) => byte !== 0) + 1);
  if (!text.includes(0)) return { decoded: ofUtf8OrChinese(text) };
  const around = aroundHoles(text);
  if (around === undefined) {
    throw new TypeError("neither text nor a TensorBoard event file nor a W&B run file");
  }
  return { decoded: new TextDecoder().decode(around.bytes), damage: around.note };
}

/** A text in UTF-8, as nearly all are, or in GB 18030; of what is neither, what can be read as UTF-8. */
function ofUtf8OrChinese(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder(isChinese(bytes) ? "gb18030" : "utf-8").decode(bytes);
  }
}

/**
 * Whether bytes that are no UTF-8 are in GB 18030, as Chinese Windows writes it: its characters are two bytes above those of ASCII and
 * their punctuation, which accents of Western encodings, one between two letters, never are throughout.
 */
function isChinese(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] < 0x80) continue;
    if (bytes[at] < GB2312 || bytes[at + 1] === undefined || bytes[at + 1] < GB2312) return false;
    at++;
  }
  return true;
}

/** The first byte of either half of a character of GB 2312. */
const GB2312 = 0xa1;

/** What a text is, told by how it begins. */
export function kindOf(text: string): "boosted" | "printed" | "table" | "document" | "lines" {
  if (looksBoosted(text)) return "boosted";
  // JSON begins with a quoted key, a bracket of its own or a number; a line of a log with its time in brackets
  const isJson = /^(\{\s*["}]|\[\s*(["[\]{]|[-+\d.eE,\s]+([\],]|$|NaN|null)|N|I|n))/.test(text) &&
    !/^\[([^[{\n]*\]\s*\w|\d+[/:-]\d+)/.test(text);
  // a document's text that was written as JSON once more
  const isPackedTwice = /^"\s*[{[][^\n]*"\s*$/.test(text);
  if (looksLikeNamedLists(text) || text.startsWith("defaultdict(") || isPackedTwice) return "document";
  if (!isJson && printer(text) !== undefined) return "printed";
  if (text[0] !== "{" && !(text[0] === "[" && isJson) || BRACKETED.test(text)) return "table";
  return /^\{"(recorder|experiment)":/.test(text) || /^\{.*\}\n\{/.test(text) ? "lines" : "document";
}

/** Numbers in brackets, a line an epoch: as Python prints a list of them. */
const BRACKETED = /^\[[^[\]{}\n"]*\]\n\[/;

/** What is printed by a tool that has a layout of its own, before what may be anybody's. */
const PRINTERS = [
  { looks: looksBoxed, read: historyFromBoxes },
  { looks: looksLikeDeap, read: historyFromDeap },
  { looks: looksLikeSockeye, read: historyFromSockeye },
  { looks: looksLikeKaldi, read: historyFromKaldi },
  { looks: looksLikeAllenNlp, read: historyFromAllenNlp },
  { looks: looksLikeFastText, read: historyFromFastText },
  { looks: looksLikeLstmTraining, read: historyFromLstmTraining },
  { looks: looksLikeJde, read: historyFromJde },
  { looks: looksLikeYolo, read: historyFromYolo },
  { looks: looksLikeCaffe, read: historyFromCaffe },
  { looks: looksLikeDarknet, read: historyFromDarknet },
  { looks: looksLikeSpacy, read: historyFromSpacy },
  { looks: looksLikeEspnet, read: historyFromEspnet },
  { looks: looksLikeImageNet, read: historyFromImageNet },
  { looks: looksLikeKinds, read: historyFromKinds },
  { looks: looksLikeDcgan, read: historyFromDcgan },
  { looks: looksLikeRestoration, read: historyFromRestoration },
  { looks: looksLikeBlocks, read: historyFromBlocks },
  { looks: looksPrinted, read: historyFromConsole },
] as const;

function printer(text: string) {
  return PRINTERS.find(({ looks }) => looks(text));
}

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

/** Without a last line that has not ended; a JSON document of one line is left to its parser. */
function withoutOpenLine(text: string): string {
  const lines = text.trimStart();
  return /^[[{]/.test(lines) && !/^\{.*\}\n/.test(lines) ? text : text.slice(0, text.lastIndexOf("\n") + 1);
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
