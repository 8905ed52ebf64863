/**
 * Where a history lies on disk, whoever wrote it.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { isFolder, isThere, naming, plausiblePath, readText } from "../boundary/mod.ts";
import { type Evidence, type History } from "../monitor/mod.ts";
import { type Chosen, mostBytes, readEvidence, readObservation } from "../monitor/readers/mod.ts";
import { wordsOf } from "../monitor/readers/classify.ts";
import { readHistoryBytes } from "./history_bytes.ts";
import { partsOf, readParts } from "./parts.ts";
import { isBinaryHistory, KNOWN_FILES } from "./known_files.ts";
import type { Took } from "./measured_evidence.ts";
import { findRun, holdsRun } from "./place.ts";
import type { RunRecord } from "./record.ts";
import { rateOf, settingsBeside } from "./settings.ts";

/**
 * The file of a path that one file tells everything of; `undefined` for a run of ours, a run in several files, standard
 * input.
 */
export function loneFile(path: string): string | undefined {
  if (path === "-" || isFolder(path) && (partsOf(path) !== undefined || holdsRun(path))) return undefined;
  return findHistoryFile(path);
}

/** All that a path gave. */
export interface Reading {
  readonly history: History;
  readonly evidence: Evidence;
  /** The run's own record, when the path is a run folder of this project. */
  readonly run?: RunRecord;
  /** How long it took to measure its evidence. */
  readonly took?: Took;
}

/** The files of a folder that may hold its history: the known ones, the newest event file, the only table. */
function candidatesIn(folder: string): readonly string[] {
  const names = [...Deno.readDirSync(folder)].filter(({ isFile }) => isFile).map(({ name }) => name);
  const events = names.filter(isBinaryHistory).sort();
  const tables = names.filter((name) => /\.(csv|tsv|jsonl|json|log)$/.test(name));
  const found = [
    ...KNOWN_FILES.filter((known) => names.includes(known)),
    ...events.slice(-1),
    ...(tables.length === 1 ? tables : []),
  ];
  return [...new Set(found)].map((name) => `${folder}/${name}`);
}

/** The file with the history: the path itself, or of what may hold it in the folder the first that does. */
export function findHistoryFile(path: string): string {
  if (!Deno.statSync(path).isDirectory) return path;
  const [first, ...others] = candidatesIn(path);
  if (first === undefined) {
    throw new TypeError(
      `${path}: no history here; looked for ${
        KNOWN_FILES.join(", ")
      }, event files, a folder of metrics by MLflow (mlruns) or DVCLive, and a single table`,
    );
  }
  return others.length === 0 || holdsRun(path) ? first : [first, ...others].find(canBeRead) ?? first;
}

/** Whether a file is a history: some have the name of one and hold another thing. */
export function canBeRead(file: string): boolean {
  try {
    readObservation(readHistoryBytes(file), namesOf(file));
    return true;
  } catch {
    return false;
  }
}

/**
 * The files that hold the history of a path.
 *
 * @throws {TypeError} when there is none
 */
export function historyFiles(path: string): readonly string[] {
  const parts = isFolder(path) ? partsOf(path) : undefined;
  return parts?.files.map(({ path }) => path) ?? [findHistoryFile(path)];
}

/**
 * Where a path or the name of a run points, whether or not anything is there: what lies here by that name, else the run's
 * folder, complete or in training.
 */
export function findPath(path: string): string {
  const folder = plausiblePath(path, "the path").replace(/(?<=.)\/+$/, "");
  if (isThere(folder)) {
    if (path.endsWith("/") && !isFolder(folder)) {
      throw new Deno.errors.NotADirectory(`${path}: a part of the path is a file, not a folder`);
    }
    return folder;
  }
  const run = findRun(folder);
  return isThere(run) ? run : folder;
}

/** The same where something has to be there. */
export function resolvePath(path: string): string {
  const found = findPath(path);
  if (!isThere(found)) throw new Deno.errors.NotFound(`${path}: no such file or folder`);
  return found;
}

/** How a source is read. */
export interface SourceOptions {
  readonly chosen?: Chosen;
  /** Whether it is being written. */
  readonly isGrowing?: boolean;
}

/** What a folder is called that holds what was measured on held-out rows alone. */
const HELD_OUT = /^(val|valid|validation|eval|test)$/;

/** What a file is called, and the rows that its folder is called by. */
export function namesOf(file: string): { readonly name: string; readonly set: string | undefined } {
  const [folder = "", name] = file.split("/").slice(-2);
  return name === undefined ? { name: folder, set: undefined } : { name, set: folder.match(HELD_OUT)?.[0] };
}

/** Algorithms that train a policy, as words of a name; none of them is a word of another field. */
const OF_POLICY = /^(d?dqn|ddqn|dueling|ppo\d?|a2c|a3c|ddpg|td3|trpo|qlearning|reinforcement|rl)$/;

/** With what the file, or one of the two folders that it lies in, says of its field. */
function withField({ history, evidence }: Reading, file: string): Reading {
  const words = file.split("/").slice(-3).flatMap(wordsOf);
  return words.some((word) => OF_POLICY.test(word))
    ? { history: { ...history, ofPolicy: true }, evidence }
    : { history, evidence };
}

/**
 * Reads the history of a file, of standard input or of a folder that is no run of this project. Every error names the file.
 */
export function readLog(path: string, { chosen = {}, isGrowing = false }: SourceOptions = {}): Reading {
  if (path === "-") {
    return naming("standard input", () => readObservation(readStandardInput(), { chosen }));
  }
  const parts = isFolder(path) ? partsOf(path) : undefined;
  if (parts !== undefined) {
    return { history: withRate(readParts(path, parts, chosen, isGrowing), path), evidence: {} };
  }
  const file = findHistoryFile(path), bytes = readHistoryBytes(file);
  return naming(
    file,
    () => withField(readObservation(bytes, { ...namesOf(file), chosen, isGrowing }), file),
  );
}

/** With the learning rate that stands among the settings beside it. */
function withRate(history: History, path: string): History {
  const learningRate = rateOf(settingsBeside(path));
  return learningRate === undefined
    ? history
    : { ...history, settings: { ...history.settings, learningRate } };
}

/** Evidence from a file. */
export function readEvidenceFile(file: string): Evidence {
  const text = readText(file);
  return naming(file, () => readEvidence(text));
}

/** All of standard input, up to where it is too much. */
function readStandardInput(): Uint8Array {
  const parts: Uint8Array[] = [];
  const part = new Uint8Array(65536);
  let length = 0, most = Infinity;
  for (
    let count = Deno.stdin.readSync(part);
    count !== null && length <= most;
    count = Deno.stdin.readSync(part)
  ) {
    if (length === 0) most = mostBytes(part.subarray(0, count));
    length += count;
    parts.push(part.slice(0, count));
  }
  if (length > most) throw new TypeError(`more than the ${most} bytes that are read`);
  return Buffer.concat(parts);
}
