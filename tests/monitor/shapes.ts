/**
 * Shapes of well-known trainings, as their loggers write them: made by formula, with what their owner would want to be told.
 */
import { normalNumbers } from "./histories.ts";

/** One run: the text of its file, and what the headline has to say. */
export interface Shape {
  readonly what: string;
  readonly text: string;
  /** What must lead. */
  readonly says: RegExp;
  /** What the leading finding says, where that matters. */
  readonly tells?: RegExp;
  /** What to do, where that matters. */
  readonly advises?: RegExp;
}

export const range = (n: number) => Array.from({ length: n }, (_, i) => i);
export const decay = (n: number, from: number, to: number, tau: number, noise = 0, seed = 1) => {
  const normal = normalNumbers(seed);
  return range(n).map((i) => (to + (from - to) * Math.exp(-i / tau)) * Math.exp(noise * normal()));
};
export const table = (columns: Readonly<Record<string, readonly (number | string)[]>>) => {
  const names = Object.keys(columns), rows = range(columns[names[0]].length);
  return [names.join(","), ...rows.map((i) => names.map((name) => columns[name][i]).join(","))].join("\n") +
    "\n";
};
export const epochs = (n: number) => range(n).map((i) => i + 1);

/** A Trainer's state: steps with losses, evaluations with whatever they measured. */
export function trainer(
  steps: number,
  every: number,
  loss: (step: number) => number,
  evaluations: Readonly<Record<number, Readonly<Record<string, number>>>>,
  rate: (step: number) => number,
  best?: string,
): string {
  const log = range(steps / every).flatMap((i) => {
    const step = (i + 1) * every, evaluated = evaluations[step];
    const row = { step, epoch: step / steps * 2.5, loss: loss(step), learning_rate: rate(step) };
    return evaluated === undefined ? [row] : [row, { step, epoch: row.epoch, ...evaluated }];
  });
  return JSON.stringify({ log_history: log, ...(best === undefined ? {} : { best_model_checkpoint: best }) });
}

const yolo = (n: number, overfits: boolean) => {
  const rise = (i: number, by: number) => overfits ? by * Math.max(0, i - 30) : 0;
  const falls = overfits ? 0.003 : 0;
  return table({
    epoch: epochs(n),
    "train/box_loss": decay(n, 1.6, overfits ? 0.2 : 0.75, 30, 0.01, 1),
    "train/cls_loss": decay(n, 2.5, overfits ? 0.1 : 0.4, 25, 0.01, 2),
    "train/dfl_loss": decay(n, 1.4, overfits ? 0.3 : 1, 30, 0.005, 3),
    "metrics/precision(B)": range(n).map((i) => 0.9 * (1 - Math.exp(-i / 15))),
    "metrics/mAP50(B)": range(n).map((i) => 0.8 * (1 - Math.exp(-i / 15)) - falls * Math.max(0, i - 30)),
    "metrics/mAP50-95(B)": range(n).map((i) => 0.6 * (1 - Math.exp(-i / 15)) - falls * Math.max(0, i - 30)),
    "val/box_loss": decay(n, 1.5, 0.95, 15, 0.01, 4).map((v, i) => v + rise(i, 0.015)),
    "val/cls_loss": decay(n, 2, 0.6, 15, 0.01, 5).map((v, i) => v + rise(i, 0.02)),
    "val/dfl_loss": decay(n, 1.45, 1.1, 15, 0.005, 6).map((v, i) => v + rise(i, 0.01)),
    "lr/pg0": range(n).map((i) => 0.01 * (1 - 0.99 * i / n)),
  });
};
const noise = normalNumbers(11);
const reward = (of: (i: number) => number, n: number) =>
  table({
    "rollout/ep_rew_mean": range(n).map((i) => of(i) + 8 * noise()),
    "train/policy_gradient_loss": range(n).map(() => -0.01),
    "train/value_loss": decay(n, 40, 1, 30),
  });

