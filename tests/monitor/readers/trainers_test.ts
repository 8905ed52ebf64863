/**
 * What trainers of one field print, a few lines of each as their sources write them, with numbers of ours.
 */
import { assertEquals, assertMatch, assertThrows } from "@std/assert";
import type { History } from "../../../src/monitor/mod.ts";
import { meaningOf } from "../../../src/monitor/readers/classify.ts";
import { readHistory } from "../../../src/monitor/readers/mod.ts";
import { unitOf } from "../../../src/monitor/series.ts";

const read = (text: string) => readHistory(new TextEncoder().encode(text));
const valuesOf = ({ series = [] }: History, name: string) => series.find((one) => one.name === name)?.values;
const lines = (of: (i: number) => string) => [1, 2, 3].map(of).join("");

Deno.test("Darknet: iterations with the running mean first, the precision on validation rows under the one before it", () => {
  const history = read(
    " Tensor Cores are used.\n" +
      lines((i) =>
        `v3 (iou loss, Normalizer: (iou: 0.07)) Region 139 Avg (IOU: 0.5), count: 1, class_loss = 0.03, total_loss = 0.13\n\n` +
        ` ${i}00: ${9 / i}, ${6 / i} avg loss, 0.001300 rate, 4.3 seconds, ${
          i * 6400
        } images, 1.0 hours left\n` +
        (i === 2 ? " mean average precision (mAP@0.50) = 0.75, or 75.00 %\n" : "")
      ),
  );
  assertEquals([history.format, unitOf(history)], ["Darknet log", "iteration"]);
  assertEquals([history.at, history.trainLoss], [[100, 200, 300], [6, 3, 2]]);
  assertEquals(history.series?.find(({ name }) => name === "val mAP@0.50")?.at, [200]);
  assertEquals(history.leftOut, []);
});

Deno.test("spaCy: the table between other lines, a component's losses as terms, scores on development rows", () => {
  const history = read(
    "ℹ Saving to output directory: output\nℹ Initial learn rate: 0.001\nE    #       LOSS TOK2VEC  LOSS NER  ENTS_F  ENTS_P  ENTS_R  SCORE \n" +
      "---  ------  ------------  --------  ------  ------  ------  ------\n  0       0          0.00     90.00    0.00    0.00    0.00    0.00\n" +
      "  0     200        100.00    800.00   60.00   62.00   58.00    0.60\n  1     400         50.00    400.00   70.00   72.00   68.00    0.70\n✔ Saved pipeline\n",
  );
  assertEquals([history.format, history.unit, history.at], ["spaCy training log", "step", [0, 200, 400]]);
  assertEquals(history.trainLoss, [90, 900, 450]);
  assertEquals(valuesOf(history, "dev_ents_f1"), [0, 60, 70]);
  assertEquals(history.leftOut, []);
});

Deno.test("ESPnet2: an epoch's results on one line, of training and of validation rows", () => {
  const history = read(
    lines((i) =>
      `[h] 2023-05-01 10:00:00,000 (trainer:732) INFO: ${i}epoch:train:1-100batch: loss_ctc=9.9, loss=9.9\n` +
      `[h] 2023-05-01 10:00:00,000 (trainer:338) INFO: ${i}epoch results: [train] iter_time=0.1, loss=${
        8 / i
      }, acc=0.5, optim0_lr0=1.0e-04, time=5 minutes and 3.2 seconds, [valid] loss=${
        9 / i
      }, cer=0.3, acc=0.4, time=1 second, [att_plot] time=5 seconds, total_count=0\n`
    ),
  );
  assertEquals([history.format, history.unit], ["ESPnet log", "epoch"]);
  assertEquals([history.trainLoss, history.heldOutLoss], [[8, 4, 8 / 3], [9, 4.5, 3]]);
  assertEquals([valuesOf(history, "valid/cer"), history.learningRate], [[0.3, 0.3, 0.3], [1e-4, 1e-4, 1e-4]]);
});

Deno.test("fairseq: behind time and level stands on which rows an epoch was measured", () => {
  const history = read(
    lines((i) =>
      `2023-06-13 17:00:10 | INFO | train_inner | epoch 00${i}:    100 / 282 loss=${
        9 / i
      }, ppl=4, lr=0.001, gnorm=0.5, loss_scale=128\n` +
      `2023-06-13 17:00:20 | INFO | valid | epoch 00${i} | valid on 'valid' subset | loss ${
        7 / i
      } | ppl 5 | bleu ${i}.5 | num_updates 282 | best_bleu 9.5\n` +
      `2023-06-13 17:00:30 | INFO | train | epoch 00${i} | loss ${
        6 / i
      } | ppl 4 | gnorm 0.5 | loss_scale 128\n`
    ),
  );
  assertEquals([history.unit, history.heldOutLoss], ["epoch", [7, 3.5, 7 / 3]]);
  assertEquals(valuesOf(history, "train loss"), [6, 3, 2]);
  assertEquals(valuesOf(history, "valid bleu"), [1.5, 2.5, 3.5]);
});

