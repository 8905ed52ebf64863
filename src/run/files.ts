/**
 * Files that are either whole or not there.
 *
 * @module
 */
import { naming, parseJson, readText } from "../boundary/mod.ts";

/**
 * Writes under a temporary name beside the target, then renames: a reader or a killed process never sees half a file.
 * Missing folders are made.
 *
 * @throws {Deno.errors.IsADirectory} when the path is a folder.
 */
export function writeAtomically(path: string, contents: string | Uint8Array): void {
  const folder = path.slice(0, Math.max(0, path.lastIndexOf("/")));
  if (folder !== "") Deno.mkdirSync(folder, { recursive: true });
  if (isFolder(path)) throw new Deno.errors.IsADirectory(`${path}: is a folder, not a file`);
  const temporary = `${path}.tmp`;
  const bytes = typeof contents === "string" ? new TextEncoder().encode(contents) : contents;
  Deno.writeFileSync(temporary, bytes);
  Deno.renameSync(temporary, path);
}

function isFolder(path: string): boolean {
  try {
    return Deno.statSync(path).isDirectory;
  } catch {
    return false; // nothing there, or nothing to be known; writing will tell
  }
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
