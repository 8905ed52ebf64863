/**
 * Runs whose evaluation tells another story than their training, and healthy ones that look like a fault: made by formula, as
 * their loggers write them.
 */
import { normalNumbers } from "./histories.ts";
import { decay, epochs, range, type Shape, table, trainer } from "./shapes.ts";

const rise = (n: number, from: number, to: number, tau: number) =>
  range(n).map((i) => to + (from - to) * Math.exp(-i / tau));
const constant = <T>(n: number, value: T) => Array<T>(n).fill(value);
const normal = normalNumbers(7), fewRows = normalNumbers(13);

/** A detector's table with other columns in the place of its own. */
const detector = (n: number, other: Readonly<Record<string, readonly (number | string)[]>>) =>
  table({
    epoch: epochs(n),
    "train/box_loss": decay(n, 2.1, 0.95, 12, 0.01, 1),
    "train/cls_loss": decay(n, 3.2, 0.6, 10, 0.01, 2),
    "metrics/mAP50(B)": rise(n, 0.01, 0.84, 9),
    "metrics/mAP50-95(B)": rise(n, 0.01, 0.58, 10),
    "val/box_loss": decay(n, 1.9, 1.12, 11, 0.01, 3),
    "val/cls_loss": decay(n, 2.9, 0.75, 10, 0.01, 4),
    ...other,
  });

const flatRate = () => 2e-5;
const evaluations = (name: string, losses: readonly number[], scores: readonly number[]) =>
  Object.fromEntries(
    losses.map((loss, i) => [1000 * (i + 1), { eval_loss: loss, [`eval_${name}`]: scores[i] }]),
  );

/** Four stretches of ten evaluations, each begun at twice the loss or so, `further` lower than the one before. */
const resumed = (floor: number, further: number) =>
  table({
    step: epochs(40).map((e) => 250 * e),
    ...Object.fromEntries(["train_loss", "val_loss"].map((name, i) => [
      name,
      range(40).map((e) => {
        const stretch = Math.floor(e / 10), top = stretch === 0 ? 9 : 5;
        return (floor + 0.05 * i) * Math.exp(-further * stretch) + (top - floor) * Math.exp(-(e % 10) / 1.5);
      }),
    ])),
  });