Deno.test("nnU-Net: the Dice of each class on validation rows is read as their mean", () => {
  const second = read(
    lines((i) =>
      `2024-03-05 10:00:00.1: Epoch ${i}\n2024-03-05 10:00:50.1: train_loss -0.${i}\n2024-03-05 10:00:50.1: val_loss -0.${i}\n` +
      `2024-03-05 10:00:50.1: Pseudo dice [np.float32(0.${i}), np.float32(0.${
        i + 2
      })]\n2024-03-05 10:00:50.2: Epoch time: 36.2 s\n`
    ),
  );
  assertEquals(valuesOf(second, "validation dice")?.map((dice) => dice.toFixed(2)), ["0.20", "0.30", "0.40"]);
  assertEquals(second.heldOutLoss, [-0.1, -0.2, -0.3]);
  const first = read(
    lines((i) =>
      `2021-03-05 10:00:00.1: \nepoch:  ${i}\n2021-03-05 10:00:50.1: train loss : -0.${i}\n2021-03-05 10:00:52.1: Average global foreground Dice: [0.5, 0.7]\n`
    ),
  );
  assertEquals(valuesOf(first, "validation dice"), [0.6, 0.6, 0.6]);
});

Deno.test("PaddleOCR: the current metric is an evaluation's, the best one no course", () => {
  const history = read(
    lines((i) =>
      `[2023/05/01 10:00:00] ppocr INFO: epoch: [${i}/9], global_step: ${i}0, lr: 0.001, acc: 0.${i}, loss: ${
        6 / i
      }, avg_reader_cost: 0.1 s\n` +
      `[2023/05/01 10:00:01] ppocr INFO: cur metric, acc: 0.${i}5, fps: 15\n[2023/05/01 10:00:01] ppocr INFO: best metric, acc: 0.9, best_epoch: ${i}\n`
    ),
  );
  assertEquals([history.trainLoss, valuesOf(history, "eval acc")], [[6, 3, 2], [0.15, 0.25, 0.35]]);
  assertEquals(valuesOf(history, "acc"), [0.1, 0.2, 0.3]);
});

Deno.test("lines that begin with a time in brackets are a log and no JSON", () => {
  const openNmt = read(
    lines((i) =>
      `[2023-01-01 10:00:00,000 INFO] Step ${i}00/ 3000; acc: ${i}0.0; ppl: ${90 / i}; xent: ${
        4 / i
      }; lr: 0.001;\n[2023-01-01 10:00:00,000 INFO] Validation perplexity: ${99 / i}\n`
    ),
  );
  assertEquals([openNmt.unit, openNmt.at], ["step", [100, 200, 300]]);
  assertEquals(valuesOf(openNmt, "Validation perplexity"), [99, 49.5, 33]);
  const detectron2 = read(
    lines((i) =>
      `[03/01 10:00:00 d2.utils.events]:  eta: 1:00:00  iter: ${20 * i - 1}  total_loss: ${
        3 / i
      }  lr: 0.00025  max_mem: 3400M\n`
    ),
  );
  assertEquals([detectron2.at, detectron2.trainLoss], [[19, 39, 59], [3, 1.5, 1]]);
  assertThrows(
    () =>
      read("[2022-09-23 19:29:09,028][src][INFO] - Closing\n[2022-09-23 19:29:09,028][src][INFO] - Done\n"),
    TypeError,
    "no history that is known",
  );
});

Deno.test("Megatron: the iteration of so many counts, the scale of the loss is none", () => {
  const history = read(
    lines((i) =>
      ` [2024-01-01 10:00:00] iteration       ${i}0/    1000 | consumed samples: ${i}00 | learning rate: 1.5E-04 | lm loss: ${
        6 / i
      }E+00 | loss scale: 1.0 | grad norm: 1.2 |\n`
    ),
  );
  assertEquals([unitOf(history), history.at, history.trainLoss], ["iteration", [10, 20, 30], [6, 3, 2]]);
  assertEquals(history.gradientNorm, [1.2, 1.2, 1.2]);
});

