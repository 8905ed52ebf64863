import { assertEquals, assertThrows } from "@std/assert";
import { cellsModule } from "../../../src/notebook/check/cells_module.ts";
import { codeCells, parseNotebook } from "../../../src/notebook/check/document.ts";

const file = JSON.stringify({
  nbformat: 4,
  cells: [
    { cell_type: "markdown", source: ["# A\n", "b"] },
    { cell_type: "code", source: ["const a = 1;\n", "await say(`${a}`);"], metadata: {}, outputs: [] },
  ],
});

Deno.test("lines of a cell are joined, whether the file has them apart or together", () => {
  assertEquals(codeCells(parseNotebook(file, "n"))[0].source, "const a = 1;\nawait say(`${a}`);");
});

Deno.test("a damaged file is refused with its name and the place", () => {
  assertThrows(() => parseNotebook(file.slice(0, 50), "n.ipynb"), SyntaxError, "n.ipynb: not valid JSON");
  assertThrows(
    () => parseNotebook(`{"nbformat":3,"cells":[]}`, "n.ipynb"),
    TypeError,
    "n.ipynb: nbformat",
  );
});

Deno.test("the cells as a module: in order, numbered, ended before the first when run for the type checker", () => {
  const lines = cellsModule(parseNotebook(file, "n")).split("\n");
  assertEquals(lines.slice(0, 3), [
    "if (Deno.args.length === 0) Deno.exit(0);",
    "// code cell 1",
    "const a = 1;",
  ]);
});
