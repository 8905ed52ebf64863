/**
 * Files that are either whole or not there.
 *
 * @module
 */
import { isFolder, naming, parseJson, readText } from "../boundary/mod.ts";

/**
 * Writes under a temporary name beside the target, then renames: a reader or a killed process never sees half a file.
 * The name is new each time, so that two writers do not meet and nobody can plant a link there; after a failure (a full
 * disk, a lost permission) it is gone again. Missing folders are made.
 *
 * @throws {Deno.errors.IsADirectory} when the path is a folder.
 */
export function writeAtomically(path: string, contents: string | Uint8Array): void {
  const folder = path.slice(0, Math.max(0, path.lastIndexOf("/")));
  if (folder !== "") Deno.mkdirSync(folder, { recursive: true });
  if (isFolder(path)) throw new Deno.errors.IsADirectory(`${path}: is a folder, not a file`);
  const temporary = `${path}.${crypto.randomUUID().slice(0, 8)}.tmp`;
  const bytes = typeof contents === "string" ? new TextEncoder().encode(contents) : contents;
  try {
    Deno.writeFileSync(temporary, bytes, { createNew: true });
    Deno.renameSync(temporary, path);
  } catch (error) {
    removeIfThere(temporary);
    throw error;
  }
}

/** Removes a file, or a folder with all that is in it; says nothing when it is not there or cannot be removed. */
function removeIfThere(path: string): void {
  try {
    Deno.removeSync(path, { recursive: true });
  } catch { /* the error that led here is the one to be told */ }
}

/** The value as indented JSON with a final line feed, written like {@linkcode writeAtomically}. */
export function writeJsonAtomically(path: string, value: unknown): void {
  writeAtomically(path, JSON.stringify(value, null, 1) + "\n");
}

/**
 * The parsed contents of a JSON file.
 *
 * @throws {SyntaxError} naming the file when it is cut off or not JSON.
 * @throws {Deno.errors.NotFound} naming the file when it is missing.
 */
export function readJson(path: string): unknown {
  const text = readText(path);
  return naming(path, () => parseJson(text));
}