Deno.test("bars that follow one another on one line are an epoch each; a run that is one bar is read along it", () => {
  const bar = (e: number, share: string, loss: number) =>
    `\rEpoch ${e}: ${share}|##| 10/10 [00:10<00:00,  9.1it/s, v_num=0, train_loss=${loss}, val_loss=${
      loss + 1
    }]`;
  const lightning = read(
    [0, 1, 2].map((e) => bar(e, " 50%", 9) + bar(e, "100%", 3 - e)).join("") + "\ndone\n",
  );
  assertEquals([lightning.trainLoss, lightning.heldOutLoss], [[3, 2, 1], [4, 3, 2]]);
  const diffusers = read(
    "Steps:   0%|          | 0/1000 [00:00<?, ?it/s]" +
      [5, 10, 15].map((step) =>
        `\rSteps:  1%|#   | ${step}/1000 [00:01<10:00,  1.2it/s, loss=0.${step}, lr=0.0001]`
      ).join(""),
  );
  assertEquals([diffusers.unit, diffusers.at, diffusers.trainLoss], ["step", [5, 10, 15], [0.5, 0.1, 0.15]]);
});

Deno.test("of a log of one epoch alone its steps are counted", () => {
  const steps = read(
    lines((i) => `INFO:root:Epoch [6/6], Step [${i}0/1549], Loss: 0.${i}\n`) + "Validation Loss: 0.2\n",
  );
  assertEquals([steps.unit, steps.at, steps.trainLoss], ["step", [10, 20, 30], [0.1, 0.2, 0.3]]);
  const unnumbered = read(lines((i) => `Epoch 6 loss: 0.${i}\n`));
  assertEquals([unnumbered.unit, unnumbered.at], ["step", [1, 2, 3]]);
  assertMatch(unnumbered.notes.join(), /all of it in epoch 6/);
  const setting = read("epochs,loss\n3,0.9\n3,0.5\n3,0.4\n");
  assertEquals([setting.unit, setting.at], ["epoch", [1, 2, 3]]);
});

Deno.test("a line that places a measure under an epoch is printed by a trainer, whatever it calls its loss", () => {
  assertEquals(read(lines((i) => `Epoch: 000${i} cost= ${6 / i}\n`)).trainLoss, [6, 3, 2]);
  const mxnet = read(
    lines((i) =>
      `INFO:root:Epoch[${i}] Train-accuracy=0.${i}\nINFO:root:Epoch[${i}] Validation-accuracy=0.${i}\nINFO:root:Epoch[${i}] Time cost=12.3\n`
    ),
  );
  assertEquals(mxnet.series?.map(({ name, split }) => `${name}: ${split}`), [
    "Train-accuracy: train",
    "Validation-accuracy: validation",
  ]);
  const translation = read(lines((i) => `${i}m 12s (- ${9 - i}m 3s) (${i}000 ${i}%) ${6 / i}\n`));
  assertEquals([translation.at, translation.trainLoss], [[1000, 2000, 3000], [6, 3, 2]]);
  assertEquals(meaningOf("top1-err")?.better, "lower");
});

Deno.test("columns of a table between spaces cannot lack a cell", () => {
  const nerfstudio = "Step (% Done)   Train Iter (time)   ETA (time)   Train Rays / Sec\n" +
    lines((i) => `${i}0 (${i}.00%)   30.123 ms   10 m, 10 s   136.2 K\n`);
  assertThrows(() => read(nerfstudio), TypeError, "no history that is known");
});

Deno.test("held-out losses that are 0 throughout were not measured", () => {
  const history = read("epoch,train_loss,test_loss\n1,3,0\n2,2,0\n3,1,0\n");
  assertEquals([history.heldOutLoss, history.leftOut], [undefined, ["test_loss"]]);
  assertMatch(history.notes.join(), /test_loss is 0 throughout/);
});

Deno.test("PyTorch's own tutorials: an evaluation below its heading, an epoch and a batch in brackets", () => {
  const quickstart = read(
    lines((i) =>
      `Epoch ${i}\n-------\nloss: ${3 / i}  [    0/60000]\nTest Error: \n Accuracy: ${i}0.0%, Avg loss: ${
        6 / i
      } \n\n`
    ),
  );
  assertEquals([quickstart.trainLoss, quickstart.heldOutLoss, quickstart.heldOutName], [[3, 1.5, 1], [
    6,
    3,
    2,
  ], "test"]);
  const cifar = read(
    lines((i) => `[${i},  2000] loss: ${4 / i}\n[${i},  4000] loss: ${2 / i}\n`) + "Finished Training\n",
  );
  assertEquals([cifar.unit, cifar.trainLoss], ["epoch", [3, 1.5, 1]]);
});

