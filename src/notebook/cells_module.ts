import { codeCells, type Notebook } from "./document.ts";

/**
 * The code of a notebook as one module, for the type checker: the kernel runs cells without checking them. Each cell
 * begins with a comment that numbers it.
 */
export function cellsModule(notebook: Notebook): string {
  const cells = codeCells(notebook).map(({ source }, index) => `// code cell ${index + 1}\n${source}\n`);
  return `${cells.join("\n")}\nexport {};\n`;
}
