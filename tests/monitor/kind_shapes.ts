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

/** Lines of PyTorch's DCGAN example; `sure` is how sure the discriminator gets of itself. */
const dcgan = (sure: number) =>
  range(12).flatMap((epoch) =>
    range(6).map((i) => {
      const won = sure / (1 + Math.exp(4 - epoch)), b = 100 * i;
      return `[${epoch}/12][${b}/600]\tLoss_D: ${(0.9 - 0.86 * won + 0.02 * i).toFixed(4)}\tLoss_G: ${
        (2.1 + 7 * won).toFixed(4)
      }\tD(x): ${(0.7 + 0.29 * won).toFixed(4)}\tD(G(z)): ${(0.3 - 0.29 * won).toFixed(4)} / 0.0100`;
    })
  ).join("\n");

/** A Trainer's state of preferences in pairs: the loss of held-out ones falls, and rises by `rise` from the third evaluation on. */
const pairs = (rise: number) =>
  JSON.stringify({
    log_history: range(40).flatMap((i) => {
      const step = 25 * (i + 1), row = { step, loss: 0.69 * Math.exp(-i / 15), "rewards/margins": 0.1 * i };
      if (step % 125 !== 0) return [row];
      const k = step / 125 - 1;
      return [row, {
        step,
        eval_loss: 0.6 - 0.04 * Math.min(k, 2) + rise * Math.max(0, k - 2),
        "eval_rewards/accuracies": 0.66 + 0.02 * Math.min(k, 2),
        "eval_rewards/margins": 0.3 + 0.2 * k,
      }];
    }),
  });

/** A variational autoencoder whose KL term is weighed by `beta`, raised over 12 of 40 epochs. */
const warmedUp = () => {
  const beta = range(40).map((i) => Math.min(1, i / 12));
  const rebuilt = range(40).map((i) => 26 + 20 * Math.exp(-i / 3) + 3 * beta[i]);
  const code = range(40).map((i) => 14 - 8 * beta[i] + 0.02 * normal());
  const loss = range(40).map((i) => rebuilt[i] + beta[i] * code[i]);
  return table({
    epoch: epochs(40),
    loss,
    recon_loss: rebuilt,
    kl_loss: code,
    val_loss: loss.map((one) => one + 0.5),
    val_kl_loss: code,
    beta,
  });
};

/** A reward that is gained and lost, beside what else a trainer logs of it. */
const lost = (columns: Readonly<Record<string, readonly number[]>>) =>
  table({
    "rollout/ep_rew_mean": range(90).map((i) =>
      200 / (1 + Math.exp((20 - i) / 4) + Math.exp((i - 65) / 4)) + normal()
    ),
    ...columns,
    "time/total_timesteps": range(90).map((i) => 1000 * (i + 1)),
  });

export const KIND_SHAPES: readonly Shape[] = [
  {
    what: "values learned off policy that blow up while the reward is lost have remedies of their own",
    text: lost({
      "rollout/exploration_rate": range(90).map((i) => Math.max(0.05, 1 - i / 40)),
      "train/loss": range(90).map((i) => 0.8 + (i > 60 ? 9 : 0)),
    }),
    says: /^REWARD FALLEN BACK/,
    tells: /meanwhile train\/loss grew from about 0\.8 to about 9\.8/,
    advises: /replay buffer, a target network that follows more slowly/,
  },
  {
    what: "a policy that was trained on its gradient is clipped harder",
    text: lost({
      "train/policy_gradient_loss": range(90).map(() => -0.01),
      "train/approx_kl": range(90).map(() => 0.01),
    }),
    says: /^REWARD FALLEN BACK/,
    tells: /from [\d.]+ to about [\d.]+ at the end$/,
    advises: /smaller updates \(PPO: target_kl=0\.02, a smaller clip_range\)/,
  },
  {
    what: "a DCGAN whose discriminator is sure of true rows and of made ones",
    text: dcgan(1),
    says: /^THE DISCRIMINATOR HAS WON since epoch [78]$/,
    advises: /samples of the epochs before; slow the discriminator/,
  },
  {
    what: "a DCGAN whose discriminator is in doubt",
    text: dcgan(0.2),
    says: /^NO ALARM: THE LOSSES OF A GAN SAY NOTHING OF QUALITY$/,
  },
  {
    what: "preferences in pairs that are learned by heart: their margins grow all the same",
    text: pairs(0.05),
    says: /^OVERFITTING since step 375$/,
    advises: /step 375 .*fewer epochs.*higher beta/,
  },
  { what: "healthy: preferences in pairs, held-out ones too", text: pairs(-0.002), says: /^NO ALARM/ },
  {
    what: "healthy: a variational autoencoder whose loss rises while the weight of its KL term does",
    text: warmedUp(),
    says: /^NO ALARM/,
    advises: /^the last one \(val_loss within 2% of its best since epoch 13\)/,
  },
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
    says: /^(PLATEAU|NO ALARM: FLAT AT THE END)$/,
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
    says: /^NO ALARM: LEVELLED OFF$/,
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
    what: "a network of masks by its masks and boxes together, as its tool chooses the best weights",
    text: table({
      epoch: epochs(40),
      "train/box_loss": decay(40, 1.8, 0.7, 10),
      "train/seg_loss": decay(40, 3.1, 1.1, 10),
      "val/box_loss": decay(40, 1.9, 0.9, 8),
      "val/seg_loss": decay(40, 3.3, 1.5, 8),
      "metrics/mAP50-95(B)": range(40).map((i) => 0.5 - 0.002 * Math.abs(i - 38)),
      "metrics/mAP50-95(M)": range(40).map((i) => 0.4 - 0.003 * Math.abs(i - 33)),
    }),
    says: /^NO ALARM/,
    advises: /epoch 34.*mAP50-95\(B\+M\)/,
  },
];
