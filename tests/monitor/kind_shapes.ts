/**
 * Kinds of training that are judged each by something of its own, and causes that stand in the file beside the losses: made by
 * formula, as their loggers write them.
 */
import { normalNumbers } from "./histories.ts";
import { decay, epochs, range, type Shape, table } from "./shapes.ts";

const normal = normalNumbers(23), jitter = (by: number) => Math.exp(by * normal());

/** A classifier of ten classes whose rate is divided by four every `every` epochs. */
const stepped = (every: number, n = 36) => {
  const rates = range(n).map((i) => 0.05 * 4 ** -Math.floor(i / every));
  let level = 2.3;
  const losses = rates.map((rate) => level -= 1.2 * rate * level);
  return table({
    epoch: epochs(n),
    train_loss: losses,
    val_loss: losses.map((loss) => loss + 0.03),
    lr: rates,
  });
};

/** Boosted trees by their AUC, which a first tree begins at. */
const trees = (first: number, last: number) =>
  JSON.stringify({
    training: { auc: range(80).map((i) => last - (last - first) * Math.exp(-i / 8)) },
    valid_1: { auc: range(80).map((i) => last - (last - first) * Math.exp(-i / 8)) },
  });

/** Rates, and the losses of single images at noises drawn at random, as trainers of LoRA write them. */
const lora = () => {
  const losses = range(1200).map(() => 0.11 * jitter(0.6));
  return range(1200).map((i) => {
    const known = losses.slice(Math.max(0, i - 99), i + 1);
    const average = known.reduce((a, b) => a + b) / known.length;
    return JSON.stringify({
      step: i + 1,
      "loss/current": losses[i],
      "loss/average": average,
      "lr/unet": 1e-4,
      "lr/textencoder": 5e-5,
    });
  }).join("\n");
};

export const KIND_SHAPES: readonly Shape[] = [
  {
    what: "a rate that is divided so often that the loss, which still fell, stands still from then on",
    text: stepped(2),
    says: /^THE LEARNING RATE HAS RUN OUT since epoch 11$/,
    advises: /Keep the rate for longer/,
  },
  {
    what: "healthy: the same rate divided three times in all",
    text: stepped(12),
    says: /^NO ALARM/,
  },
  {
    what: "a rate that is lowered because the loss stands still is not why it does",
    text: table({
      epoch: epochs(40),
      train_loss: range(40).map((i) => 2.05 + 0.25 * Math.exp(-i / 1.5) + 0.004 * normal()),
      lr: range(40).map((i) => 0.01 * (i < 8 ? 1 : 10 ** -Math.floor(i / 4))),
    }),
    says: /^PLATEAU/,
  },
  {
    what: "a question, no alarm: boosted trees of which the first alone orders nearly all rows",
    text: trees(0.978, 0.999),
    says: /^VERY GOOD AT ONCE: A LEAK\?$/,
    advises: /none if a column leaks.*leaking column/,
  },
  { what: "healthy: boosted trees that come from far", text: trees(0.83, 0.997), says: /^NO ALARM/ },
  {
    what: "held-out rows that are answered worse from the second epoch on, when nothing was fitted yet",
    text: table({
      epoch: epochs(24),
      loss: decay(24, 1.9, 0.7, 9, 0.01, 3),
      accuracy: range(24).map((i) => 0.82 - 0.42 * Math.exp(-i / 8)),
      val_loss: range(24).map((i) => (2.9 - 1.1 * Math.exp(-i / 5)) * jitter(0.05)),
      val_accuracy: range(24).map(() => 0.43 * jitter(0.03)),
    }),
    says: /^VALIDATION FAR OFF FROM THE FIRST EPOCH ON$/,
    advises: /^none can be chosen by such a validation .*evaluation mode.*preprocessing/,
  },
  {
    what: "overfitting that begins early, after held-out rows were learned",
    text: table({
      epoch: epochs(24),
      loss: decay(24, 1.9, 0.05, 4, 0.01, 3),
      accuracy: range(24).map((i) => 0.99 - 0.69 * Math.exp(-i / 4)),
      val_loss: range(24).map((i) => 1.2 + 0.6 * Math.exp(-i / 1.5) + 0.05 * i),
      val_accuracy: range(24).map((i) => 0.58 - 0.25 * Math.exp(-i / 2)),
    }),
    says: /^OVERFITTING/,
  },
  {
    what: "a LoRA of a diffusion model, whose loss is flat and noisy",
    text: lora(),
    says: /^NO ALARM: JUDGE BY SAMPLES$/,
    advises: /same prompts and seeds/,
  },
  {
    what: "a training loss that falls on beside held-out scores that do not rise any more",
    text: JSON.stringify({
      loss_curve_: decay(50, 1.6, 0.2, 25),
      validation_scores_: range(50).map((i) => i === 35 ? 0.792 : 0.78 - 0.5 * Math.exp(-i / 5)),
    }),
    says: /^NO ALARM$/,
    advises: /^the checkpoint of epoch 36 /,
  },
  {
    what: "a variational autoencoder whose code says nothing",
    text: table({
      epoch: epochs(30),
      train_loss: decay(30, 61, 60.2, 3),
      val_loss: decay(30, 61.4, 60.6, 3),
      val_recon_loss: decay(30, 61.3, 60.6, 3),
      val_kl_loss: decay(30, 0.02, 1e-4, 3),
    }),
    says: /^POSTERIOR COLLAPSE/,
    advises: /^none of these checkpoints/,
  },
  {
    what: "a network of masks by its masks, not by its boxes",
    text: table({
      epoch: epochs(40),
      "train/box_loss": decay(40, 1.8, 0.7, 10),
      "train/seg_loss": decay(40, 3.1, 1.1, 10),
      "val/box_loss": decay(40, 1.9, 0.9, 8),
      "val/seg_loss": decay(40, 3.3, 1.5, 8),
      "metrics/mAP50-95(B)": range(40).map((i) => 0.5 - 0.002 * Math.abs(i - 38)),
      "metrics/mAP50-95(M)": range(40).map((i) => 0.4 - 0.002 * Math.abs(i - 33)),
    }),
    says: /^NO ALARM/,
    advises: /epoch 34.*mAP50-95\(M\)/,
  },
];
