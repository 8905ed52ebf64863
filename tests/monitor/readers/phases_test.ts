/**
 * Several phases of one training in one file, and what a resumption makes of what was logged before it.
 */
import { assertEquals } from "@std/assert";
import { readHistory } from "../../../src/monitor/readers/mod.ts";
import { range } from "../shapes.ts";

const read = (text: string) => readHistory(new TextEncoder().encode(text), { name: "metrics.csv" });
const table = (rows: readonly (readonly [number, number, string])[], column = "phase") =>
  `step,loss,${column}\n${rows.map((row) => row.join()).join("\n")}\n`;

const words = range(20).map((i) => [50 * (i + 1), 4 - 0.1 * i, "words"] as const);
const stories = range(30).map((i) => [1000 + 50 * (i + 1), 2.6 - 0.01 * i, "stories"] as const);

Deno.test("phases: the last is read, without the mean over its beginning, and said so", () => {
  const { at, trainLoss, notes } = read(table([...words, ...stories]));
  assertEquals([at?.[0], at?.at(-1), trainLoss[0]], [1100, 2500, stories[1][1]]);
  assertEquals(notes, ["several phases: the last is read, stories from step 1100 on"]);
  const rows = [...words, ...stories].map(([step, loss, stage]) => JSON.stringify({ step, loss, stage }));
  assertEquals(read(rows.join("\n")).at?.[0], 1100);
});

Deno.test("phases: those that are numbered by epoch begin with their first epoch", () => {
  const rows = range(12).map((i) => `${i + 1},${i < 5 ? 3 - 0.1 * i : 0.4 - 0.01 * i},${i < 5 ? 1 : 2}`);
  const { at, trainLoss } = read(`epoch,loss,stage\n${rows.join("\n")}\n`);
  assertEquals([at?.[0], trainLoss.length, trainLoss[0]], [6, 7, 0.4 - 0.01 * 5]);
});

Deno.test("phases: what takes turns, and rows of training and validation, are none", () => {
  const turns = words.map(([step, loss], i) => [step, loss, i % 2 === 0 ? "a" : "b"] as const);
  const splits = words.map(([step, loss], i) => [step, loss, i < 15 ? "train" : "val"] as const);
  assertEquals(read(table(turns)).trainLoss.length, 20);
  const { at, notes } = read(table(splits));
  assertEquals([at?.[0], at?.length, notes], [words[0][0], 15, []]);
});

Deno.test("a run that has hardly begun again from a checkpoint is read up to where it had come", () => {
  const again = (count: number) =>
    stories.slice(0, count).map(([step, loss]) => [step, loss + 0.001, "stories"] as const);
  const { at, notes } = read(table([...words, ...stories, ...again(3)]));
  assertEquals(at?.at(-1), 2500);
  assertEquals(
    notes[0],
    "resumed at 1050 after 2500: read is the course up to there, the 3 logged since are left out",
  );
  const further = read(table([...words, ...stories, ...again(12)]));
  assertEquals(further.at?.at(-1), 1600);
  assertEquals(further.notes[0], "resumed at 1050: what was logged twice is read once, as it was last");
});
