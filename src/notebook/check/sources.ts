import { createHash } from "node:crypto";
import { codeCells, type Notebook } from "./document.ts";
import { relativeImports } from "./imports.ts";
import { readBytes } from "../../boundary/mod.ts";

/**
 * SHA-256 over every module and data file that a notebook's cells import, directly or through others, and their names.
 * Comments on lines of their own and white space do not count.
 */
export function sourcesFingerprint(notebook: Notebook): string {
  const code = codeCells(notebook).map(({ source }) => source).join("\n");
  const found = new Map<string, string | Uint8Array>();
  const queue = relativeImports(code, "notebooks/cell.ts");
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    if (found.has(path)) continue;
    const file = path;
    const bytes = readBytes(file);
    const program = /\.[jt]s$/.test(file) ? new TextDecoder().decode(bytes) : null;
    found.set(file, program?.replace(/^\s*(\/\/|\/?\*).*$/gm, "").replace(/\s+/g, "") ?? bytes);
    if (program !== null) queue.push(...relativeImports(program, file));
  }
  const hash = createHash("sha256");
  for (const path of [...found.keys()].sort()) hash.update(`${path}\n`).update(found.get(path)!);
  return hash.digest("hex");
}
