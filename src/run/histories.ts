/**
 * What the paths of `diagnose` stand for: files, standard input, folders as the tools leave them.
 *
 * @module
 */
import { isFolder } from "../boundary/mod.ts";
import { findPath, historyFiles, KNOWN_FILES } from "./history.ts";
import { partsOf } from "./parts.ts";

/** A folder is searched this deep, which is what `mlruns` and `lightning_logs` need. */
const DEEPEST = 6;

/** Folders that hold no training. */
const SKIPPED = /^(node_modules|\.git|\.venv|__pycache__|weights)$/;

/** Names under which the tools write histories, besides those that mark a run's own folder. */
const NAMES = new Set([
  ...KNOWN_FILES,
  "evals_result.json",
  "history.csv",
  "history.jsonl",
  "log.csv",
  "log.txt",
  "loss_curve.json",
  "scalars.json",
  "summary.csv",
  "monitor.csv",
  "train.log",
  "training_log.csv",
  "wandb-history.jsonl",
]);

const isBinary = (name: string) => name.includes("tfevents") || name.endsWith(".wandb");
const isHistory = (name: string) => NAMES.has(name) || isBinary(name);

/**
 * The histories under a path, one a run: a run's own file where the folder has one, else those of the folders below it. A
 * trainer writes its state into every checkpoint; only the last is read.
 */
export function findHistories(path: string): readonly string[] {
  if (path === "-" || !Deno.statSync(path).isDirectory) return [path];
  const here = [...Deno.readDirSync(path)].map(({ name, isDirectory }) => ({ name, isDirectory }));
  if (partsOf(path) !== undefined || here.some(({ name }) => KNOWN_FILES.includes(name))) return [path];
  const found = search(path, 0);
  return found.length === 0 ? [path] : found;
}

function search(folder: string, depth: number): string[] {
  if (partsOf(folder) !== undefined) return [folder];
  const entries = [...Deno.readDirSync(folder)].toSorted((a, b) =>
    a.name.localeCompare(b.name, "en", { numeric: true })
  );
  const files = entries.filter(({ name, isFile }) => isFile && isHistory(name)).map(({ name }) =>
    `${folder}/${name}`
  );
  if (files.length > 0) {
    const events = files.filter((file) => isBinary(file)),
      others = files.filter((file) => !isBinary(file));
    return others.length > 0 ? [others[0]] : [events[events.length - 1]];
  }
  if (depth >= DEEPEST) return [];
  const folders = entries.filter(({ name, isDirectory }) => isDirectory && !SKIPPED.test(name));
  const checkpoints = folders.filter(({ name }) => /^checkpoint-\d+$/.test(name));
  const searched = [...folders.filter((entry) => !checkpoints.includes(entry)), ...checkpoints.slice(-1)];
  return searched.flatMap(({ name }) => search(`${folder}/${name}`, depth + 1));
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
