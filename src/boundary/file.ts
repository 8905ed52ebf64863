/**
 * Files that somebody else wrote, read whole: within bounds, and with every error in plain words that name the file.
 *
 * @module
 */

/** Largest file that is read; the largest of ours, a checkpoint of a big network, has a fifth of it. */
const MOST_BYTES = 200_000_000;

/** Largest text that is read, which takes several times as much memory. */
const MOST_TEXT = 40_000_000;

/** Longest path that any system takes. */
const MAX_PATH = 4096;

/**
 * A path as the user gave it, if it can be one.
 *
 * @throws {RangeError} when it is empty, too long or holds a zero byte; `what` says whose path it is
 *
 * @example
 * ```ts
 * import { assertEquals, assertThrows } from "@std/assert";
 * assertEquals(plausiblePath("models/a b", "--out"), "models/a b");
 * assertThrows(() => plausiblePath(" ", "--out"), RangeError, "--out must not be empty");
 * ```
 */
export function plausiblePath(path: string, what: string): string {
  if (path.trim() === "") throw new RangeError(`${what} must not be empty`);
  if (path.includes("\0")) throw new RangeError(`${what} must not hold a zero byte`);
  const parts = path.split("/").map((part) => new TextEncoder().encode(part).length);
  if (path.length > MAX_PATH || Math.max(...parts) > 255) {
    throw new RangeError(`${what} is too long for a path (${path.length} characters)`);
  }
  return path;
}

/**
 * All bytes of a regular file.
 *
 * @param most bytes that it may have
 * @throws {TypeError} when it is something else or larger; an error of the file system keeps its class and says in one
 *   line what is wrong with which path
 */
export function readBytes(path: string, most = MOST_BYTES): Uint8Array<ArrayBuffer> {
  return explained(path, () => {
    const size = sizeOfRegular(path);
    if (size > most) throw new TypeError(`${path}: ${size} bytes are more than the ${most} that are read`);
    return Deno.readFileSync(path);
  });
}

/** The first bytes of a regular file, which may be of any size. Errors are those of {@linkcode readBytes}. */
export function readStart(path: string, length: number): Uint8Array<ArrayBuffer> {
  return explained(path, () => {
    sizeOfRegular(path);
    using file = Deno.openSync(path);
    const start = new Uint8Array(length);
    return start.slice(0, file.readSync(start) ?? 0);
  });
}

/** Bytes of a file; what else may stand under a name is refused. */
function sizeOfRegular(path: string): number {
  const { isFile, isDirectory, size } = Deno.statSync(plausiblePath(path, "a file's name"));
  if (isDirectory) throw new Deno.errors.IsADirectory();
  if (!isFile) throw new TypeError(`${path}: not a regular file`);
  return size;
}

/** The file's text in UTF-8; a byte order mark is left out. Errors are those of {@linkcode readBytes}. */
export function readText(path: string): string {
  return new TextDecoder().decode(readBytes(path, MOST_TEXT));
}

/** The text of a file, or null where there is none. Other errors are those of {@linkcode readBytes}. */
export function readIfThere(path: string): string | null {
  try {
    return readText(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

/**
 * Refuses a path that could not be written, before hours of work are done for it: makes its folder and, for a moment,
 * an empty file beside it. Nothing of that stays.
 *
 * @throws an error of the file system that names the path, {RangeError} when it can be none
 */
export function refuseUnwritable(path: string, what: string): void {
  plausiblePath(path, what);
  if (/[^/.][^/]*\/\.\.(\/|$)/.test(path)) {
    throw new RangeError(`${what} must not lead into a folder and out again (given: ${path})`);
  }
  const cut = path.lastIndexOf("/");
  const folder = cut < 0 ? "." : path.slice(0, cut) || "/";
  explained(path, () => {
    const made = makeFolders(folder);
    try {
      if (isFolder(path)) throw new Deno.errors.IsADirectory();
      tryToWrite(`${folder}/.${crypto.randomUUID()}.tmp`);
    } finally {
      for (const path of made) removeQuietly(path);
    }
  });
}

/**
 * Whether anything has this name, a link that leads nowhere included.
 *
 * @throws an error of the file system that names the path, when that cannot be known
 */
export function isThere(path: string): boolean {
  try {
    return explained(path, () => Deno.lstatSync(path)) !== undefined;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) return false;
    throw error;
  }
}

/** Makes a folder with those above it; returns the new ones, the deepest first. */
function makeFolders(folder: string): string[] {
  const made: string[] = [];
  for (let at = folder; at !== "" && !isFolder(at); at = at.slice(0, Math.max(0, at.lastIndexOf("/")))) {
    made.push(at);
  }
  Deno.mkdirSync(folder, { recursive: true });
  return made;
}

function tryToWrite(file: string): void {
  try {
    Deno.writeFileSync(file, new Uint8Array(), { createNew: true });
    Deno.renameSync(file, file); // takes the permission to read too
    Deno.removeSync(file);
  } catch (error) {
    removeQuietly(file);
    throw error;
  }
}

/** Removes a file or an empty folder, if that can be. */
function removeQuietly(path: string): void {
  try {
    Deno.removeSync(path);
  } catch { /* not there, or somebody else has put something in */ }
}

/** Whether a folder lies there; nothing there, or nothing to be known of it, is none: reading or writing will tell. */
export function isFolder(path: string): boolean {
  return kindOf(path)?.isDirectory ?? false;
}

/** Whether a regular file lies there; what cannot be known is none. */
export function isFile(path: string): boolean {
  return kindOf(path)?.isFile ?? false;
}

function kindOf(path: string): Deno.FileInfo | null {
  try {
    return Deno.statSync(path);
  } catch {
    return null;
  }
}

/** What the file system's errors mean, in the words of a user; made when asked for, since a page has no file system. */
const meanings = (): readonly (readonly [new (message?: string) => Error, string])[] => [
  [Deno.errors.NotFound, "no such file"],
  [Deno.errors.IsADirectory, "is a folder, not a file"],
  [Deno.errors.NotADirectory, "a part of the path is a file, not a folder"],
  [Deno.errors.AlreadyExists, "a part of the path is a file, not a folder"], // what mkdir says of it
  [Deno.errors.PermissionDenied, "this user may not do that"],
  [Deno.errors.FilesystemLoop, "the links in it lead in a circle"],
];

/** Runs something that touches a path; an error of the file system then names the path in plain words. */
export function explained<T>(path: string, touch: () => T): T {
  try {
    return touch();
  } catch (error) {
    for (const [Kind, meaning] of meanings()) {
      if (error instanceof Kind) throw new Kind(`${path}: ${meaning}`);
    }
    throw error;
  }
}

/** Puts the file's name before the message of whatever `read` refuses. */
export function naming<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof SyntaxError) throw new SyntaxError(`${path}: ${error.message}`);
    if (error instanceof RangeError) throw new RangeError(`${path}: ${error.message}`);
    if (error instanceof TypeError) throw new TypeError(`${path}: ${error.message}`);
    throw error;
  }
}
