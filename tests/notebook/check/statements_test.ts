import { assertEquals } from "@std/assert";
import { relativeImports } from "../../../src/notebook/check/imports.ts";
import { runStatements, stateRun } from "../../../src/notebook/check/statements.ts";
import { oneCell, shown } from "./example.ts";

Deno.test("a run that a notebook states can be read back from its outputs", () => {
  const statement = { run: "baseline-64", testMse: 0.508812 };
  const notebook = oneCell("await liveRun(p, d);", [shown(`[figure: loss] ${stateRun(statement)}`)]);
  assertEquals(runStatements(notebook), [statement]);
});

Deno.test("small errors keep their digits", () => {
  assertEquals(stateRun({ run: "a", testMse: 8.12345678e-5 }), "[run a: test MSE 0.0000812346]");
});

Deno.test("imports are found wherever they are written, packages left out", () => {
  const code = [
    'import { a } from "../../src/a.ts";',
    'export * from "../../notebooks/b.ts";',
    'const c = await import("../../notebooks/c/d.ts");',
    'import data from "../../data/x.json" with { type: "json" };',
    'import { z } from "zod";',
  ].join("\n");
  assertEquals(relativeImports(code, "notebooks/cell.ts"), [
    "src/a.ts",
    "notebooks/b.ts",
    "notebooks/c/d.ts",
    "data/x.json",
  ]);
});
