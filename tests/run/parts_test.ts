/**
 * Runs that a tool spreads over several files are one run: the folders are what MLflow, DVCLive and Keras's TensorBoard callback
 * left (python/fixtures).
 */
import { assertEquals } from "@std/assert";
import { leadingLoss, leadingMetric } from "../../src/monitor/logged.ts";
import { findHistories } from "../../src/run/histories.ts";
import { readSource } from "../../src/run/history.ts";

const FIXTURES = new URL("../monitor/fixtures/", import.meta.url).pathname;

const RUNS: readonly (readonly [string, string, string, string, string])[] = [
  ["mlflow/mlruns", "MLflow run", "train_loss", "val_loss", "val_accuracy"],
  ["dvclive", "DVCLive", "train/loss", "eval/loss", "eval/accuracy"],
  [
    "keras_tensorboard",
    "TensorBoard event files",
    "train/epoch_loss",
    "validation/epoch_loss",
    "validation/epoch_accuracy",
  ],
];

for (const [folder, format, train, held, metric] of RUNS) {
  Deno.test(`parts: ${folder} is one run`, () => {
    const paths = findHistories(FIXTURES + folder);
    assertEquals(paths.length, 1);
    const { history } = readSource(paths[0]);
    assertEquals([history.format, leadingLoss(history, "train")?.name], [format, train]);
    assertEquals(leadingLoss(history, "validation")?.name, held);
    assertEquals(leadingMetric(history, "validation")?.name, metric);
  });
}

Deno.test("parts: a file that is no measure is left out by name, the rest is read", () => {
  const folder = Deno.makeTempDirSync();
  Deno.mkdirSync(`${folder}/metrics/system`, { recursive: true });
  Deno.mkdirSync(`${folder}/params`);
  Deno.writeTextFileSync(`${folder}/metrics/train_loss`, "1700000000000 0.9 0\n1700000001000 0.7 1\n");
  Deno.writeTextFileSync(`${folder}/metrics/system/cpu`, "1700000000000 90 0\n1700000001000 91 1\n");
  const { history } = readSource(folder);
  assertEquals([history.trainLoss, history.leftOut], [[0.9, 0.7], ["system/cpu"]]);
  Deno.removeSync(folder, { recursive: true });
});
