/** The notebooks as they are committed: whole, current, true to their runs, and written for a reader. */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { notebookNames, readNotebook } from "../../../src/notebook/check/file.ts";
import { modelProblems, recordProblems, staleness } from "../../../src/notebook/check/records.ts";
import { codeCells } from "../../../src/notebook/check/document.ts";
import { outputProblems } from "../../../src/notebook/check/outputs.ts";

const ignore = Deno.permissions.querySync({ name: "read" }).state !== "granted";
const names = ignore ? [] : notebookNames();
const test = (name: string, fn: () => void | Promise<void>) =>
  Deno.test({ name: ignore ? `${name} (needs --allow-read)` : name, ignore, fn });
const each = (check: (name: string) => string[]) => assertEquals(names.flatMap(check), []);
const read = (name: string) => readNotebook(`notebooks/${name}.ipynb`);

test("there are five notebooks, in order", () => {
  assertEquals(names, [
    "01_data_generation",
    "02_baseline_64",
    "03_diagnosis",
    "04_retrain_128",
    "05_what_works",
  ]);
});

test("every cell has the outputs it owes, none failed, none shows a path of one machine", () => {
  each((name) => outputProblems(read(name), name));
});

test("the errors they show are those of the run records", () => {
  each((name) => recordProblems(read(name), name));
});

test("every number in the run records is what the runs' own weights, data and histories give", async () => {
  assertEquals(await modelProblems(), []);
});

test("their outputs were made with the code in src", () => {
  each((name) => staleness(read(name), name));
});

test("each opens with its question and closes with what was learnt, or the verdict, and what comes next", () => {
  for (const name of names) {
    const prose = read(name).cells.filter(({ cell_type }) => cell_type === "markdown").map(({ source }) =>
      source
    );
    assertMatch(prose[0], /^# \d\. .+\n\n\*\*Question\.\*\* [^]+?\?/, name);
    assert(prose.some((text) => /^## (What was learnt|The verdict)/m.test(text)), name);
    assert(prose.some((text) => /^\*\*Next:\*\*|^## What comes next/m.test(text)), name);
    assert(prose.some((text) => /^## References/m.test(text)), name);
  }
});

test("cells are short, imports aside: no logic that a module could hold", () => {
  for (const name of names) {
    for (const { source } of codeCells(read(name))) {
      const own = source.replace(/^import [^]*?;$/gm, "").trim();
      assert(own.split("\n").length <= 15, `${name}:\n${own}`);
    }
  }
});
