import { codeCells, type Notebook } from "./document.ts";

/**
 * The code of a notebook as one module, for the type checker: the kernel runs cells without checking them. Run with no
 * arguments, the module ends before its first cell.
 */
export function cellsModule(notebook: Notebook): string {
  const cells = codeCells(notebook).map(({ source }, index) => `// code cell ${index + 1}\n${source}\n`);
  return ["if (Deno.args.length === 0) Deno.exit(0);", ...cells, "export {};", ""].join("\n");
}
