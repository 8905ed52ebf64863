/**
 * The notebooks on disk.
 *
 * @module
 */
import { type Notebook, parseNotebook } from "./document.ts";
import { readText } from "../../boundary/mod.ts";
import { writeAtomically } from "../../run/files.ts";
import { sourcesFingerprint } from "./sources.ts";

/** Folder of the committed notebooks. */
export const NOTEBOOKS = "notebooks";

/** Names of the notebooks, in order, without `.ipynb`. */
export function notebookNames(): string[] {
  return [...Deno.readDirSync(NOTEBOOKS)]
    .filter(({ name, isFile }) => isFile && name.endsWith(".ipynb"))
    .map(({ name }) => name.slice(0, -".ipynb".length))
    .sort();
}

/** Reads a notebook. */
export function readNotebook(path: string): Notebook {
  return parseNotebook(readText(path), path);
}

/**
 * Copies an executed notebook to where it is committed, less what differs from machine to machine. The kernel's own
 * description stays: JupyterLab writes it into a notebook that lacks it, so that opening one would change the file.
 */
export function commitNotebook(from: string, to: string): void {
  const notebook = JSON.parse(Deno.readTextFileSync(from));
  notebook.metadata = {
    kernelspec: { display_name: "Deno", language: "typescript", name: "deno" },
    language_info: notebook.metadata.language_info,
    sources_sha256: sourcesFingerprint(readNotebook(from)),
  };
  writeAtomically(to, JSON.stringify(notebook, null, 1) + "\n");
}
