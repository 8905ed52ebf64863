/**
 * Whether a log is counted in epochs or in steps where it tells both, or neither.
 */
import { assertEquals, assertMatch } from "@std/assert";
import type { History } from "../../../src/monitor/mod.ts";
import { unitOf } from "../../../src/monitor/series.ts";
import { readHistory } from "../../../src/monitor/readers/mod.ts";
import { range } from "../shapes.ts";

const read = (text: string, name = "log.txt") => readHistory(new TextEncoder().encode(text), { name });
const seriesOf = ({ series = [] }: History, name: string) => series.find((one) => one.name === name);

// layout of `train` in paddleseg/core/train.py and of `evaluate` in paddleseg/core/val.py
Deno.test("PaddleSeg: iterations of so many in all, which go on from one epoch to the next, are counted", () => {
  const lines = range(24).flatMap((i) => [
    `2024-05-02 10:00:00 [INFO]\t[TRAIN] epoch: ${1 + Math.floor(i / 6)}, iter: ${10 * (i + 1)}/240, loss: ${
      1 / (i + 1)
    }, lr: 0.00${
      9 - Math.floor(i / 4)
    }, batch_cost: 0.2110, reader_cost: 0.00012, ips: 18.0921 samples/sec | ETA 00:12:34`,
    ...(i % 4 === 3
      ? [
        "2024-05-02 10:00:00 [INFO]\tStart evaluating (total_samples: 50, total_iters: 50)...",
        `2024-05-02 10:01:00 [INFO]\t[EVAL] #Images: 50 mIoU: ${0.3 + 0.01 * i} Acc: 0.9 Kappa: 0.8 Dice: ${
          0.5 + 0.01 * i
        }`,
      ]
      : []),
  ]);
  const history = read(lines.join("\n"));
  assertEquals([unitOf(history), history.at?.at(-1)], ["iteration", 240]);
  assertEquals(seriesOf(history, "eval mIoU")?.at, [40, 80, 120, 160, 200, 240]);
});

// layout of `fit` in litgpt/finetune/lora.py
Deno.test("LitGPT: the iteration counts, beside optimiser steps and epochs; what an evaluation came to is read once", () => {
  const lines = range(40).flatMap((i) => [
    `Epoch ${1 + Math.floor(i / 25)} | iter ${8 * (i + 1)} step ${2 * (i + 1)} | loss train: ${
      3 - 0.05 * i
    }, val: ${i < 10 ? "n/a" : "2.700"} | iter time: 350.12 ms (step) remaining time: 0:01:00`,
    ...(i % 10 === 9 ? [`iter ${8 * (i + 1)}: val loss ${2.8 - 0.03 * i}, val time: 1203.33 ms`] : []),
  ]);
  const history = read(lines.join("\n"));
  assertEquals([unitOf(history), history.at?.length, history.at?.at(-1)], ["iteration", 40, 320]);
  const held = history.series?.filter(({ split }) => split === "validation");
  assertEquals(held?.map(({ name, at }) => [name, at]), [["val loss", [80, 160, 240, 320]]]);
});

Deno.test("a table whose held-out rows were measured several times an epoch is counted in steps", () => {
  const rows = (perEpoch: number) =>
    "epoch,iteration,loss,val_loss\n" +
    range(24).map((i) =>
      `${1 + Math.floor(i / 8)},${100 * (i + 1)},${2 - 0.05 * i},${
        (i + 1) % (8 / perEpoch) === 0 ? 2.1 - 0.05 * i : ""
      }`
    ).join("\n");
  assertEquals(unitOf(read(rows(2))), "iteration");
  assertEquals(unitOf(read(rows(1))), "epoch");
});

Deno.test("a thousand rows of a training loss alone, which say nothing of what they count, are steps as the file numbers them", () => {
  const rows = (count: number) => `,loss\n${range(count).map((i) => `${i},${3 - i / count}`).join("\n")}\n`;
  const { unit, at, format } = read(rows(1000), "loss.csv");
  assertEquals([unit, at?.[0], at?.at(-1), format], ["step", 0, 999, "CSV, rows taken as steps"]);
  assertEquals(read(rows(999), "loss.csv").unit, "epoch");
});

