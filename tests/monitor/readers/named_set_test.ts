/**
 * The name of a file tells of which rows its series are, where these do not.
 */
import { assertEquals } from "@std/assert";
import { readHistory } from "../../../src/monitor/readers/mod.ts";
import { epochs, table } from "../shapes.ts";

const rolesOf = (text: string, name: string, set?: string) => {
  const { series = [], notes } = readHistory(new TextEncoder().encode(text), { name, set });
  return [series.map(({ name, role, split }) => `${name}: ${split} ${role}`), notes];
};

const PRINTED = "epoch: 1 loss: 0.9 f1: 0.4\nepoch: 2 loss: 0.7 f1: 0.6\n";

for (
  const [kind, text, shown] of [
    ["a console log", PRINTED, ["val/loss: validation loss", "val/f1: validation metric"]],
    ["a table", table({ epoch: epochs(2), loss: [0.9, 0.7] }), ["val/loss: validation loss"]],
    ["a column without a name", "0.9\n0.7\n", ["val/loss: validation loss"]],
    ["JSON lines", '{"epoch": 1, "loss": 0.9}\n{"epoch": 2, "loss": 0.7}\n', ["val/loss: validation loss"]],
  ] as const
) {
  Deno.test(`the name of the file tells that ${kind} is of held-out rows`, () => {
    const [series, notes] = rolesOf(text, "val_loss.txt");
    assertEquals(series, shown);
    assertEquals(notes.includes("all of it is of val rows, as the file is called"), true);
    assertEquals(rolesOf(text, "log.txt", "val")[0], shown, "by its folder");
  });
}

Deno.test("the name of the file tells nothing where a series names its rows, and a log of training stays one", () => {
  const both = table({ epoch: epochs(2), train_loss: [0.9, 0.7], accuracy: [0.5, 0.6] });
  assertEquals(rolesOf(both, "val_log.csv")[0], ["train_loss: train loss", "accuracy: train metric"]);
  for (const name of ["train_loss.txt", "train_val_loss.txt", "test.log", "loss.csv", "invalid.log"]) {
    assertEquals(rolesOf(PRINTED, name)[0], ["loss: train loss", "f1: train metric"], name);
  }
  // a folder called test may hold a trial
  assertEquals(rolesOf(PRINTED, "log.txt", "test")[0], ["loss: train loss", "f1: train metric"]);
});

Deno.test("a column that is named by hand is called as in the file, whatever that is called", () => {
  const bytes = new TextEncoder().encode(PRINTED);
  const { trainLoss } = readHistory(bytes, { name: "val_loss.txt", chosen: { train: "loss" } });
  assertEquals(trainLoss, [0.9, 0.7]);
});

Deno.test("numbers without a name in a file called by a metric or a reward are these, and no loss", () => {
  const numbers = new TextEncoder().encode("0.3\n0.5\n0.6\n0.65");
  const read = (name: string) =>
    readHistory(numbers, { name }).series?.map(({ role, split }) => [role, split]);
  assertEquals(read("val_acc.txt"), [["metric", "validation"]]);
  assertEquals(read("rewards.txt"), [["reward", "train"]]);
  assertEquals(read("train_loss.txt"), [["loss", "train"]]);
});
