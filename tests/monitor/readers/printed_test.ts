/**
 * What stands in logs beside the lines that count: bars, sections of evaluations, names in Chinese. Numbers are of ours.
 */
import { assertEquals } from "@std/assert";
import { leadingMetric } from "../../../src/monitor/logged.ts";
import type { History } from "../../../src/monitor/mod.ts";
import { meaningOf } from "../../../src/monitor/readers/classify.ts";
import { type Chosen, readHistory } from "../../../src/monitor/readers/mod.ts";

const read = (text: string, chosen: Chosen = {}) => readHistory(new TextEncoder().encode(text), { chosen });
const valuesOf = ({ series = [] }: History, name: string) => series.find((one) => one.name === name)?.values;

Deno.test("bars of tqdm, a line each, are no restarts: what lines give too is left to them", () => {
  const bar = (epoch: number, batch: number, loss: number) =>
    `- INFO - ${25 * batch}%|${
      "#".repeat(batch)
    }   | ${batch}.00/4 [00:01<00:02, 6.5batch/s, accuracy=0.0193, loss=${loss}]\n` +
    `- INFO - ${10 * epoch}%|#  | ${epoch}/3 [00:26<04:01, 26.86s/epoch, accuracy=0.019, loss=${loss}]\n`;
  const history = read(
    [1, 2, 3].map((e) =>
      `${bar(e, 1, 9)}${bar(e, 4, 8)}- INFO - Epoch ${e}: \n- INFO - loss=${4 / e}, accuracy=0.${e}, \n` +
      `- INFO - val_loss=${5 / e}, val_accuracy=0.${e}\n`
    ).join(""),
  );
  assertEquals([history.unit, history.at, history.notes], ["epoch", [1, 2, 3], []]);
  assertEquals([history.trainLoss, history.heldOutLoss], [[4, 2, 4 / 3], [5, 2.5, 5 / 3]]);
});

Deno.test("bars are read where no line gives what they hold; how long a batch takes is no epoch", () => {
  const history = read(
    [1, 2, 3].map((e) =>
      `Epoch ${e}: 100%|####| 4/4 [00:26<00:00, 26.86s/epoch, loss=${4 / e}]\nval_loss: ${5 / e}\n`
    ).join(""),
  );
  assertEquals([history.trainLoss, history.heldOutLoss], [[4, 2, 4 / 3], [5, 2.5, 5 / 3]]);
});

Deno.test("PaddlePaddle's Model.fit: below `Eval begin` the losses of an evaluation are averaged, its metrics end at the last", () => {
  const line = (batch: number, loss: number, share: number) =>
    `step ${batch}/2 - loss: ${loss} - AUROC_Mass: ${share - 0.1} - AUROC_Edema: ${share} - AUROC_Hernia: ${
      share + 0.1
    } - AUROC_avg: ${share} - 3s/step\n`;
  const history = read(
    [1, 2].map((e) =>
      `Epoch ${e}/2\n${line(1, 3 / e, 0.5)}${line(2, 2 / e, 0.6)}save checkpoint at save/${e}\n` +
      `Eval begin...\n${line(1, 4 / e, 0.1 * e)}${line(2, 2 / e, 0.3 * e)}Eval samples: 20\n`
    ).join(""),
  );
  assertEquals(valuesOf(history, "loss"), [3, 2, 1.5, 1]);
  assertEquals(valuesOf(history, "eval loss"), [3, 1.5]);
  assertEquals(valuesOf(history, "eval AUROC_avg"), [0.3, 0.6]);
  // of a measure for each of many classes that of all leads
  assertEquals(leadingMetric(history, "validation")?.name, "eval AUROC_avg");
});

Deno.test("a log that prints the best of held-out rows alone says by it which checkpoint that was", () => {
  const log = (e: number) => `Epoch [${e}/4], Iter [20/40] Loss: ${4 / e}\n`;
  const history = read(
    `${log(1)}get best test loss 3.02\n${log(2)}get best test loss 1.78\n${
      log(3)
    }EarlyStopping counter: 1 out of 8\n` +
      `${log(4)}best test loss 1.78\n`,
  );
  assertEquals(history.series?.map(({ name }) => name), ["Loss"]);
  assertEquals(history.bestCheckpoint, "epoch 2 (best test loss 1.78, as the log says)");
  const measured = read(
    [1, 2].map((e) => `${log(e)}test loss: ${5 / e}, best test loss: ${5 / e}\n`).join(""),
  );
  assertEquals([measured.heldOutLoss, measured.bestCheckpoint], [[5, 2.5], undefined]);
});

Deno.test("names in Chinese are read by what they mean, which stands behind them", () => {
  const history = read(
    [1, 2, 3].map((e) =>
      `第 ${e} 轮 完成 | 训练损失: ${4 / e} | 验证损失：${
        5 / e
      } | 验证准确率: 0.${e} | 最佳验证损失: 1 | 时间: 385.8s\n`
    ).join(""),
  );
  assertEquals([history.unit, history.trainLoss, history.heldOutLoss], [
    "epoch",
    [4, 2, 4 / 3],
    [5, 2.5, 5 / 3],
  ]);
  assertEquals(leadingMetric(history, "validation")?.name, "验证准确率 [val accuracy]");
  const table = "轮次,训练集损失,测试集损失,F1\n1,3,4,0.1\n2,2,3,0.2\n3,1,2,0.3\n";
  assertEquals([read(table).heldOutLoss, read(table).heldOutName], [[4, 3, 2], "test"]);
  const chosen = read(table, { metrics: [{ name: "测试集损失", better: "lower" }] });
  assertEquals(leadingMetric(chosen, "validation")?.name, "测试集损失 [test loss]");
  assertEquals(meaningOf("数据"), undefined);
});
