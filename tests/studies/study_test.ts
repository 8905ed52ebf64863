import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { z } from "zod";
import { cellFile } from "../../src/studies/cell_file.ts";
import { runStudy, type Study } from "../../src/studies/study.ts";
import { onThreads } from "../../src/studies/worker_pool.ts";
import { folderTest } from "../in_folder.ts";

const cell = z.strictObject({ number: z.number() });
const result = z.strictObject({ ...cell.shape, square: z.number().min(0) });
type Cell = Readonly<z.output<typeof cell>>;
type Square = Readonly<z.output<typeof result>>;

/** Squares of whole numbers; a negative number is a cell that fails. */
const squares = (numbers: readonly number[], belongs = true): Study<Cell, Square> => ({
  name: "squares",
  cell,
  result,
  worker: new URL("./squares_worker.ts", import.meta.url),
  cells: numbers.map((number) => ({ number })),
  key: ({ number }) => `number ${number}`,
  cost: ({ number }) => 1 + Math.abs(number),
  belongs: () => belongs,
  order: ({ number }) => number,
  summarise: (results) => ({ about: "squares", sum: results.reduce((sum, { square }) => sum + square, 0) }),
  line: ({ square }) => String(square),
});

const test = (name: string, body: (file: string) => Promise<void>) =>
  folderTest(name, (folder) => body(`${folder}/squares.json`));

const read = (file: string) => JSON.parse(Deno.readTextFileSync(file));
const quiet = () => {};

test("a study leaves its results in order, whatever the number of threads", async (file) => {
  for (const threads of [1, 3]) {
    await runStudy(squares([3, 1, 2]), { file, execute: onThreads(threads), fresh: true, print: quiet });
    const { results, sum } = read(file);
    assertEquals(results, [{ number: 1, square: 1 }, { number: 2, square: 4 }, { number: 3, square: 9 }]);
    assertEquals(sum, 14);
  }
});

test("a study that goes on runs only what is missing, and keeps what others left", async (file) => {
  await runStudy(squares([1, 2]), { file, execute: onThreads(2), print: quiet });
  const lines: string[] = [];
  await runStudy(squares([2, 3]), { file, execute: onThreads(2), print: (line) => lines.push(line) });
  assertEquals(lines, ["1 of 2 cells are done already", "  1/1  9"]);
  assertEquals(read(file).results.map(({ number }: Cell) => number), [1, 2, 3]);
});

test("a cell that fails is told with its key and its error, and the others end", async (file) => {
  const failing = () => runStudy(squares([1, -1, 2]), { file, execute: onThreads(2), print: quiet });
  await assertRejects(failing, RangeError, "1 of 3 cells failed: number -1: no square of -1");
  assertEquals(read(file).results.map(({ number }: Cell) => number), [1, 2]);
});

test("the file says who made each result; a result in a file of its own is taken up with its maker", async (file) => {
  const by = "a machine elsewhere";
  const elsewhere = { study: "squares", key: "number 2", made: { by }, result: { number: 2, square: 4 } };
  Deno.mkdirSync(file.replace("squares.json", "cells"));
  Deno.writeTextFileSync(cellFile(file, "number 2"), JSON.stringify(elsewhere));
  await runStudy(squares([1, 2]), { file, execute: onThreads(1), print: quiet });
  const { results, made } = read(file);
  assertEquals(results.map(({ number }: Cell) => number), [1, 2]);
  assertEquals([made["number 1"].by, made["number 2"].by], ["a thread", by]);
});

test("a result that a file of JSON cannot hold is a failed cell", async (file) => {
  const endless = () => runStudy(squares([1, 1e200]), { file, execute: onThreads(1), print: quiet });
  await assertRejects(endless, RangeError, "number 1e+200: its result has Infinity as square");
  assertEquals(read(file).results, [{ number: 1, square: 1 }]);
});

for (
  const [what, change] of [
    ["of another study", { study: "cubes" }],
    ["of another cell", { result: { number: 3, square: 9 } }],
    ["that cannot be", { result: { number: 2, square: -4 } }],
    ["with a field that is unknown", { result: { number: 2, square: 4, cube: 8 } }],
  ] as const
) {
  test(`a cell's file ${what} is refused by its name`, async (file) => {
    const record = {
      study: "squares",
      key: "number 2",
      made: { by: "me" },
      result: { number: 2, square: 4 },
    };
    Deno.mkdirSync(file.replace("squares.json", "cells"));
    Deno.writeTextFileSync(cellFile(file, "number 2"), JSON.stringify({ ...record, ...change }));
    const error = await assertRejects(
      () => runStudy(squares([2]), { file, execute: onThreads(1), print: quiet }),
      Error,
    );
    assertStringIncludes(error.message, cellFile(file, "number 2"));
  });
}

for (
  const [what, results] of [
    ["another's", [{ number: 2, cube: 8 }]],
    ["impossible", [{ number: 2, square: -4 }]],
    ["doubled", [{ number: 2, square: 4 }, { number: 2, square: 5 }]],
  ] as const
) {
  test(`a study's file with a result that is ${what} is refused by its name and kept`, async (file) => {
    Deno.writeTextFileSync(file, JSON.stringify({ results }));
    await assertRejects(
      () => runStudy(squares([1]), { file, execute: onThreads(1), print: quiet }),
      Error,
      file,
    );
    assertEquals(read(file), { results });
  });
}

test("results with other settings are not lost, unless that is asked for", async (file) => {
  await runStudy(squares([1]), { file, execute: onThreads(1), print: quiet });
  const run = (fresh: boolean) =>
    runStudy(squares([2], false), { file, execute: onThreads(1), fresh, print: quiet });
  await assertRejects(() => run(false), RangeError, "would be lost; --fresh forgets them");
  assertEquals(read(file).results, [{ number: 1, square: 1 }]);
  await run(true);
  assertEquals(read(file).results, [{ number: 2, square: 4 }]);
});

test("a file that is not a study's is refused by its name before any work", async (file) => {
  Deno.writeTextFileSync(file, "{}");
  await assertRejects(
    () => runStudy(squares([1]), { file, execute: onThreads(1), print: quiet }),
    TypeError,
    file,
  );
  assertEquals(read(file), {});
});
