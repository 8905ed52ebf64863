/**
 * Evaluations that a trainer tells in words stand beside its losses.
 */
import { assertEquals } from "@std/assert";
import { readHistory } from "../../../src/monitor/readers/mod.ts";

/** The held-out series of a log whose every epoch prints a training loss and then this line. */
const heldOut = (line: (epoch: number) => string) => {
  const text = [1, 2, 3, 4].map((epoch) => `Epoch ${epoch} train loss: ${1 / epoch}\n${line(epoch)}`).join(
    "\n",
  );
  const { series = [] } = readHistory(new TextEncoder().encode(text), { name: "log.txt" });
  return series.filter(({ split }) => split !== "train").map(({ name, split, at, values }) => [
    name,
    split,
    at.length,
    values[0],
  ]);
};

for (
  const [line, ...told] of [
    ["Accuracy of the network on the 10000 test images: 7* %", "test Accuracy", "test", 71],
    ["Test Accuracy of the model on the 10000 test images: 98.* %", "test Accuracy", "test", 98.1],
    ["Validation Loss after epoch *: 0.3*", "Validation Loss", "validation", 0.31],
    ["val_acc at epoch * is 0.9*", "val_acc", "validation", 0.91],
    ["Accuracy on the test set: 9*.5%", "test Accuracy", "test", 91.5],
    ["Accuracy over validation set: 0.8*", "validation Accuracy", "validation", 0.81],
    ["Exact-match accuracy over validation set: 0.2*", "validation Exact-match accuracy", "validation", 0.21],
    ["finished, val loss is 0.3*", "val loss", "validation", 0.31],
    ["Evaluation at epoch *: top1 71.*", "evaluation top1", "validation", 71.1],
    ["Test set: Accuracy: 983*/10000 (98%)", "test Accuracy", "test", 0.9831],
  ] as const
) {
  Deno.test(`sentence: ${line}`, () => {
    const [name, split, value] = told;
    assertEquals(heldOut((epoch) => line.replaceAll("*", `${epoch}`)), [[name, split, 4, value]]);
  });
}

Deno.test("sentence: the best so far is no course, whatever words it is told in", () => {
  assertEquals(heldOut(() => "best val loss is 0.25"), []);
});
