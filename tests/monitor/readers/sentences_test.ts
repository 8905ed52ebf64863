/**
 * Evaluations that a trainer tells in words stand beside its losses.
 */
import { assertEquals } from "@std/assert";
import type { History } from "../../../src/monitor/mod.ts";
import { readHistory } from "../../../src/monitor/readers/mod.ts";

const read = (text: string) => readHistory(new TextEncoder().encode(text));
const valuesOf = ({ series = [] }: History, name: string) => series.find((one) => one.name === name)?.values;

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

Deno.test("a verb says on which rows an epoch's measures were taken, and joins a name to its number", () => {
  const history = read(
    [0, 1, 2].map((e) =>
      `Epoch ${e} trained with loss: ${4 / (e + 1)}. The running time is 12.5.\n` +
      `Epoch ${e} evaluated with loss: ${5 / (e + 1)}, dice score: 0.${e + 1}. The running time is 3.5.\n`
    ).join(""),
  );
  assertEquals([history.trainLoss, history.heldOutLoss], [[4, 2, 4 / 3], [5, 2.5, 5 / 3]]);
  assertEquals(valuesOf(history, "val dice score"), [0.1, 0.2, 0.3]);
  assertEquals(history.series?.filter(({ name }) => /time/.test(name)).map(({ role }) => role), [
    "time",
    "time",
  ]);
});

Deno.test("rows with the number of their epoch behind them, a statistic in brackets and arrows are read", () => {
  const counted = read(
    [0, 1, 2].map((e) => `Train ${e}, loss: ${3 - e}.5, train acc: 0.${e + 4}\n`).join(""),
  );
  assertEquals([counted.unit, counted.trainLoss], ["epoch", [3.5, 2.5, 1.5]]);
  const bracketed = read(
    [1, 2, 3].map((e) => `Epoch ${e}: loss (train) = ${4 / e}, loss (val) = ${5 / e}\n`).join(""),
  );
  assertEquals([bracketed.trainLoss, bracketed.heldOutLoss], [[4, 2, 4 / 3], [5, 2.5, 5 / 3]]);
  const arrows = read([1, 2, 3].map((e) => `[${e}/3] loss -> ${4 / e} | val_loss => ${5 / e}\n`).join(""));
  assertEquals([arrows.trainLoss, arrows.heldOutLoss], [[4, 2, 4 / 3], [5, 2.5, 5 / 3]]);
});

Deno.test("`Test on Epoch 3` heads what stands below it, beyond the bars of its batches", () => {
  const history = read(
    [1, 2, 3].map((e) =>
      `Epoch ${e}[16/90]: loss:${4 / e}, lr:0.01\nEpoch ${e}[80/90]: loss:${
        3 / e
      }, lr:0.01\nTest on Epoch ${e}\n` +
      `  0%|          | 0/31 [00:00<?, ?it/s]\n100%|██████████| 31/31 [00:32<00:00,  9.54it/s]\nEvaluation\n` +
      `100%|██████████| 20/20 [00:00<00:00, 224.9it/s]\nmAP: 0.${e + 5}\nCP: 0.9, CR: 0.6, CF1 :0.${e + 4}\n`
    ).join(""),
  );
  const held = history.series?.filter(({ split }) => split !== "train").map(({ name }) => name);
  assertEquals(held, ["evaluation mAP", "evaluation CF1"]);
});

Deno.test("an epoch is told by its number behind the measure, or with no blank between", () => {
  const lines = [
    (e: number) => `loss at epoch ${e} = ${1 / e}; val loss at epoch ${e} = ${2 / e}`,
    (e: number) => `Epoch00${e} trn_loss=${1 / e} vld_loss=${2 / e}`,
    (e: number) => `epoch ${e} done, loss is ${1 / e}, validation loss is ${2 / e}`,
  ];
  for (const line of lines) {
    const text = [1, 2, 3, 4].map(line).join("\n");
    const { unit, at, trainLoss, heldOutLoss } = readHistory(new TextEncoder().encode(text));
    assertEquals([unit, at], ["epoch", [1, 2, 3, 4]], line(1));
    assertEquals([trainLoss[1], heldOutLoss?.[1]], [0.5, 1], line(1));
  }
});
