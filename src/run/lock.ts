/**
 * One training at a time into a run's folder.
 *
 * @module
 */
import { lockPath } from "./place.ts";

/**
 * Locks the run of a folder until disposed of. It is the operating system's lock: it ends with its process, however that
 * ends, and a lock file left behind blocks nobody.
 *
 * @throws {RangeError} saying which process trains it and since when
 */
export function lockRun(folder: string): Disposable {
  const path = lockPath(folder);
  Deno.mkdirSync(path.slice(0, Math.max(1, path.lastIndexOf("/"))), { recursive: true });
  for (;;) {
    refuseLink(path);
    const file = Deno.openSync(path, { create: true, read: true, write: true });
    if (!file.tryLockSync(true)) {
      file.close();
      throw new RangeError(
        `${folder} is being trained by ${holder(path)}; wait for it, or choose another --name`,
      );
    }
    if (!isAt(path, file)) { // whoever held it has removed it between our opening and our locking
      file.close();
      continue;
    }
    file.truncateSync();
    file.writeSync(new TextEncoder().encode(`process ${Deno.pid} since ${new Date().toISOString()}`));
    let isHeld = true;
    return {
      [Symbol.dispose]() {
        if (!isHeld) return;
        isHeld = false;
        removeQuietly(path);
        file.close();
      },
    };
  }
}

/** A link there could make us write anywhere. */
function refuseLink(path: string): void {
  try {
    if (!Deno.lstatSync(path).isSymlink) return;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return;
    throw error;
  }
  throw new TypeError(`${path}: is a link; remove it`);
}

function isAt(path: string, file: Deno.FsFile): boolean {
  try {
    return Deno.statSync(path).ino === file.statSync().ino;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

/** Who holds the lock; Windows lets nobody else read a locked file. */
function holder(path: string): string {
  try {
    const text = Deno.readTextFileSync(path);
    return /^process \d+ since \S+$/.test(text) ? text : "another process";
  } catch {
    return "another process";
  }
}

function removeQuietly(path: string): void {
  try {
    Deno.removeSync(path);
  } catch { /* left behind it blocks nobody */ }
}

/**
 * Whether a process trains the run of a folder just now. Asking takes a shared lock for a moment, so ask only where
 * nothing was written for a while.
 */
export function isLocked(folder: string): boolean {
  let file: Deno.FsFile;
  try {
    file = Deno.openSync(lockPath(folder));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
  using _ = file;
  if (!file.tryLockSync(false)) return true;
  file.unlockSync();
  return false;
}
