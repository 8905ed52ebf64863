/**
 * Where a run lies: in `models/<run>` once it is complete, in `models/.<run>.training` until then.
 *
 * @module
 */
import { excerpt, explained, isFile, plausiblePath } from "../boundary/mod.ts";

/**
 * The folder of a complete run, from its name in `models/` or its path.
 *
 * @throws {RangeError} when it can be no folder's name
 */
export function runFolder(run: string, what = "the run"): string {
  const path = plausiblePath(run, what);
  return path.includes("/") ? path.replace(/(?<=.)\/+$/, "") : `models/${path}`;
}

/**
 * The name of a new run. `<run>.previous` is where a run that is replaced goes.
 *
 * @throws {RangeError} when it has other letters, is too long or is kept for something else
 */
export function plainName(run: string): string {
  if (/^\w[\w.-]{0,199}$/.test(run) && !run.endsWith(".previous")) return run;
  throw new RangeError(
    `a run's name has up to 200 letters, digits, ".", "-" and "_" and does not end in .previous (given: ${
      excerpt(run)
    })`,
  );
}

/** The folder in which the run that is going to lie in `folder` is trained. */
export function trainingFolder(folder: string): string {
  return beside(folder, "training");
}

/** The file that is locked while the run of `folder` is trained. */
export function lockPath(folder: string): string {
  return beside(folder, "lock");
}

/** Where the run that lies in `folder` lies when it is complete: there, unless it is in training. */
export function completeFolder(folder: string): string {
  return folder.replace(/(^|\/)\.([^/]+)\.training$/, "$1$2");
}

/** Whether the folder is one in which a run is trained. */
export function isInTraining(folder: string): boolean {
  return completeFolder(folder) !== folder;
}

/** The name of the run that lies in a folder. */
export function runName(folder: string): string {
  const complete = completeFolder(folder);
  return complete.slice(complete.lastIndexOf("/") + 1);
}

/** Whether the folder holds a run. */
export function holdsRun(folder: string): boolean {
  try {
    return explained(folder, () => Deno.statSync(`${folder}/run.json`)).isFile;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) return false;
    throw error;
  }
}

/**
 * Refuses to write something else among a run's files.
 *
 * @param option whose path it is
 * @throws {RangeError}
 */
export function refuseInsideRun(path: string, option: string): void {
  const folder = path.slice(0, Math.max(0, path.lastIndexOf("/"))) || ".";
  if (holdsRun(folder) || holdsRun(trainingFolder(folder))) {
    throw new RangeError(`${folder} holds a run; choose another ${option}`);
  }
}

/**
 * The folder in which a run lies now, from its name or its path: the complete one, or where there is none the one in
 * training.
 *
 * @throws {RangeError} when it can be no folder's name
 */
export function findRun(run: string, what?: string): string {
  const folder = runFolder(run, what);
  return isFile(`${folder}/run.json`) ? folder : findTraining(folder) ?? folder;
}

/** The folder in which a run is in training, from its name or its path; `undefined` when it is not. */
export function findTraining(run: string): string | undefined {
  const training = trainingFolder(runFolder(run));
  return isFile(`${training}/run.json`) ? training : undefined;
}

function beside(folder: string, kind: string): string {
  const cut = folder.lastIndexOf("/") + 1;
  return `${folder.slice(0, cut)}.${folder.slice(cut)}.${kind}`;
}
