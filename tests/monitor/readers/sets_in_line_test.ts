/**
 * Several sets of rows in one printed line.
 */
import { assertEquals } from "@std/assert";
import { readHistory } from "../../../src/monitor/readers/mod.ts";
import { range } from "../shapes.ts";

const TRAIN = range(8).map((i) => Number((2 / (i + 1)).toFixed(4))), VAL = TRAIN.map((loss) => loss + 1);

Deno.test("sets in a line: each measure is of the rows named before it, or behind it where all are", () => {
  const lines: readonly ((epoch: number, train: number, val: number) => string)[] = [
    (e, t, v) => `Epoch ${e}: train: loss=${t} acc=0.5 | val: loss=${v} acc=0.4`,
    (e, t, v) => `epoch ${e} [train] loss: ${t}, acc: 0.5 [valid] loss: ${v}, acc: 0.4`,
    (e, t, v) => `Epoch ${e}/8 - Training: Loss ${t}, F1 0.5; Validation: Loss ${v}, F1 0.4`,
    (e, t, v) => `Epoch ${e}: loss ${t} acc 0.5 (train), loss ${v} acc 0.4 (val)`,
    (e, t, v) => `Epoch ${e}: Train (loss=${t}, acc=0.5) Val (loss=${v}, acc=0.4)`,
    (e, t, v) => `epoch ${e} | train {'loss': ${t}, 'acc': 0.5} | val {'loss': ${v}, 'acc': 0.4}`,
    (e, t, v) => `Epoch ${e} | Train loss ${t} acc 0.5 | Val loss ${v} acc 0.4`,
    (e, t, v) => `Epoch ${e}, training loss/acc: ${t}/0.5, validation loss/acc: ${v}/0.4`,
    (e, t, v) => `Epoch ${e}: train loss, acc = ${t}, 0.5 val loss, acc = ${v}, 0.4`,
    (e, t, v) => `Epoch ${e}: Loss ${t}, Accuracy 0.5, Val Loss ${v}, Accuracy 0.4`,
  ];
  for (const line of lines) {
    const text = TRAIN.map((loss, i) => line(i + 1, loss, VAL[i])).join("\n");
    const { trainLoss, heldOutLoss, series = [] } = readHistory(new TextEncoder().encode(text));
    assertEquals([trainLoss, heldOutLoss], [TRAIN, VAL], line(1, 2, 3));
    const held = series.find(({ role, split }) => role === "metric" && split === "validation");
    assertEquals(held?.values[0], 0.4, line(1, 2, 3));
  }
});

Deno.test("sets in a line: two or three of them behind one measure, with as many numbers", () => {
  const lines: readonly ((epoch: number, train: number, val: number) => string)[] = [
    (e, t, v) => `epoch ${e}: loss (train/val): ${t}/${v}, acc (train/val): 0.5/0.4`,
    (e, t, v) => `Epoch ${e} | train/val loss: ${t} / ${v} | train/val acc: 0.5 / 0.4`,
    (e, t, v) => `Epochs ${e} - loss ${t} | ${v} [train | val] - acc 0.5 | 0.4 [train | val]`,
    (e, t, v) => `Ep ${e}: train/val/test loss ${t}/${v}/9.5, train/val/test acc 0.5/0.4/0.3`,
  ];
  for (const line of lines) {
    const text = TRAIN.map((loss, i) => line(i + 1, loss, VAL[i])).join("\n");
    const { unit, trainLoss, heldOutLoss, series = [] } = readHistory(new TextEncoder().encode(text));
    assertEquals([unit, trainLoss, heldOutLoss], ["epoch", TRAIN, VAL], line(1, 2, 3));
    const held = series.find(({ role, split }) => role === "metric" && split === "validation");
    assertEquals(held?.values[0], 0.4, line(1, 2, 3));
  }
});

Deno.test("sets in a line: what is said again without rows is of others than those that the line begins with", () => {
  const text = TRAIN.map((loss, i) => `Epoch ${i + 1}: train loss ${loss}, loss ${VAL[i]}, accuracy 0.4`)
    .join("\n");
  const { trainLoss, heldOutLoss, series = [] } = readHistory(new TextEncoder().encode(text));
  assertEquals([trainLoss, heldOutLoss], [TRAIN, VAL]);
  assertEquals(series.find(({ role }) => role === "metric")?.split, "validation");
});

Deno.test("sets in a line: what names no rows behind losses that do is no measure of the training", () => {
  const text = TRAIN.map((loss, i) =>
    `Epoch ${i + 1} | train loss ${loss} | val loss ${VAL[i]} | accuracy 0.4`
  ).join("\n");
  const { series = [] } = readHistory(new TextEncoder().encode(text));
  assertEquals(series.find(({ role }) => role === "metric")?.split, "validation");
});