Deno.test("CleanRL's returns, Marian's updates, Flair's scores on development rows, Joey NMT's steps", () => {
  const cleanRl = read(lines((i) => `global_step=${i}00, episodic_return=${i}.5\nSPS: 1200\n`));
  assertEquals([cleanRl.at, valuesOf(cleanRl, "episodic_return")], [[100, 200, 300], [1.5, 2.5, 3.5]]);
  const marian = read(
    lines((i) =>
      `[2021-05-01 10:00:00] Ep. 1 : Up. ${i}00 : Sen. 32,000 : Cost ${
        6 / i
      } : Time 60.1s : gNorm 1.2\n[2021-05-01 10:00:00] [valid] Ep. 1 : Up. ${i}00 : cross-entropy : ${
        60 / i
      } : new best\n`
    ),
  );
  assertEquals([unitOf(marian), marian.trainLoss, marian.heldOutLoss], ["iteration", [6, 3, 2], [
    60,
    30,
    20,
  ]]);
  const flair = read(
    lines((i) =>
      `2021-05-01 10:00:00,000 EPOCH ${i} done: loss ${3 / i} - lr 0.1\n2021-05-01 10:00:00,000 DEV : loss ${
        4 / i
      } - f1-score (micro avg)  0.${i}\n`
    ),
  );
  assertEquals([flair.trainLoss, flair.heldOutLoss], [[3, 1.5, 1], [4, 2, 4 / 3]]);
  assertEquals(valuesOf(flair, "dev f1-score micro"), [0.1, 0.2, 0.3]);
  assertEquals(read(lines((i) => `Steps: ${i}000\tLoss: ${6 / i}\tPPL: 9.5\n`)).at, [1000, 2000, 3000]);
});

Deno.test("seconds are no loss, whatever they are seconds of", () => {
  const history = read(
    lines((i) => `Learning iteration ${i}/9\n(collection: 1.5s, learning 0.${i}s)\nMean reward: ${i}.5\n`),
  );
  assertEquals(history.series?.map(({ name }) => name), ["Mean reward"]);
});

Deno.test("names behind a hash above numbers: DeePMD's lcurve.out, DeepXDE's loss.dat", () => {
  const deepmd = read(
    "#  step   rmse_val    rmse_trn   lr\n" + lines((i) => `   ${i}000   ${4 / i}   ${3 / i}   1.0e-03\n`),
  );
  assertEquals([deepmd.at, deepmd.trainLoss, deepmd.heldOutLoss], [[1000, 2000, 3000], [3, 1.5, 1], [
    4,
    2,
    4 / 3,
  ]]);
  const deepxde = read("# step, loss_train, loss_test\n" + lines((i) => `${i}.0e+03 ${3 / i} ${4 / i}\n`));
  assertEquals([deepxde.at, deepxde.heldOutName], [[1000, 2000, 3000], "test"]);
});

Deno.test("MACE says which rows a line is of in its mode, H2O how many trees there are", () => {
  const mace = read(
    lines((i) =>
      `{"loss": ${3 / i}, "mode": "opt", "epoch": ${i}}\n{"loss": ${4 / i}, "mode": "eval", "epoch": ${i}}\n`
    ),
  );
  assertEquals([mace.trainLoss, mace.heldOutLoss], [[3, 1.5, 1], [4, 2, 4 / 3]]);
  const h2o = read("number_of_trees,training_rmse,validation_rmse\n10,3,4\n20,2,3\n30,1,2.5\n");
  assertEquals([unitOf(h2o), h2o.at], ["round", [10, 20, 30]]);
});

Deno.test("a first column of whole numbers that rise counts steps where there is no header", () => {
  const history = read("1000,0.05,0.005\n2000,0.02,0.005\n4000,0.01,0.005\n");
  assertEquals([history.unit, history.at, history.trainLoss], ["step", [1000, 2000, 4000], [
    0.05,
    0.02,
    0.01,
  ]]);
});

Deno.test("what pycocotools prints of boxes and of masks is measured under the epoch above it", () => {
  const summary = (type: string, ap: number) =>
    `Running per image evaluation...\nEvaluate annotation type *${type}*\nDONE (t=1.20s).\n` +
    ` Average Precision  (AP) @[ IoU=0.50:0.95 | area=   all | maxDets=100 ] = ${ap.toFixed(3)}\n` +
    ` Average Precision  (AP) @[ IoU=0.50      | area=   all | maxDets=100 ] = 0.900\n` +
    ` Average Precision  (AP) @[ IoU=0.50:0.95 | area= small | maxDets=100 ] = -1.000\n`;
  const history = read(
    lines((i) =>
      `2021-09-03 20:28:13.294 | INFO     | yolox.core.trainer:after_iter:246 - epoch: ${i}/3, iter: 10/47, total_loss: ${
        6 / i
      }, lr: 1e-03, size: 640, ETA: 1:00:00\n` +
      summary("bbox", i / 10) + summary("segm", i / 20)
    ),
  );
  assertEquals([history.unit, history.trainLoss], ["epoch", [6, 3, 2]]);
  assertEquals(valuesOf(history, "val bbox/AP"), [0.1, 0.2, 0.3]);
  assertEquals(valuesOf(history, "val segm/AP"), [0.05, 0.1, 0.15]);
});
