/**
 * Lines of validation batches among those of the training, whatever tells them apart.
 */
import { assertEquals } from "@std/assert";
import { readHistory } from "../../../src/monitor/readers/mod.ts";
import { range } from "../shapes.ts";

const EPOCHS = 4;

/** Epochs of five training batches and of three validation batches, whose losses are 2 and above. */
function printed(
  train: (epoch: number, batch: number) => string,
  held: (epoch: number, batch: number) => string,
  before: (epoch: number) => readonly string[] = () => [],
  between: (epoch: number) => readonly string[] = () => [],
): string {
  return range(EPOCHS).flatMap((i) => [
    ...before(i + 1),
    ...range(5).map((batch) => `${train(i + 1, 10 * batch)}${(1 / (1 + i + 0.1 * batch)).toFixed(4)}`),
    ...between(i + 1),
    ...range(3).map((batch) => `${held(i + 1, 10 * batch)}${2 + i + batch}`),
  ]).join("\n");
}
const read = (text: string) => readHistory(new TextEncoder().encode(text), { name: "train.log" });

Deno.test("validation lines: batches below a line that begins an evaluation, or marked, are one evaluation each", () => {
  const stamp = "2026-01-02 10:00:00 - INFO - ";
  const logs = [
    printed(
      (epoch, b) => `Epoch [${epoch}][${b}/50] Loss `,
      (_, b) => `[${b}/30] Loss `,
      undefined,
      () => ["Validating..."],
    ),
    printed(
      (_, b) => `${stamp}[${b}/50] loss: `,
      (_, b) => `${stamp}[${b}/30] loss: `,
      (epoch) => [`${stamp}Epoch ${epoch}`],
      () => [`${stamp}Start validation`],
    ),
    printed(
      (_, b) => `iter ${b}/50 loss `,
      (_, b) => `iter ${b}/30 loss `,
      (epoch) => [`Training epoch ${epoch}`],
      () => ["Evaluating the model"],
    ),
    printed(
      (epoch, b) => `Epoch(train) [${epoch}][${b}/50] loss: `,
      (epoch, b) => `Epoch(val) [${epoch}][${b}/30] loss: `,
    ),
    printed(
      (epoch, b) => `Train epoch ${epoch} batch ${b}/50 loss: `,
      (epoch, b) => `Validation epoch ${epoch} batch ${b}/30 loss: `,
    ),
  ];
  for (const text of logs) {
    const { series = [] } = read(text), held = series.filter(({ split }) => split === "validation");
    assertEquals(held.map(({ at, values }) => [at, values]), [[range(EPOCHS).map((i) => i + 1), [
      3,
      4,
      5,
      6,
    ]]], text);
    const trained = series.filter(({ role, split }) => role === "loss" && split === "train");
    assertEquals(trained.map(({ values }) => values.length), [5 * EPOCHS], text);
  }
});

Deno.test("validation lines: what goes on as the training did is the training's, though an evaluation came between", () => {
  const text = range(12).flatMap((i) => [
    `iter ${100 * (i + 1)}/1200 loss ${(2 / (i + 1)).toFixed(4)}`,
    ...i % 4 === 3 ? ["Validating...", `val loss: ${3 / (i + 1)}`] : [],
  ]).join("\n");
  const { trainLoss, series = [] } = read(text);
  assertEquals([trainLoss.length, series.map(({ values }) => values.length)], [12, [12, 3]]);
});
