/**
 * Rows in long form: one column says on which rows the numbers of the others were measured.
 */
import { assertEquals } from "@std/assert";
import { readHistory } from "../../../src/monitor/readers/mod.ts";
import { range } from "../shapes.ts";

const read = (text: string, name: string) => readHistory(new TextEncoder().encode(text), { name });
const lossAt = (set: string, epoch: number) => (/^train/i.test(set) ? 2 : 3) / epoch;

/** Six epochs, a row for each set in each of them. */
const rows = (column: string, sets: readonly string[]) =>
  range(6).flatMap((i) =>
    sets.map((set) => ({ epoch: i + 1, [column]: set, loss: lossAt(set, i + 1), dice: 0.1 * i, lr: 0.01 }))
  );
const asTable = (all: readonly Readonly<Record<string, unknown>>[]) =>
  [Object.keys(all[0]).join(), ...all.map((row) => Object.values(row).join())].join("\n");

Deno.test("sets: a column of words that name the rows parts the measures of each, whatever it is called", () => {
  for (
    const [column, ...sets] of [["split", "train", "val"], ["phase", "Training", "Validation"], [
      "on",
      "train set",
      "test set",
    ]]
  ) {
    const all = rows(column, sets), split = /^test/.test(sets[1]) ? "test" : "validation";
    for (
      const [name, text] of [
        ["log.csv", asTable(all)],
        ["log.jsonl", all.map((row) => JSON.stringify(row)).join("\n")],
        ["log.json", JSON.stringify(all)],
      ]
    ) {
      const history = read(text, name);
      assertEquals([history.trainLoss.length, history.heldOutLoss, history.heldOutName], [
        6,
        range(6).map((i) => 3 / (i + 1)),
        split,
      ], text);
      assertEquals(history.trainLoss, range(6).map((i) => 2 / (i + 1)));
      const own = history.series?.map((
        { name, split, values },
      ) => [name.split("/").at(-1), split, values.length]);
      assertEquals(
        own?.toSorted(),
        [
          ["dice", split, 6],
          ["dice", "train", 6],
          ["loss", split, 6],
          ["loss", "train", 6],
          // what belongs to no set is one series
          ["lr", "train", 12],
        ].toSorted(),
      );
    }
  }
});

Deno.test("sets: where all rows are held-out ones their measures are those of these", () => {
  const { trainLoss, heldOutLoss } = read(asTable(rows("split", ["val"])), "log.csv");
  assertEquals([trainLoss, heldOutLoss], [[], range(6).map((i) => 3 / (i + 1))]);
});

Deno.test("sets: words that name the training rows alone, or other things too, part nothing", () => {
  for (const sets of [["train", "train"], ["train", "warm-up"]]) {
    const history = read(asTable(rows("split", sets)), "log.csv");
    assertEquals([history.heldOutLoss, history.series?.find(({ role }) => role === "loss")?.values.length], [
      undefined,
      12,
    ]);
  }
});

Deno.test("sets: a name that says its rows keeps them", () => {
  const text = range(4).flatMap((i) => [
    `${i + 1},train,${2 / (i + 1)},`,
    `${i + 1},val,,${3 / (i + 1)}`,
  ]);
  const history = read(["epoch,set,train_loss,val_loss", ...text].join("\n"), "log.csv");
  assertEquals(history.series?.map(({ name }) => name), ["train_loss", "val_loss"]);
});
