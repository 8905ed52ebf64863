/**
 * Runs in whose own file the cause stands, or what refutes an alarm that one series alone would raise: made by formula, as their
 * loggers write them.
 */
import { decay, epochs, range, type Shape, table, trainer } from "./shapes.ts";

/** A rate that is warmed up over `steps`, and stays there. */
const warmedUp = (peak: number, steps: number) => (step: number) => peak * Math.min(1, step / steps);

export const CAUSE_SHAPES: readonly Shape[] = [
  {
    what: "accuracies in per cent that rise, beside a loss that stands near ln K of many classes",
    text: table({
      epoch: epochs(16),
      train_loss: decay(16, 4.51, 4.5, 8, 0.002),
      val_top1_acc: range(16).map((i) => 71 + 0.25 * i),
    }),
    says: /^NO ALARM/,
    advises: /^the checkpoint of epoch 16/,
  },
  {
    what: "a fine-tuning whose losses and error rise together while its rate is warmed up",
    text: trainer(
      1600,
      20,
      (step) =>
        step < 200 ? 0.9 * Math.exp(-step / 40) + 0.12 : 0.15 + 0.18 * Math.exp(-(((step - 800) / 350) ** 2)),
      Object.fromEntries(
        [200, 400, 600, 800, 1000, 1200, 1400, 1600].map((
          step,
          i,
        ) => [step, { eval_loss: i === 0 ? 0.25 : 0.4 + 0.01 * i, eval_wer: i === 0 ? 15 : 26 + i % 2 }]),
      ),
      warmedUp(1e-4, 800),
    ),
    says: /^THE METRIC GETS WORSE since step 200$/,
    tells: /the training loss rose with it, .* while the learning rate went up/,
    advises: /step 200 .*A tenth of the learning rate, 1\.00e-5 at its peak/,
  },
  {
    what: "an error that rises while the losses go on falling is looked for in the evaluation",
    text: trainer(
      1600,
      20,
      (step) => 0.9 * Math.exp(-step / 400) + 0.1,
      Object.fromEntries(
        range(8).map((
          i,
        ) => [200 * (i + 1), { eval_loss: 0.6 - 0.03 * i, eval_wer: i === 0 ? 15 : 26 + i % 2 }]),
      ),
      warmedUp(1e-4, 800),
    ),
    says: /^THE METRIC GETS WORSE since step 200$/,
    advises: /read twenty answers/,
  },
  {
    what: "a classifier at chance whose rate is small already",
    text: table({
      epoch: epochs(9),
      loss: range(9).map((i) => 1.5 + 0.45 * Math.exp(-i) + 0.004 * (i % 3)),
      accuracy: range(9).map((i) => [0.25, 0.262, 0.246, 0.255][i % 4]),
      val_loss: range(9).map((i) => 1.42 + 1.9 * Math.exp(-i)),
      val_accuracy: range(9).map(() => 0.25),
      learning_rate: range(9).map((i) => i < 5 ? 1e-5 : 2e-6),
    }),
    says: /^STUCK AT CHANCE/,
    advises: /Labels and inputs first: .*ten times the rate/,
  },
  {
    what: "a run that warms its rate up to its planned end",
    text: JSON.stringify({
      global_step: 600,
      max_steps: 620,
      log_history: range(12).flatMap((i) => {
        const step = 50 * (i + 1);
        const row = { step, epoch: step / 310, loss: 0.75 - 0.02 * i, learning_rate: step * 2e-8 };
        return i % 2 === 0 ? [row] : [row, { step, epoch: row.epoch, eval_loss: 0.74 - 0.02 * i }];
      }),
    }),
    says: /^THE WARM-UP NEVER ENDED$/,
    tells: /at step 600 of 620 the rate still rises/,
    advises: /warm up for fewer steps/,
  },
  {
    what: "an F1 that is best where every row is answered yes names the checkpoint of the loss",
    text: trainer(
      300,
      10,
      (step) => 0.7 - 0.0004 * step,
      Object.fromEntries([0.66, 0.655, 0.64].map((loss, i) => {
        const [recall, precision, accuracy] = [[1, 0.6, 0.6], [0.94, 0.61, 0.605], [0.9, 0.63, 0.63]][i];
        return [100 * (i + 1), {
          eval_loss: loss,
          eval_f1: 2 * recall * precision / (recall + precision),
          eval_recall: recall,
          eval_precision: precision,
          eval_accuracy: accuracy,
        }];
      })),
      () => 2e-5,
      "out/checkpoint-100",
    ),
    says: /./,
    advises: /^the checkpoint of step 300 \(best eval_loss\); at step 100, .* says yes to every row/,
  },
  {
    what:
      "few rows that are learned by heart, and others that were never more than guessed, are no faulty evaluation",
    text: table({
      epoch: epochs(60),
      train_loss: decay(60, 0.72, 0.2, 15),
      train_acc: range(60).map((i) => 0.88 - 0.42 * Math.exp(-i / 12)),
      val_loss: range(60).map((i) => 0.68 + (i < 2 ? 0 : 0.008 * (i - 2))),
      val_acc: range(60).map((i) => [0.575, 0.6, 0.55, 0.575][i % 4]),
    }),
    says: /^OVERFITTING/,
    advises: /more data/,
  },
  {
    what: "stretches that begin with another schedule and another loss, before an update was done",
    text: trainer(
      240,
      1,
      (step) => 0.02 + 1.6 * Math.exp(-((step - 1) % 80) / 12),
      {},
      (step) => (step - 1) % 80 === 0 ? 0 : 4e-5 * (1 - ((step - 1) % 80) / 81),
    ),
    says: /^THE LOSS LEAPS/,
    tells: /where the schedule of the rate begins anew, before an update was done: .* \(2 times: 81, 161\)/,
    advises: /Take each stretch for a run of its own/,
  },
  {
    what: "healthy: warm restarts, after which the loss rises with the rate and comes lower",
    text: trainer(
      240,
      1,
      (step) => {
        const within = (step - 1) % 80, stretch = Math.floor((step - 1) / 80);
        return (2 - 0.6 * stretch) * Math.exp(-within / 60) +
          (stretch === 0 ? 0 : 0.2 * Math.min(1, within / 3));
      },
      {},
      (step) => 4e-5 * (1 - ((step - 1) % 80) / 80),
    ),
    says: /^NO ALARM/,
  },
  ...["a set of 32 rows, of which all epochs are shares", "accuracies that were rounded"].map((what, k) => ({
    what: `healthy: ${what}, are no epochs cut short`,
    text: table({
      epoch: epochs(10),
      loss: decay(10, 0.6, 0.2, 4),
      accuracy: range(10).map((i) => k === 0 ? (21 + i) / 32 : Number((0.65 + 0.031 * i).toFixed(2))),
      val_loss: decay(10, 0.62, 0.24, 4),
      val_accuracy: range(10).map((i) => 0.64 + 0.03 * i),
    }),
    says: /^NO ALARM/,
  })),
];