Deno.test("an accuracy that sums up each epoch of many losses and names no rows is the training's; one told more rarely is not", () => {
  const log = (every: number) =>
    range(12).flatMap((epoch) => [
      ...range(20).map((i) =>
        `Epoch [${epoch + 1}/12], Step [${10 * i}/200], Loss: ${2 / (epoch + 1 + i / 20)}`
      ),
      ...((epoch + 1) % every === 0 ? [`Epoch ${epoch + 1} Accuracy: ${50 + 3 * epoch}.5%`] : []),
    ]).join("\n");
  const each = read(log(1)), rare = read(log(3));
  assertEquals(seriesOf(each, "Accuracy")?.split, "train");
  assertMatch(
    each.notes.join(),
    /Accuracy names no rows and stands once an epoch: taken as of training rows/,
  );
  assertEquals(seriesOf(rare, "Accuracy")?.split, "validation");
});

Deno.test("an accuracy that stands in the rows of the training loss is the training's, one in rows of its own is not", () => {
  const log = (isApart: boolean) =>
    range(200).flatMap((i) => {
      const loss = `"step": ${10 * i}, "loss": ${0.1 + 2 * Math.exp(-i / 60)}`;
      const accuracy = `"accuracy": ${0.9 - 0.8 * Math.exp(-i / 60)}`;
      if (i % 20 > 0) return [`{${loss}}`];
      return isApart ? [`{${loss}}`, `{"step": ${10 * i}, ${accuracy}}`] : [`{${loss}, ${accuracy}}`];
    }).join("\n");
  const within = read(log(false)), apart = read(log(true));
  assertEquals(seriesOf(within, "accuracy")?.split, "train");
  assertMatch(within.notes.join(), /accuracy names no rows and stands in those of the training loss/);
  assertEquals(seriesOf(apart, "accuracy")?.split, "validation");
});

Deno.test("an accuracy that names no rows, beside losses that name theirs, is the evaluation's; beside one that names its own it is left", () => {
  const table = (names: string) =>
    `epoch,${names}\n${
      range(8).map((i) => `${i + 1},${2 / (i + 1)},${2.2 / (i + 1)},0.${50 + i}`).join("\n")
    }\n`;
  const split = (names: string) => seriesOf(read(table(names)), names.split(",").at(-1)!)?.split;
  assertEquals(split("train_loss,val_loss,accuracy"), "validation");
  assertEquals(split("loss,val_loss,accuracy"), "train"); // Keras's
  const named = read(
    `epoch,train_loss,val_loss,acc,val_acc\n1,2,2,0.1,0.2\n2,1,1,0.2,0.3\n3,0.5,0.6,0.3,0.4\n`,
  );
  assertEquals(seriesOf(named, "acc")?.split, "train");
});

Deno.test("-1 stands where an evaluation did not run, and for itself where values are negative", () => {
  const text = (held: (i: number) => number) =>
    ["epoch,loss,val_loss", ...range(8).map((i) => `${i + 1},${2 / (i + 1)},${held(i)}`)].join("\n");
  const read = (text: string) => readHistory(new TextEncoder().encode(text));
  const { series = [], notes } = read(text((i) => i % 2 === 1 ? 2.5 / (i + 1) : -1));
  assertEquals(series.find(({ name }) => name === "val_loss")?.at, [2, 4, 6, 8]);
  assertEquals(notes, ["val_loss: -1 where nothing was measured"]);
  assertEquals(read(text((i) => i === 3 || i === 5 ? -1 : -0.5 - i)).heldOutLoss?.length, 8);
  assertEquals(read(text((i) => i === 3 || i === 5 ? -1 : -0.5 - i)).notes, []);
});