export const EVALUATION_SHAPES: readonly Shape[] = [
  {
    what: "validation that jumps a hundredfold on its way down, and ends by chance near its lowest",
    text: table({
      epoch: epochs(44),
      loss: decay(44, 1.6, 0.12, 8, 0.02, 5),
      val_loss: range(44).map((i) => (30 * Math.exp(-i / 4) + 0.5) * [1, 12, 2, 40, 1.2, 5, 3][i * 3 % 7]),
      val_accuracy: range(44).map((i) => [0.8, 0.1, 0.6, 0.1, 0.78, 0.3, 0.5][i * 3 % 7]),
    }),
    says: /^ERRATIC VALIDATION$/,
  },
  {
    what: "healthy: a held-out loss of few rows that is next to nothing, and jumps by factors",
    text: table({
      epoch: epochs(40),
      loss: decay(40, 2.3, 0.002, 4),
      val_loss: range(40).map((i) => (2.3 * Math.exp(-i / 3) + 1e-3) * Math.exp(1.2 * fewRows())),
      val_accuracy: rise(40, 0.3, 0.9999, 3),
    }),
    says: /^NO ALARM/,
  },
  {
    what: "a detector whose validation alone is NaN",
    text: detector(40, {
      "val/box_loss": constant(40, "nan"),
      "val/cls_loss": constant(40, "nan"),
      "metrics/mAP50(B)": constant(40, 0),
      "metrics/mAP50-95(B)": constant(40, 0),
    }),
    says: /^NaN/,
    advises: /evaluation, not at the training/,
  },
  {
    what: "a detector that finds nothing while its losses fall",
    text: detector(40, { "metrics/mAP50(B)": constant(40, 0), "metrics/mAP50-95(B)": constant(40, 0) }),
    says: /^NOTHING FOUND/,
    advises: /none of these checkpoints.*labels/,
  },
  {
    what: "speech whose loss falls and whose word error rate doubles",
    text: trainer(
      5000,
      100,
      (step) => 0.05 + 0.9 * Math.exp(-step / 800),
      evaluations("wer", [0.4, 0.36, 0.35, 0.345, 0.346], [41.2, 38.9, 62.3, 88.1, 97.4]),
      flatRate,
    ),
    says: /^THE METRIC GETS WORSE since step 2000/,
    advises: /step 2000 .*language and task tokens/,
  },
  {
    what: "speech that answers nothing right",
    text: table({
      epoch: epochs(25),
      train_loss: decay(25, 8.9, 2.9, 0.8),
      val_loss: decay(25, 8.9, 2.91, 0.8),
      val_cer: constant(25, 1),
    }),
    says: /^NO WORD IS RIGHT/,
  },
  {
    what: "fine-tuning that comes back to chance",
    text: trainer(
      3000,
      50,
      (step) => step < 1200 ? 0.35 + 0.34 * Math.exp(-step / 300) : 0.694,
      evaluations("accuracy", [0.36, 0.6935, 0.6932], [0.86, 0.5, 0.5]),
      flatRate,
    ),
    says: /^DIVERGENCE/,
    advises: /step 1000/,
  },
  {
    what: "a loss that half precision logs as 0",
    text: JSON.stringify({
      log_history: range(40).map((i) => ({
        step: 5 * i + 5,
        epoch: i / 40,
        loss: i < 12 ? 1.6 : 0,
        grad_norm: i < 12 ? 1.1 : "NaN",
      })),
    }),
    says: /^NaN OR INFINITY since step 65/,
    advises: /bf16 or fp32/,
  },
  {
    what: "labels that are all masked",
    text: JSON.stringify({
      log_history: range(20).map((i) => ({ step: 5 * i + 5, epoch: i / 20, loss: 0, grad_norm: 0 })),
    }),
    says: /^NOTHING FOUND/,
    advises: /masked/,
  },
  {
    what: "labels that are no probabilities",
    text: table({
      epoch: epochs(12),
      accuracy: constant(12, 0.2),
      loss: range(12).map((i) => -0.5 * 1.6 ** i),
    }),
    says: /^LOSS BELOW ZERO/,
    advises: /binary cross-entropy takes 0 and 1/,
  },
  {
    what: "batch normalisation whose statistics do not hold",
    text: table({
      epoch: epochs(40),
      loss: decay(40, 1.4, 0.08, 7),
      val_loss: range(40).map(() => 3 * Math.exp(1.3 * normal())),
    }),
    says: /^ERRATIC VALIDATION$/,
  },
  {
    what: "healthy: a loss scaler that skipped three steps",
    text: JSON.stringify({
      log_history: range(40).map((i) => ({
        step: 50 * i + 50,
        epoch: i / 20,
        loss: 0.5 + 2 * Math.exp(-i / 10),
        grad_norm: [0, 7, 19].includes(i) ? "Infinity" : 2,
      })),
    }),
    says: /^NO ALARM/,
  },
  {
    what: "healthy: a gradient that grows thirtyfold while the loss falls",
    text: JSON.stringify({
      log_history: range(80).map((i) => ({
        step: 50 * i + 50,
        epoch: i / 27,
        loss: 0.08 + 0.9 * Math.exp(-i / 16),
        grad_norm: 0.6 * Math.exp(i / 22),
      })),
    }),
    says: /^NO ALARM/,
  },
  {
    what: "healthy: single steps of a diffusion model, noise about a level",
    text: range(800).map((i) => JSON.stringify({ step: i + 1, loss: Math.abs(0.12 + 0.09 * normal()) })).join(
      "\n",
    ),
    says: /^NO ALARM/,
  },
  {
    what: "healthy: a contrastive loss, whose floor is high",
    text: table({
      epoch: epochs(50),
      loss: decay(50, 6.22, 4.85, 9),
      top1: rise(50, 1, 60, 9),
      lr: range(50).map((i) => 0.15 * (1 + Math.cos(Math.PI * i / 50))),
    }),
    says: /^NO ALARM/,
  },
  {
    what: "healthy: the last of ten evaluations slips",
    text: table({
      epoch: epochs(10),
      loss: decay(10, 0.93, 0.04, 2),
      val_loss: [0.51, 0.24, 0.15, 0.1, 0.08, 0.084, 0.078, 0.034, 0.043, 0.38],
    }),
    says: /^NO ALARM: THE LOSS JUMPED IN THE LAST EPOCH$/,
    advises: /epoch 8 .*may be noise: do not take the last weights/,
  },
  {
    what: "a gap of the loss, which the measure of the task does not show",
    text: table({
      epoch: epochs(60),
      loss: decay(60, 0.6, 0.3, 10),
      dice_score: rise(60, 0.35, 0.6, 10),
      val_loss: range(60).map((i) => 0.72 + 0.3 * Math.exp(-i / 8) + 0.02 * (i % 3 - 1)),
      val_dice_score: range(60).map((i) =>
        0.66 - 0.05 * Math.exp(-i / 3) + (i === 40 ? 0.03 : 0.01 * ((i * 7) % 3 - 1))
      ),
    }),
    says: /^GENERALISATION GAP$/,
    tells: /, though val_dice_score is no worse \(about 0\.6\d*\) than in training \(about 0\.59\d*\)$/,
  },
  {
    what: "a question, no alarm: training rows that stay harder",
    text: table({
      epoch: epochs(30),
      loss: decay(30, 2.3, 1.2, 5),
      accuracy: rise(30, 0.2, 0.68, 4),
      val_loss: decay(30, 2.1, 0.57, 4),
      val_accuracy: rise(30, 0.5, 0.93, 3),
    }),
    says: /^NO ALARM: CONVERGED$/,
    advises: /twenty with the largest loss/,
  },
  {
    what: "a segmentation whose Dice falls from a fifth of the run on, its only measure of unseen rows",
    text: range(60).map((i) =>
      JSON.stringify({
        epoch: i + 1,
        step: 40 * i + 40,
        iter: 40 * i + 40,
        lr: 1e-3,
        loss: 0.03 + 0.6 * Math.exp(-i / 8),
      }) +
      "\n" +
      JSON.stringify({ mDice: 82 * (1 - Math.exp(-(i + 1) / 4)) - 0.3 * Math.max(0, i - 14), step: i + 1 })
    ).join("\n"),
    says: /^OVERFITTING since epoch 1\d$/,
    advises: /^the checkpoint of epoch 1\d \(best mDice\)/,
  },
  {
    what: "healthy: the KL term of a variational autoencoder rises while the whole falls",
    text: table({
      epoch: epochs(40),
      loss: decay(40, 80, 9, 5),
      kl_loss: rise(40, 0.3, 6, 2),
      reconstruction_loss: decay(40, 80, 3, 5),
      val_loss: decay(40, 64, 9, 5),
      val_kl_loss: rise(40, 1, 6, 2),
      val_reconstruction_loss: decay(40, 63, 3, 5),
    }),
    says: /^NO ALARM(?!: HELD-OUT)/,
  },
  {
    what: "healthy: the loss passes its lowest while the metric it is judged by still gains",
    text: table({
      epoch: epochs(80),
      train_loss: decay(80, 4, 1, 20),
      val_loss: decay(80, 4, 2, 8).map((v, i) => v + 3e-4 * Math.max(0, i - 50)),
      val_map: rise(80, 0.05, 0.6, 30),
    }),
    says: /^NO ALARM(?!: PAST)/,
  },
  {
    what: "accuracies alone, at one half",
    text: table({
      epoch: epochs(20),
      train_acc: range(20).map((i) => 0.5 + 0.008 * Math.sin(i)),
      val_acc: range(20).map((i) => 0.5 + 0.012 * Math.cos(2 * i)),
    }),
    says: /^STUCK AT CHANCE/,
    advises: /^none of these/,
  },
  {
    what: "a loss thrown about above ln 10, with answers that guess",
    text: table({
      epoch: epochs(20),
      loss: range(20).map((i) => 2.42 + 0.04 * Math.sin(5 * i)),
      val_loss: range(20).map((i) => 2.45 + 0.06 * Math.cos(3 * i)),
      val_accuracy: range(20).map((i) => 0.1 + 0.008 * Math.sin(2 * i)),
    }),
    says: /^STUCK AT CHANCE since epoch 1/,
    advises: /^none of these checkpoints A tenth of the learning rate/,
  },
  {
    what: "a contrastive loss that ends at ln of its batch",
    text: table({ step: epochs(60).map((e) => 20 * e), contrastive_loss: decay(60, 5.7, Math.log(128), 2) }),
    says: /^STUCK AT CHANCE/,
    advises: /pair/,
  },
  {
    what: "validation that is right one time and wrong the next, while training is steady",
    text: table({
      epoch: epochs(30),
      loss: decay(30, 1.5, 0.1, 6),
      accuracy: rise(30, 0.5, 0.97, 5),
      val_loss: range(30).map((i) => [0.3, 3, 1.2, 5, 0.4][i * 7 % 5]),
      val_accuracy: range(30).map((i) => [0.9, 0.3, 0.6, 0.12, 0.85][i * 7 % 5]),
    }),
    says: /^ERRATIC VALIDATION$/,
    advises: /look at the evaluation: evaluation mode.*batch normalisation.*preprocessing/,
  },
  {
    what: "a loss that is never again as low as before the first update",
    text: range(6).map((i) =>
      `step ${100 * i}: train loss ${i ? 20000 + 500 * i : 5.2}, val loss ${i ? 21000 + 300 * i : 5.1}`
    ).join("\n"),
    says: /^DIVERGENCE/,
    advises: /^none of these checkpoints Start again/,
  },
  {
    what: "NaN from the first update on, beside an estimate that was finite",
    text: "step 0: train loss 10.98, val loss 10.97\n" +
      range(20).map((i) => `iter ${10 * i}: loss ${i ? "nan" : "10.98"}, time 180.1ms`).join("\n"),
    says: /^NaN OR INFINITY since step 10/,
    advises: /^none of these checkpoints Look for NaN/,
  },
  {
    what: "healthy: all unseen rows are answered right, and the loss still falls",
    text: table({
      epoch: epochs(40),
      loss: decay(40, 2, 1e-6, 3),
      val_loss: decay(40, 2.2, 1e-5, 4),
      val_accuracy: rise(40, 0.1, 1, 2),
    }),
    says: /^NO ALARM(?!: STILL IMPROVING)/,
  },
  {
    what: "overfitting whose file names the checkpoint of the lowest loss",
    text: trainer(
      2000,
      50,
      (step) => 0.6 * Math.exp(-step / 400),
      Object.fromEntries(
        epochs(8).map((e) => [250 * e, {
          eval_loss: 0.33 + 0.05 * Math.abs(e - 2) ** 1.5,
          eval_accuracy: 0.85 + 0.01 * Math.min(e, 6) - 0.001 * Math.max(0, e - 6),
        }]),
      ),
      () => 5e-5,
      "out/checkpoint-500",
    ),
    says: /^OVERFITTING IN LOSS, NOT IN THE METRIC/,
    advises: /^step 1500 if eval_accuracy is what counts, checkpoint-500 for its probabilities/,
  },
  {
    what: "healthy: many classes, whose accuracy is low and rises while the loss is dear and falls",
    text: table({
      epoch: epochs(20),
      loss: decay(20, 6.9, 4.2, 6),
      val_loss: decay(20, 6.9, 4.3, 6),
      val_accuracy: rise(20, 0.001, 0.1, 5),
    }),
    says: /^NO ALARM/,
  },
  {
    what: "healthy: a rate that is printed with three digits",
    text: table({
      epoch: epochs(40),
      loss: decay(40, 2.3, 0.2, 8),
      lr: range(40).map((i) => i < 15 ? "0.001" : "0.000"),
    }),
    says: /^NO ALARM/,
  },
  {
    what: "healthy: a contrastive loss on its way past ln 128",
    text: table({ step: epochs(60).map((e) => 20 * e), contrastive_loss: decay(60, 5.6, Math.log(128), 12) }),
    says: /^NO ALARM/,
  },
  {
    what: "a segmentation that answers background, whatever its loss does",
    text: table({
      epoch: epochs(20),
      loss: decay(20, 0.6, 0.3, 2),
      val_loss: decay(20, 0.6, 0.31, 2),
      val_miou: constant(20, 4.8),
    }),
    says: /^ONE ANSWER TO EVERYTHING/,
    advises: /mask/,
  },
  {
    what: "healthy: a rate of few epochs that is logged an epoch late has come to its end",
    text: table({
      epoch: epochs(12),
      loss: decay(12, 3, 1, 4),
      val_loss: decay(12, 3.2, 1.2, 3, 0.02, 5),
      "lr/pg0": range(12).map((i) => 1.25e-3 * (1 - 0.99 * Math.max(0, i - 1) / 12)),
    }),
    says: /^NO ALARM: (?!THE SCHEDULE)/,
  },
  {
    what: "healthy: a gradient norm that is printed as 0 throughout, beside a loss that falls, was rounded",
    text: table({
      step: epochs(30).map((e) => 100 * e),
      loss: range(30).map((i) => 10.2 - 0.07 * i),
      grad_norm: constant(30, 0),
    }),
    says: /^(?!VANISHING)/,
  },
  {
    what: "healthy: flat at 900 of 5000 planned steps, the rate still high",
    text: JSON.stringify({
      ...JSON.parse(
        trainer(
          900,
          20,
          (step) => 3.4 + 6 * Math.exp(-step / 40) + 0.01 * normal(),
          { 450: { eval_loss: 3.45 }, 900: { eval_loss: 3.44 } },
          (step) => 3e-4 * (1 - step / 5000),
        ),
      ),
      global_step: 900,
      max_steps: 5000,
    }),
    says: /^NO ALARM: THE SCHEDULE HAS NOT ENDED$/,
    advises: /to the end of its schedule/,
  },
  {
    what: "healthy: the same when early stopping had ended it",
    text: JSON.stringify({
      ...JSON.parse(
        trainer(900, 20, (step) => 3.4 + 6 * Math.exp(-step / 40) + 0.01 * normal(), {}, () => 3e-4),
      ),
      global_step: 900,
      max_steps: 5000,
      stateful_callbacks: { TrainerControl: { args: { should_training_stop: true } } },
    }),
    says: /^NO ALARM: TRAINING FLAT AT THE END$/,
  },
  ...(["cosine", "linear", "exponential", "over"] as const).map((schedule): Shape => ({
    what: `healthy: flat under a rate that is ${
      schedule === "over" ? "down" : `half-way down a ${schedule} decay`
    }, without a plan in the file`,
    text: table({
      epoch: epochs(40),
      train_loss: decay(40, 2.3, 0.5, 4, 0.003, 5),
      val_loss: decay(40, 2.3, 0.55, 4, 0.003, 6),
      lr: range(40).map((i) =>
        1e-3 * {
          cosine: (1 + Math.cos(Math.PI * i / 80)) / 2,
          linear: 1 - i / 80,
          exponential: 0.98 ** i,
          over: (1 + Math.cos(Math.PI * i / 39)) / 2,
        }[schedule]
      ),
    }),
    says: schedule === "cosine" || schedule === "linear"
      ? /^NO ALARM: THE SCHEDULE HAS NOT ENDED$/
      : /^NO ALARM: FLAT AT THE END$/,
  })),
  {
    what: "an alarm half-way through a schedule stays one",
    text: JSON.stringify({
      ...JSON.parse(
        trainer(
          3000,
          50,
          (step) => 0.01 + 0.7 * Math.exp(-step / 400),
          Object.fromEntries(epochs(6).map((e) => [500 * e, { eval_loss: 0.3 + 0.1 * Math.abs(e - 1) }])),
          (step) => 2e-5 * (1 - step / 6000),
        ),
      ),
      global_step: 3000,
      max_steps: 6000,
    }),
    says: /^OVERFITTING since step 500$/,
  },
  {
    what: "validation rows that are prepared otherwise: far off from the first epoch on",
    text: table({
      epoch: epochs(25),
      train_loss: decay(25, 1.3, 0.08, 5, 0.02, 9),
      valid_loss: rise(25, 2.9, 3.5, 4),
      accuracy: range(25).map((i) => 0.44 + 0.01 * Math.sin(i)),
    }),
    says: /^VALIDATION FAR OFF FROM THE FIRST EPOCH ON$/,
    advises: /evaluation mode.*preprocessing.*split anew/,
  },
  {
    what: "overfitting that begins where both losses are alike is no validation far off",
    text: table({
      epoch: epochs(25),
      train_loss: decay(25, 1.3, 0.08, 5, 0.02, 9),
      valid_loss: rise(25, 1.35, 2.9, 12),
    }),
    says: /^OVERFITTING since epoch 1$/,
  },
  {
    what: "validation that costs more and learns with the training rows is none either",
    text: table({
      epoch: epochs(25),
      train_loss: decay(25, 1.3, 0.08, 5, 0.02, 9),
      valid_loss: decay(25, 2.9, 1.1, 6, 0.02, 10),
      accuracy: rise(25, 0.4, 0.7, 6),
    }),
    says: /^(?!VALIDATION FAR OFF)/,
  },
  {
    what: "a GAN whose samples are measured: the best by that measure is named",
    text: table({
      epoch: epochs(40),
      critic_loss: rise(40, -22, -3, 8),
      gen_loss: range(40).map(() => 2 + normal()),
      fid: range(40).map((i) => 20 + Math.abs(i - 29)),
    }),
    says: /^NO ALARM: .*GAN/,
    advises: /epoch 30 \(best fid\).*by fid/,
  },
  {
    what: "a held-out loss alone, which rises for most of the run: no plateau",
    text: table({
      step: epochs(400),
      val_loss: range(400).map((i) => 0.45 + 0.25 * Math.exp(-i / 30) + 3e-4 * Math.max(0, i - 90)),
    }),
    says: /^OVERFITTING since step \d+$/,
    advises: /best val_loss/,
  },
  {
    what: "healthy: a held-out loss alone, which falls and stays",
    text: table({ step: epochs(400), val_loss: decay(400, 0.7, 0.45, 30, 0.02, 12) }),
    says: /^NO ALARM/,
  },
  {
    what: "accuracies alone: of the training rows it climbs, of others it is that of guessing throughout",
    text: JSON.stringify({
      accuracy: rise(50, 0.1, 0.75, 20),
      val_accuracy: range(50).map(() => 0.1 + 0.015 * normal()),
    }),
    says: /^TRAINING LEARNS, UNSEEN ROWS STAY AT CHANCE since epoch 1$/,
    advises: /^none of these checkpoints Look at twenty rows of both sets beside their labels/,
  },
  {
    what: "boosted trees whose first tree orders all rows, while the log loss still falls",
    text: JSON.stringify({
      training: { auc: constant(90, 0.9999), binary_logloss: decay(90, 0.6, 1e-4, 10) },
      valid_1: { auc: constant(90, 0.9998), binary_logloss: decay(90, 0.6, 2e-4, 10) },
    }),
    says: /^PERFECT FROM THE FIRST ROUND ON$/,
    advises: /^none of these checkpoints .*leaking column.*duplicate rows/,
  },
  {
    what: "healthy: boosted trees whose first tree orders most rows, and which still improve",
    text: JSON.stringify({
      training: { auc: rise(90, 0.97, 0.9999, 20), binary_logloss: decay(90, 0.6, 0.01, 30) },
      valid_1: { auc: rise(90, 0.96, 0.999, 20), binary_logloss: decay(90, 0.6, 0.04, 30) },
    }),
    says: /^NO ALARM: STILL IMPROVING$/,
  },
  {
    what: "healthy: accuracies alone, that of unseen rows rises behind",
    text: JSON.stringify({ accuracy: rise(50, 0.1, 0.95, 10), val_accuracy: rise(50, 0.1, 0.42, 15) }),
    says: /^NO ALARM/,
  },
  {
    what: "a question, no alarm: a network whose AUC is perfect in the first epoch",
    text: JSON.stringify({ loss: decay(9, 0.02, 1e-5, 2), val_auc: constant(9, 1) }),
    says: /^NO ALARM: PERFECT FROM THE FIRST EVALUATION ON$/,
    advises: /linear model/,
  },
  {
    what: "boosted trees whose log loss is nothing in the first round",
    text: JSON.stringify({
      training: { binary_logloss: decay(20, 3e-4, 1e-6, 3) },
      valid_1: { binary_logloss: decay(20, 4e-4, 2e-6, 3) },
    }),
    says: /^PERFECT FROM THE FIRST ROUND ON$/,
  },
  {
    what: "the loss leaps at each resume and recovers: optimiser or schedule began anew",
    text: resumed(2.6, 0),
    says: /^THE LOSS LEAPS AND RECOVERS/,
    advises:
      /best val_loss.*Was it resumed there\? Then restore optimiser, schedule.*If not, these are spikes/,
  },
  {
    what: "healthy: the same leaps, after each of which it comes further down",
    text: resumed(2.6, 0.35),
    says: /^(?!THE LOSS LEAPS)/,
  },
  {
    what: "healthy: noise of single evaluations is no leap",
    text: table({ step: epochs(60).map((e) => 250 * e), train_loss: decay(60, 9, 2.6, 3, 0.05, 13) }),
    says: /^(?!THE LOSS LEAPS)/,
  },
  {
    what:
      "a rate so high that the loss never falls, many times what guessing costs, while some answers are right",
    text: table({
      epoch: epochs(40),
      train_loss: range(40).map((i) => 17.5 - 1.6 * Math.exp(-i) + 0.4 * Math.sin(3 * i)),
      train_acc: range(40).map((i) => 0.37 + 0.02 * Math.cos(3 * i)),
      val_loss: range(40).map((i) => 17.6 + 0.6 * Math.sin(5 * i)),
      val_acc: range(40).map((i) => 0.36 + 0.02 * Math.cos(5 * i)),
    }),
    says: /^LEARNING RATE TOO HIGH$/,
    advises: /^none of these checkpoints Divide the learning rate by ten/,
  },
  {
    what: "a loss that ends a few hundredths above its best, where no patience is known",
    text: table({
      step: epochs(12).map((e) => 250 * e),
      val_loss: [3, 2.5, 2.2, 2.05, 2, 1.98, 1.97, 2.01, 2.03, 1.99, 2.01, 2],
    }),
    says: /^NO ALARM: LEVELLED OFF$/,
  },
];
