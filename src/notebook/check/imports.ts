/**
 * The files that a program imports by relative path.
 *
 * @param code the program's text
 * @param path where it lies, with `/` between folders
 * @returns paths relative to the same root, in order of appearance
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(relativeImports('import { a } from "../../src/a.ts";', "notebooks/01.ipynb"), ["src/a.ts"]);
 * ```
 */
export function relativeImports(code: string, path: string): string[] {
  const specifiers = [...code.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*"(\.[^"]+)"/g)].map(([, specifier]) =>
    specifier
  );
  return specifiers.map((specifier) => new URL(specifier, `file:///${path}`).pathname.slice(1));
}
