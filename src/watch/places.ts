/**
 * Where the runs lie that a watched path stands for.
 *
 * @module
 */
import { isFolder } from "../boundary/mod.ts";
import { presentFiles } from "../run/growing.ts";
import { searchHistories } from "../run/histories.ts";
import { canBeRead } from "../run/source.ts";
import { findRun, holdsRun, isInTraining } from "../run/place.ts";

/**
 * The places of the runs that a path stands for, each time that it is asked: the run itself, or those below the folder. A
 * table whose name does not tell is a run once it can be read as one; it is tried again when it has changed.
 */
export function createPlaces(): (path: string) => readonly string[] {
  const tried = new Map<string, { readonly state: string; readonly isRun: boolean }>();
  const isRun = (file: string) => {
    const before = tried.get(file), state = stateOf(file);
    if (before !== undefined && (before.isRun || before.state === state)) return before.isRun;
    const now = { state, isRun: canBeRead(file) };
    tried.set(file, now);
    return now.isRun;
  };
  return (path) => {
    const run = findRun(path);
    if (holdsRun(run)) return [run];
    try {
      const { named, unnamed } = searchHistories(path);
      const found = [...named, ...unnamed.slice(0, MOST_TRIED).filter(isRun)];
      const isEmpty = found.length === 0 && presentFiles(path).length === 0;
      return [...(found.length > 0 ? found : isEmpty ? [] : [path]), ...trainingBelow(path)];
    } catch {
      return [path]; // not there yet, or no longer
    }
  };
}

/** Most files of a folder that are tried. */
const MOST_TRIED = 100;

function stateOf(file: string): string {
  const { mtime, size } = Deno.statSync(file);
  return `${mtime?.getTime()} ${size}`;
}

/** Runs of ours that have no history yet. */
function trainingBelow(path: string): string[] {
  if (!isFolder(path)) return [];
  return [...Deno.readDirSync(path)].map(({ name }) => `${path}/${name}`)
    .filter((folder) => isInTraining(folder) && holdsRun(folder));
}
