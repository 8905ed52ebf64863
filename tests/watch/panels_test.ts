import { assertEquals } from "@std/assert";
import { readHistory } from "../../src/monitor/readers/mod.ts";
import { panelsOf } from "../../src/watch/panels.ts";

const panels = (text: string) =>
  panelsOf(readHistory(new TextEncoder().encode(text))).map(({ title, lines }) => [
    title,
    lines.map(({ label, split }) => `${label} (${split})`),
  ]);

Deno.test("a Keras history: losses together, a metric with its splits", () => {
  const text = JSON.stringify({
    loss: [3, 2],
    val_loss: [3, 3],
    accuracy: [0.1, 0.2],
    val_accuracy: [0.1, 0.1],
  });
  assertEquals(panels(text), [
    ["Loss", ["loss (train)", "val_loss (held out)"]],
    ["accuracy", ["accuracy (train)", "val_accuracy (held out)"]],
  ]);
});

Deno.test("one metric on several sets is one chart, whatever its sets are called", () => {
  const text = JSON.stringify({ history: { loss: [3, 2], acc: [0.1, 0.2], val_acc: [0.1, 0.1] } });
  assertEquals(panels(text).map(([title]) => title), ["Loss", "acc"]);
  const lightgbm = JSON.stringify({ training: { auc: [0.5, 0.6] }, valid_1: { auc: [0.5, 0.5] } });
  assertEquals(panels(lightgbm).map(([title]) => title), ["auc"]);
});

Deno.test("this project's history: by group, gradient, rate, seconds", () => {
  const text = JSON.stringify({
    train_loss: [0.5, 0.4],
    test_loss: [null, 0.5],
    train_loss_by_frequency: [[0.5, 0.6], [0.4, 0.5]],
    gradient_norm_median: [1, 1],
    learning_rate: [0.1, 0.1],
    epoch_times: [1, 2],
  });
  assertEquals(panels(text).map(([title]) => title), [
    "Loss",
    "Running loss by group",
    "Gradient norm",
    "Learning rate",
    "Seconds an epoch",
  ]);
});

Deno.test("what is no number is left out of the line, and its first place is kept", () => {
  const history = readHistory(new TextEncoder().encode('{"loss": [3, NaN, 2, Infinity]}'));
  const [{ lines: [line] }] = panelsOf(history);
  assertEquals([[...line.x], [...line.y], line.brokenAt], [[1, 3], [3, 2], 2]);
});
