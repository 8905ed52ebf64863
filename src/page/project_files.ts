/**
 * The project's modules for a bundler that sees no disk, found as Deno finds them: by the import map, in `node_modules`.
 *
 * @module
 */
import type { OnResolveResult, Plugin } from "esbuild-wasm/esm/browser.js";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";

const LOADERS = { ts: "ts", js: "js", mjs: "js", cjs: "js", css: "css", json: "json" } as const;

/** Resolves and reads whatever no other plugin took. */
export const projectFiles: Plugin = {
  name: "project-files",
  setup({ onResolve, onLoad }) {
    onResolve(
      { filter: /.*/ },
      ({ path, importer, kind }) => found(kind === "entry-point" ? path : fileOf(path, importer)),
    );
    onLoad({ filter: /.*/, namespace: "file" }, async ({ path }) => ({
      contents: await Deno.readTextFile(path),
      loader: LOADERS[path.slice(path.lastIndexOf(".") + 1) as keyof typeof LOADERS],
    }));
  },
};

/** The file that a module means by what it imports: a package's own imports follow Node's rules. */
function fileOf(specifier: string, importer: string): string {
  const base = pathToFileURL(importer);
  if (isInPackage(importer)) return createRequire(base).resolve(specifier);
  return fileURLToPath(
    /^\.{0,2}\//.test(specifier) ? new URL(specifier, base) : import.meta.resolve(specifier),
  );
}

function found(path: string): OnResolveResult {
  return { path, namespace: "file", sideEffects: !isInPackage(path) || hasSideEffects(path) };
}

function isInPackage(file: string): boolean {
  return /[\\/]node_modules[\\/]/.test(file);
}

/** What the `package.json` above a file says; where it says nothing, importing it may do something. */
function hasSideEffects(file: string): boolean {
  const folder = new URL("./", pathToFileURL(file));
  for (let at = folder; isInPackage(fileURLToPath(at)); at = new URL("../", at)) {
    try {
      const { name, sideEffects } = JSON.parse(Deno.readTextFileSync(new URL("package.json", at)));
      if (name !== undefined) return sideEffects !== false;
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }
  return true;
}
