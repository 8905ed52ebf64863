/**
 * What the paths of `diagnose` stand for: files, standard input, folders as the tools leave them.
 *
 * @module
 */
import { isFolder } from "../boundary/mod.ts";
import { canBeRead, findPath, historyFiles } from "./source.ts";
import { isBinaryHistory, isHistoryFile, KNOWN_FILES } from "./known_files.ts";
import { partsOf } from "./parts.ts";
import { holdsRun } from "./place.ts";

/** A folder is searched this deep, which is what `mlruns` and `lightning_logs` need. */
const DEEPEST = 6;

/** Folders that hold no training. */
const SKIPPED = /^(node_modules|\.git|\.venv|__pycache__|weights)$/;

const isHistory = (name: string) => isHistoryFile(name) || isBinaryHistory(name);

/** What may hold a history under a name of its owner's; JSON and text hold anything, so their names have to tell. */
const TABLE =
  /\.(csv|tsv|jsonl|ndjson|log|out)$|(hist|log|loss|acc|metric|train|curve|result|eval|progress|stat).*\.(json|txt|npz)$/i;

/** What lies under a path. */
export interface Found {
  /** Histories by the names that the tools give them, one a run. */
  readonly named: readonly string[];
  /** Tables and logs in folders where no name tells: each may be a run's history, or anything. */
  readonly unnamed: readonly string[];
}

/**
 * The histories under a path, one a run: a run's own file where the folder has one, else those of the folders below it. A
 * trainer writes its state into every checkpoint; only the last is read.
 */
export function findHistories(path: string): readonly string[] {
  const { named } = searchHistories(path);
  return named.length === 0 ? [path] : named;
}

/** The same, with the files that may be histories although no name says so. */
export function searchHistories(path: string): Found {
  if (path === "-" || !Deno.statSync(path).isDirectory) return { named: [path], unnamed: [] };
  const alone = { named: [path], unnamed: [] };
  const entries = entriesOf(path);
  const known = entries.filter(({ name }) => KNOWN_FILES.includes(name)).map(({ name }) => `${path}/${name}`);
  if (known.length === 0) return search(path, 0);
  // of a file that has the name of a history and is none, the folders below are asked
  const isAlone = holdsRun(path) || !entries.some(({ isDirectory }) => isDirectory);
  if (isAlone || partsOf(path) !== undefined || known.some(canBeRead)) return alone;
  const { named } = searchBelow(path, entries, 0);
  return named.length === 0 ? alone : { named, unnamed: [] };
}

function entriesOf(folder: string): readonly Deno.DirEntry[] {
  return [...Deno.readDirSync(folder)].toSorted((a, b) =>
    a.name.localeCompare(b.name, "en", { numeric: true })
  );
}

function search(folder: string, depth: number): Found {
  if (partsOf(folder) !== undefined) return { named: [folder], unnamed: [] };
  const entries = entriesOf(folder);
  const files = entries.filter(({ isFile }) => isFile).map(({ name }) => name);
  // what lies beside the history of a run of ours is evidence
  if (files.includes("training_history.json") && holdsRun(folder)) return { named: [folder], unnamed: [] };
  const histories = files.filter((name) => isHistory(name));
  if (histories.length > 0) {
    const texts = histories.filter((name) => !isBinaryHistory(name));
    const first = texts.length < 2
      ? texts[0]
      : texts.find((name) => canBeRead(`${folder}/${name}`)) ?? texts[0];
    const chosen = first ?? histories[histories.length - 1];
    return { named: [`${folder}/${chosen}`], unnamed: [] };
  }
  return searchBelow(folder, entries, depth);
}

function searchBelow(folder: string, entries: readonly Deno.DirEntry[], depth: number): Found {
  const folders = entries.filter(({ name, isDirectory }) => isDirectory && !SKIPPED.test(name));
  const checkpoints = folders.filter(({ name }) => /^checkpoint-\d+$/.test(name));
  const searched = [...folders.filter((entry) => !checkpoints.includes(entry)), ...checkpoints.slice(-1)];
  const below = depth >= DEEPEST ? [] : searched.map(({ name }) => search(`${folder}/${name}`, depth + 1));
  const tables = entries.filter(({ name, isFile }) => isFile && TABLE.test(name)).map(({ name }) => name);
  return {
    named: below.flatMap(({ named }) => named),
    unnamed: [...tables.map((name) => `${folder}/${name}`), ...below.flatMap(({ unnamed }) => unnamed)],
  };
}

/**
 * Which history under a path is being written, each time that it is asked: the newest, then each that comes to it, as another
 * version or checkpoint. Of several that grow side by side it stays with one. A path that is none of a folder is given back.
 */
export function newestBelow(path: string): () => string {
  let known: readonly string[] = [], current = path;
  return () => {
    const folder = findPath(path);
    if (!isFolder(folder)) return path;
    const found = findHistories(folder);
    if (found.length === 1 && found[0] === folder) return path;
    const come = found.filter((place) => !known.includes(place));
    known = found;
    if (come.length > 0) current = latest(come);
    else if (!found.includes(current)) current = latest(found);
    return current;
  };
}

/** The one that was written last; of those that cannot be looked at, the last by name. */
function latest(places: readonly string[]): string {
  return places.map((place) => ({ place, written: writtenAt(place) })).toSorted((a, b) =>
    a.written - b.written
  )
    .at(-1)!.place;
}

function writtenAt(place: string): number {
  try {
    return Math.max(...historyFiles(place).map((file) => Deno.statSync(file).mtime?.getTime() ?? 0));
  } catch {
    return 0; // gone since
  }
}
