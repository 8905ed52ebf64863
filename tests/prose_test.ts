/** The README says what the records say: its tables are made from them, and its prose has few figures, each of a known origin. */
import { assertEquals, assertMatch, assertThrows } from "@std/assert";
import { SHIFTED_START } from "../src/evaluation/probes/mod.ts";
import { fillTables, markdownTable } from "../src/report/readme/table.ts";
import { runCommand } from "./cli/run_command.ts";

const permitted = (["read", "run"] as const).every((name) =>
  Deno.permissions.querySync({ name }).state === "granted"
);
const needs = permitted ? "" : " (needs --allow-read and --allow-run)";

/** Figures in prose that are no measurement of ours: the task's own, and the original report's. */
function known(figure: string): boolean {
  const task = ["0.5", "0.02", String(SHIFTED_START.shiftSeconds)];
  return task.includes(figure) ||
    Deno.readTextFileSync("data/original_runs/quick_summary.txt").includes(figure);
}

/** Prose without tables, code, links and HTML. */
function proseOf(document: string): string {
  return document.replace(/^(\|| {4}).*$/gm, "").replace(/`[^`]*`|\]\([^)]*\)|<!--[^]*?-->/g, "");
}

Deno.test({
  name: `README: its tables are what the records say${needs}`,
  ignore: !permitted,
  fn: async () => {
    const { code, stdout, stderr } = await runCommand(".", "readme", ["--check"]);
    assertEquals(code, 0, stdout + stderr);
  },
});

Deno.test({
  name: `README: no figure of a measurement stands outside a generated table${needs}`,
  ignore: !permitted,
  fn: () => {
    const figures =
      proseOf(Deno.readTextFileSync("README.md")).match(/\d+\.\d+(?!\.\d)(?=[^\w.]|\.\s|π|$)/g) ?? [];
    assertEquals(figures.filter((figure) => !known(figure)), []);
  },
});

const document = "Before.\n\n<!-- table one -->\n\n| old |\n\n<!-- end -->\n\nAfter.\n";
const one = { headings: ["a", "long"], rows: [["12", "3"]] };

Deno.test("a table is written between its markers and nothing else is touched", () => {
  const filled = fillTables(document, { one });
  assertEquals(filled, document.replace("| old |", markdownTable(one)));
  assertEquals(fillTables(filled, { one }), filled);
});

Deno.test("a table without a place, and a place without a table, are noticed", () => {
  assertThrows(() => fillTables(document, { one, two: one }), RangeError, "two");
  assertThrows(() => fillTables(document, {}), RangeError, "one");
  assertMatch(markdownTable(one), /^\| a {2}\| long \|$/m);
});