export const SHAPES: readonly Shape[] = [
  { what: "YOLO, 100 epochs, linear rate to a hundredth", text: yolo(100, false), says: /^NO ALARM/ },
  {
    what: "YOLO that overfits from epoch 31",
    text: yolo(100, true),
    says: /^OVERFITTING since epoch (2\d|3\d)$/,
    advises: /best\.pt/,
  },
  {
    what: "BERT, three epochs, as it should be",
    text: trainer(
      1500,
      50,
      (s) => 0.15 + 0.55 * Math.exp(-s / 250),
      {
        500: { eval_loss: 0.31, eval_accuracy: 0.87 },
        1000: { eval_loss: 0.27, eval_accuracy: 0.894 },
        1500: { eval_loss: 0.272, eval_accuracy: 0.901 },
      },
      (s) => 2e-5 * (1 - s / 1500),
    ),
    says: /^NO ALARM/,
    advises: /step 1500/,
  },
  {
    what: "BERT that grows overconfident",
    text: trainer(
      5000,
      100,
      (s) => 0.02 + 0.6 * Math.exp(-s / 900),
      {
        1000: { eval_loss: 0.33, eval_accuracy: 0.86 },
        2000: { eval_loss: 0.36, eval_accuracy: 0.872 },
        3000: { eval_loss: 0.49, eval_accuracy: 0.874 },
        4000: { eval_loss: 0.61, eval_accuracy: 0.871 },
        5000: { eval_loss: 0.68, eval_accuracy: 0.873 },
      },
      (s) => 2e-5 * (1 - s / 5000),
    ),
    says: /^OVERFITTING IN LOSS, NOT IN THE METRIC since step 1000$/,
  },
  {
    what: "Whisper whose error rate still falls",
    text: trainer(
      4000,
      25,
      (s) => 0.02 + 1.2 * Math.exp(-s / 350),
      {
        1000: { eval_loss: 0.29, eval_wer: 22.3 },
        2000: { eval_loss: 0.285, eval_wer: 20.1 },
        3000: { eval_loss: 0.292, eval_wer: 19.4 },
        4000: { eval_loss: 0.296, eval_wer: 19.3 },
      },
      (s) => 1e-5 * (1 - s / 4000),
      "out/checkpoint-4000",
    ),
    says: /^NO ALARM/,
    advises: /checkpoint-4000/,
  },
  {
    what: "LoRA, one epoch of noisy batches",
    text: trainer(300, 1, (s) => 1.35 - 0.0008 * s + 0.12 * noise(), {}, (s) => 2e-4 * (1 - s / 300)),
    says: /^NO ALARM/,
  },
  {
    what: "pre-training with a cosine rate",
    text: trainer(
      20000,
      100,
      (s) => 3.2 + 7.6 * Math.exp(-s / 900) + 0.8 * Math.exp(-s / 8000) + 0.03 * noise(),
      {
        5000: { eval_loss: 3.95 },
        10000: { eval_loss: 3.55 },
        15000: { eval_loss: 3.4 },
        20000: { eval_loss: 3.33 },
      },
      (s) => 1.5e-4 * (1 + Math.cos(Math.PI * s / 20000)),
    ),
    says: /^NO ALARM/,
  },
  {
    what: "a language model that diverges at step 300",
    text: trainer(
      1000,
      10,
      (s) => (s < 300 ? 2.2 - 0.002 * s : Math.min(10.5, 1.6 + 0.03 * (s - 300))) + 0.05 * noise(),
      { 300: { eval_loss: 1.65 }, 600: { eval_loss: 8.9 }, 900: { eval_loss: 10.4 } },
      () => 1e-3,
    ),
    says: /^DIVERGENCE$/,
    advises: /learning rate/,
  },
  {
    what:
      "a language model whose loss leaves its best for good, though it gives back less than half of its gain",
    text: trainer(
      1200,
      10,
      (s) =>
        (s < 500 ? 3.7 + 7.3 * Math.exp(-s / 80) : 5.9 + 1.4 * Math.exp(-(s - 500) / 200)) + 0.05 * noise(),
      {},
      () => 6e-4,
    ),
    says: /^DIVERGENCE$/,
    advises: /best checkpoint.*learning rate/,
  },
  {
    what: "a ResNet that interpolates CIFAR-10 at 93%",
    text: table({
      epoch: epochs(100),
      loss: range(100).map((i) => Math.max(0.0015, 1.6 * Math.exp(-i / 14))),
      accuracy: range(100).map((i) => 1 - Math.max(0.0003, 0.55 * Math.exp(-i / 12))),
      val_loss: decay(100, 1.43, 0.33, 8, 0.03, 7),
      val_accuracy: range(100).map((i) => 0.934 - 0.5 * Math.exp(-i / 9)),
    }),
    says: /^NO ALARM/,
  },
  {
    what: "a classifier whose validation loss jumps, as with batch normalisation and a high rate",
    text: table({
      epoch: epochs(60),
      loss: decay(60, 1.6, 0.2, 15),
      accuracy: range(60).map((i) => 0.93 - 0.5 * Math.exp(-i / 15)),
      val_loss: decay(60, 1.75, 0.45, 12, 0.25, 8),
      val_accuracy: range(60).map((i) => 0.86 - 0.4 * Math.exp(-i / 12)),
    }),
    says: /^NO ALARM/,
  },
  {
    what: "dropout: validation below training",
    text: table({ epoch: epochs(40), loss: decay(40, 1.85, 0.45, 10), val_loss: decay(40, 1.35, 0.25, 10) }),
    says: /^NO ALARM: STILL IMPROVING$/,
  },
  {
    what: "a regression that settles within an epoch",
    text: table({ epoch: epochs(15), loss: decay(15, 523, 19.2, 0.3), val_loss: decay(15, 24, 20.3, 1) }),
    says: /^NO ALARM/,
  },
  {
    what: "a VAE whose total rises with the weight of its KL term",
    text: table({
      epoch: epochs(60),
      train_loss: range(60).map((i) => 120 + 80 * Math.exp(-i / 5) + 25 * Math.min(1, i / 20)),
      val_loss: range(60).map((i) => 125 + 80 * Math.exp(-i / 5) + 25 * Math.min(1, i / 20)),
    }),
    says: /^NO ALARM/,
  },
  {
    what: "percent accuracies of a ViT with mixup",
    text: table({
      epoch: epochs(300),
      train_loss: decay(300, 6.9, 2.7, 60),
      eval_loss: decay(300, 5.4, 0.95, 40),
      eval_top1: range(300).map((i) => 78 * (1 - Math.exp(-i / 45))),
      lr: range(300).map((i) => 2.5e-4 * (1 + Math.cos(Math.PI * i / 300))),
    }),
    says: /^NO ALARM/,
  },
  {
    what: "perplexities alone, the one on validation rising",
    text: range(20).map((i) =>
      JSON.stringify({
        epoch: i + 1,
        train_ppl: 40 + 300 * Math.exp(-i / 2),
        valid_ppl: 75 + 250 * Math.exp(-i / 2) + 2.5 * Math.max(0, i - 8),
      })
    ).join("\n"),
    says: /^OVERFITTING since epoch \d+$/,
  },
  {
    what: "a diffusion model, flat early by its nature",
    text: table({
      step: range(120).map((i) => 1000 * i),
      loss: decay(120, 0.33, 0.03, 3, 0.1, 9),
      lr: range(120).map(() => 1e-4),
    }),
    says: /^NO ALARM/,
  },
  {
    what: "PPO that learns",
    text: reward((i) => 20 + 460 * (1 - Math.exp(-i / 20)), 80),
    says: /^NO ALARM: REWARD ROSE AND LEVELS OFF$/,
  },
  {
    what: "PPO that forgets",
    text: reward((i) => i < 60 ? 20 + 5 * i : 320 - 8 * (i - 60), 95),
    says: /^REWARD FALLEN BACK since epoch \d+$/,
  },
  {
    what: "a validation that never learns: evaluated in training mode, or prepared otherwise",
    text: table({
      epoch: epochs(30),
      loss: decay(30, 1.55, 0.05, 8),
      accuracy: range(30).map((i) => 0.99 - 0.6 * Math.exp(-i / 8)),
      val_loss: range(30).map(() => 9 + 4 * noise() ** 2),
      val_accuracy: range(30).map(() => 0.12 + 0.02 * noise()),
    }),
    says: /^TRAINING LEARNS, UNSEEN ROWS STAY AT CHANCE/,
    advises: /evaluation mode/,
  },
  {
    what: "a rate too low for CIFAR-100",
    text: table({
      epoch: epochs(30),
      loss: range(30).map((i) => 4.6 - 0.012 * i),
      val_loss: range(30).map((i) => 4.59 - 0.0115 * i),
      val_accuracy: range(30).map((i) => 0.011 + 0.0004 * i),
    }),
    says: /^LEARNING RATE TOO LOW$/,
  },
  {
    what: "one answer to everything",
    text: table({
      epoch: epochs(20),
      loss: decay(20, 0.21, 0.2, 1),
      accuracy: range(20).map(() => 0.95),
      val_loss: decay(20, 0.21, 0.2, 1),
      val_f1: range(20).map(() => 0),
    }),
    says: /^ONE ANSWER TO EVERYTHING$/,
    advises: /class/,
  },
  {
    what: "boosting that overfits",
    text: JSON.stringify({
      train: { logloss: range(500).map((i) => 0.69 * Math.exp(-i / 60) + 0.02) },
      eval: {
        logloss: range(500).map((i) => 0.69 * Math.exp(-i / 25) + 0.28 + 0.0004 * Math.max(0, i - 120)),
      },
    }),
    says: /^OVERFITTING since round \d+$/,
  },
  {
    what: "warm restarts of the rate, with the bumps they bring",
    text: table({
      epoch: epochs(80),
      loss: range(80).map((i) =>
        0.3 + 1.5 * Math.exp(-i / 10) + (i >= 20 ? 0.35 * Math.exp(-(i % 20) / 4) : 0)
      ),
      lr: range(80).map((i) => 0.05 * (1 + Math.cos(Math.PI * (i % 20) / 20))),
    }),
    says: /^NO ALARM/,
  },
  {
    what: "accuracies alone, validation falling",
    text: table({
      epoch: epochs(30),
      train_acc: range(30).map((i) => 1 - 0.6 * Math.exp(-i / 6)),
      val_acc: range(30).map((i) => 0.5 + 0.3 * (1 - Math.exp(-i / 4)) - 0.008 * Math.max(0, i - 8)),
    }),
    says: /^OVERFITTING since epoch \d+$/,
    advises: /epoch (9|10) \(best val_acc\)/,
  },
  {
    what: "preferences (DPO): the margin is what counts",
    text: JSON.stringify({
      log_history: range(100).map((i) => ({
        step: 10 * (i + 1),
        loss: 0.69 * Math.exp(-i / 60),
        "rewards/chosen": -0.01 * i,
        "rewards/margins": 0.03 * i,
      })),
    }),
    says: /^NO ALARM: REWARD RISES$/,
  },
];
