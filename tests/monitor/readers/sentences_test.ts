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

Deno.test("sentences: what stands behind a measure says its rows, in one word or two", () => {
  const text = [1, 2, 3, 4].map((epoch) =>
    `Finished Epoch ${epoch} out of 4\nMean loss: ${4 / epoch}\nAccuracy over validation set: 0.${epoch}\n` +
    `Exact-match accuracy on the test set: 0.0${epoch}`
  ).join("\n");
  const { series = [] } = readHistory(new TextEncoder().encode(text), { name: "log.txt" });
  assertEquals(series.filter(({ role }) => role === "metric").map(({ split, values }) => [split, values]), [
    ["validation", [0.1, 0.2, 0.3, 0.4]],
    ["test", [0.01, 0.02, 0.03, 0.04]],
  ]);
});

Deno.test("sentences: a bare loss behind a share of all iterations is read behind a logger's mark too", () => {
  const text = [1, 2, 3].map((i) => `INFO->${i}m 24s (${500 * i} ${20 * i}%) ${(3 / i).toFixed(4)}`).join(
    "\n",
  );
  const { at, trainLoss } = readHistory(new TextEncoder().encode(text), { name: "log.txt" });
  assertEquals([at, trainLoss], [[500, 1000, 1500], [3, 1.5, 1]]);
});
