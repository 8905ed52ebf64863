/**
 * Which folder a training gets, and how it takes its final name.
 *
 * @module
 */
import { isThere } from "../boundary/mod.ts";
import { lockRun } from "./lock.ts";
import { holdsRun, plainName, trainingFolder } from "./place.ts";
import { writeSums } from "./sums.ts";
import { isOver, readRunRecord, type RunRecord } from "./record.ts";

/** A run's folder, ours until disposed of. */
export interface Claim extends Disposable {
  /** Where the run lies when it is complete. */
  readonly folder: string;
  /** Where it is trained until then. */
  readonly training: string;
  /** The folder whose checkpoint it goes on from, null when it begins anew. */
  readonly from: string | null;
}

/**
 * Finds a training its place. What is complete stays as it is: where `models/<run>` is taken, the training goes to
 * `models/<run>-2`, `-3` and so on, unless it is to replace it (`fresh`); even then the complete one stays until the new
 * one is. An interrupted training with the same configuration is continued.
 *
 * @throws {RangeError} when an interrupted training has another configuration, when another process trains this run, or
 *   when the name is not a plain folder name
 */
export function claimRun(
  run: string,
  configuration: Readonly<Record<string, unknown>>,
  { fresh }: { readonly fresh: boolean },
): Claim {
  const first = `models/${plainName(run)}`;
  for (let n = 1;; n++) {
    const folder = n === 1 ? first : `${first}-${n}`;
    const lock = lockRun(folder);
    try {
      const place = placeIn(folder, configuration, fresh);
      if (place !== null) {
        if (place.from !== null) console.log(`${folder}: continuing an interrupted run`);
        else if (n > 1) console.log(`${first} is kept; this run goes to ${folder} (--fresh replaces)`);
        else if (isThere(folder)) console.log(`${folder} is replaced when the new run is complete`);
        return { ...place, ...lock };
      }
    } catch (error) {
      lock[Symbol.dispose]();
      throw error;
    }
    lock[Symbol.dispose]();
  }
}

/**
 * Takes a run to go on with: the one in training by that name, or the complete one, which stays until the longer one is
 * complete too.
 *
 * @throws {RangeError} when there is none, or another process trains it
 */
export function claimAgain(run: string): Claim & { readonly from: string } {
  const folder = `models/${plainName(run)}`;
  const training = trainingFolder(folder);
  const find = () => [training, folder].find(holdsRun);
  if (find() === undefined) throw new RangeError(`${folder} holds no run to resume`);
  const lock = lockRun(folder);
  const from = find(); // again: whoever held the lock may have completed it
  if (from !== undefined) return { folder, training, from, ...lock };
  lock[Symbol.dispose]();
  throw new RangeError(`${folder} holds no run to resume`);
}

/**
 * Gives a run that is over its final name and returns it. What had the name becomes `<run>.previous`; a diverged run
 * replaces nothing and takes the next free name. Killed in between, the same call completes it.
 */
export function completeRun(
  { folder, training }: Pick<Claim, "folder" | "training">,
  status: RunRecord["status"],
): string {
  writeSums(training);
  let target = folder;
  if (status === "diverged") {
    for (let n = 2; isThere(target); n++) target = `${folder}-${n}`;
  } else if (isThere(folder)) {
    const previous = `${folder}.previous`;
    if (isThere(previous)) Deno.removeSync(previous, { recursive: true });
    Deno.renameSync(folder, previous);
  }
  Deno.renameSync(training, target);
  return target;
}

/** The place in this folder, or null when it is taken. */
function placeIn(
  folder: string,
  configuration: Readonly<Record<string, unknown>>,
  fresh: boolean,
): Omit<Claim, typeof Symbol.dispose> | null {
  const training = trainingFolder(folder);
  if (holdsRun(training)) {
    const record = readRunRecord(training);
    const isSame = JSON.stringify(record.configuration) === JSON.stringify(configuration);
    if (!fresh && isSame) return { folder, training, from: training };
    if (isOver(record)) completeRun({ folder, training }, record.status); // killed just before
    else if (!fresh) {
      const name = folder.slice("models/".length);
      throw new RangeError(
        `${folder} is an interrupted run with another configuration; pass --resume ${name}, --fresh or another --name`,
      );
    }
  }
  if (!fresh && isThere(folder)) return null;
  if (isThere(training)) Deno.removeSync(training, { recursive: true });
  return { folder, training, from: null };
}
