/**
 * Where the runs lie that a watched path stands for.
 *
 * @module
 */
import { isFolder } from "../boundary/mod.ts";
import { presentFiles } from "../run/growing.ts";
import { findHistories } from "../run/histories.ts";
import { findRun, isInTraining } from "../run/place.ts";
import { holdsRun } from "../run/record.ts";

/** The places of the runs that a path stands for now: the run itself, or those below the folder. */
export function runsAt(path: string): readonly string[] {
  const run = findRun(path);
  if (holdsRun(run)) return [run];
  try {
    const found = findHistories(path);
    const isNothing = isFolder(path) && found.length === 1 && found[0] === path &&
      presentFiles(path).length === 0;
    return [...(isNothing ? [] : found), ...trainingBelow(path)];
  } catch {
    return [path]; // not there yet, or no longer
  }
}

/** Runs of ours that have no history yet. */
function trainingBelow(path: string): string[] {
  if (!isFolder(path)) return [];
  return [...Deno.readDirSync(path)].map(({ name }) => `${path}/${name}`)
    .filter((folder) => isInTraining(folder) && holdsRun(folder));
}
