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

/** Decimals in a notebook's prose, without code, mathematics and references. */
function decimalsOf(cells: readonly NotebookCell[]): string[] {
  const prose = cells.filter(({ cell_type }) => cell_type === "markdown").map(({ source }) => source.join(""))
    .filter((text) => !text.startsWith("## References"))
    .map((text) => text.replace(/```[^]*?```|\$\$[^]*?\$\$|\$[^$]*\$|`[^`]*`|\]\([^)]*\)/g, ""));
  return prose.flatMap((text) => text.match(/\d+\.\d+/g) ?? []);
}

interface NotebookCell {
  readonly cell_type: string;
  readonly source: readonly string[];
  readonly outputs?: readonly { readonly data?: Readonly<Record<string, unknown>> }[];
}

/** The numbers that a notebook's cells show as text. */
function shownNumbers(cells: readonly NotebookCell[]): number[] {
  const text = cells.flatMap(({ outputs = [] }) =>
    outputs.map(({ data }) => [data?.["text/plain"]].flat().join(""))
  );
  return text.join(" ").match(/\d+(\.\d+)?(e-?\d+)?/g)?.map(Number) ?? [];
}

/** A 1 Hz sine moves by 2 pi / 1000 a row, and with 199 permutations no p-value is below 1 / 200. */
const WORKED_OUT = ["0.007", "0.005"];

for (const { name } of permitted ? Deno.readDirSync("notebooks") : []) {
  if (!name.endsWith(".ipynb")) continue;
  Deno.test(`${name}: every decimal in its prose is known, or one of its cells shows it`, () => {
    const { cells } = JSON.parse(Deno.readTextFileSync(`notebooks/${name}`)) as { cells: NotebookCell[] };
    const shown = shownNumbers(cells);
    const isShown = (figure: string) => {
      const digits = figure.split(".")[1].length;
      return shown.some((value) => value.toFixed(digits) === figure);
    };
    const lost = decimalsOf(cells).filter((figure) =>
      !known(figure) && !WORKED_OUT.includes(figure) && !isShown(figure)
    );
    assertEquals(lost, []);
  });
}

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
  for (const broken of [document.replace("<!-- end -->", ""), `<!-- end -->\n${document}`]) {
    assertThrows(() => fillTables(broken, { one }), RangeError, "not closed");
  }
  assertMatch(markdownTable(one), /^\| a {2}\| long \|$/m);
});
