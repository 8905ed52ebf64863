/**
 * What refutes a quiet course: of each rule the run that it is about, and those that look like it and are in order.
 */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { diagnose, RULES } from "../../src/monitor/mod.ts";
import { readHistory } from "../../src/monitor/readers/mod.ts";
import { shortText } from "../../src/report/short_text.ts";
import { normalNumbers } from "./histories.ts";
import { decay, epochs, range, table } from "./shapes.ts";

/** A run, what it is, and what is told of it by the rule: in the headline, beside it, or not at all. */
interface Case {
  readonly rule: string;
  readonly what: string;
  readonly columns: Readonly<Record<string, readonly number[]>>;
  readonly says: RegExp | "beside" | "nothing";
  readonly advises?: RegExp;
}

const noise = normalNumbers(5);
const rises = (n: number, to: number, tau = n / 6) =>
  range(n).map((i) => to * (1 - Math.exp(-(i + 1) / tau)));
const detector = (more: Readonly<Record<string, readonly number[]>>) => ({
  epoch: epochs(30),
  train_loss: decay(30, 3, 1.4, 6),
  val_loss: decay(30, 3, 1.5, 6),
  "metrics/mAP50(B)": rises(30, 0.6, 5),
  ...more,
});
const few = (val_loss: readonly number[], more: Readonly<Record<string, readonly number[]>> = {}) => ({
  epoch: epochs(val_loss.length),
  loss: decay(val_loss.length, 0.9, 0.4, 1),
  val_loss,
  ...more,
});
const held = (more: Readonly<Record<string, readonly number[]>>, tau = 4) => ({
  epoch: epochs(30),
  train_loss: decay(30, 0.7, 0.3, tau),
  val_loss: decay(30, 0.7, 0.33, tau),
  ...more,
});
const warming = (loss: (i: number) => number, more: Readonly<Record<string, readonly number[]>> = {}) => ({
  step: range(20).map((i) => 10 * (i + 1)),
  loss: range(20).map((i) => loss(i) + 0.01 * noise()),
  lr: range(20).map((i) => 1e-5 * (i + 1)),
  ...more,
});
const masks = (iou: (i: number) => number, loss: (i: number) => number) => ({
  epoch: epochs(40),
  train_loss: decay(40, 1, 0.55, 4),
  val_loss: range(40).map(loss),
  val_mIoU: range(40).map(iou),
  lr: range(40).map((i) => 0.01 * (1 - i / 80)),
});
const cut = (loss: (i: number) => number, rate: (i: number) => number) => ({
  epoch: epochs(40),
  loss: range(40).map(loss),
  lr: range(40).map(rate),
});
const batches = (loss: (i: number) => number) => ({
  step: range(200).map((i) => 20 * (i + 1)),
  loss: range(200).map((i) => loss(i) * (1 + 0.04 * noise())),
  lr: range(200).map((i) => i < 70 ? 0.02 : 0.001),
});
const norms = (norm: (i: number) => number) => ({
  step: range(120).map((i) => i + 1),
  loss: decay(120, 2, 0.8, 30, 0.02),
  grad_norm: range(120).map(norm),
});
const regression = (train: number, held: readonly number[]) => ({
  epoch: epochs(held.length),
  train_mse_loss: decay(held.length, 1, train, 4),
  val_mse_loss: held,
});
const policy = (reward: (i: number) => number, kl: (i: number) => number, n = 40) => ({
  "time/total_timesteps": range(n).map((i) => 2048 * (i + 1)),
  "rollout/ep_rew_mean": range(n).map(reward),
  "train/approx_kl": range(n).map(kl),
  "train/value_loss": decay(n, 20, 1, 8),
});
const climbs = (i: number) => -20 + 10 * (1 - Math.exp(-i / 6)) + 0.05 * (i % 3);
const epochsOf = (loss: (i: number) => number, val_accuracy: (i: number) => number) => ({
  epoch: epochs(60),
  loss: range(60).map(loss),
  val_accuracy: range(60).map(val_accuracy),
});
const accuracies = (val_accuracy: readonly number[]) => ({
  epoch: epochs(val_accuracy.length),
  loss: decay(val_accuracy.length, 1.2, 0.4, 8),
  val_accuracy,
});

const CASES: readonly Case[] = [
  {
    rule: "reward-sinks",
    what: "a reward that sinks after an update that went far, and comes back",
    columns: policy(
      (i) => climbs(i) - (i >= 30 ? 8 * Math.exp(-(i - 30) / 2) : 0),
      (i) => i === 30 ? 0.5 : 0.01,
    ),
    says: /, BUT IT SANK AT STEP 63488$/m,
    advises: /target_kl/,
  },
  {
    rule: "reward-sinks",
    what: "a reward that sinks, and never comes up to its best again",
    columns: policy((i) => i < 30 ? climbs(i) : -11.5 - 6 * Math.exp(-(i - 30) / 2), () => 0.01),
    says: /, BUT IT SANK AT STEP 63488$/m,
    advises: /Keep the policy of the best time/,
  },
  {
    rule: "reward-sinks",
    what: "a reward that sinks, and comes up to its best again",
    columns: policy((i) => climbs(i) - (i >= 26 ? 8 * Math.exp(-(i - 26) / 2) : 0), () => 0.01),
    says: "nothing",
  },
  {
    rule: "reward-sinks",
    what: "a reward that wanders by its noise",
    columns: policy((i) => climbs(i) + (i % 5), () => 0.01),
    says: "nothing",
  },
  {
    rule: "reward-sinks",
    what: "a KL that leaps and costs nothing",
    columns: policy(climbs, (i) => i === 30 ? 0.5 : 0.01),
    says: "nothing",
  },
  {
    rule: "training-loss-risen",
    what: "a training loss that was lowest in the middle",
    columns: epochsOf(
      (i) => i < 28 ? 1.6 + 2 * Math.exp(-i / 6) : 1.82 + 0.01 * (i % 3),
      (i) => 0.8 - 0.3 * Math.exp(-i / 5) + (i === 25 ? 0.01 : 0.002 * ((7 * i) % 3)),
    ),
    says: /, BUT THE TRAINING LOSS HAS RISEN SINCE EPOCH 28$/m,
    advises: /what changed there/,
  },
  {
    rule: "training-loss-risen",
    what: "a training loss that rises while held-out rows gain to the end",
    columns: epochsOf(
      (i) => i < 28 ? 1.6 + 2 * Math.exp(-i / 6) : 1.82 + 0.01 * (i % 3),
      (i) => 0.5 + 0.005 * i,
    ),
    says: "nothing",
  },
  {
    rule: "training-loss-risen",
    what: "a training loss that wanders by its noise",
    columns: epochsOf(
      (i) => 1.6 + 2 * Math.exp(-i / 6) + 0.1 * ((7 * i) % 5),
      (i) => 0.8 - 0.3 * Math.exp(-i / 5),
    ),
    says: "nothing",
  },
  {
    rule: "worse-at-each",
    what: "five evaluations, the last three of which rise",
    columns: few([0.32, 0.321, 0.319, 0.328, 0.339]),
    says: /, BUT val_loss RISES$/m,
    advises: /^Next: Do not train longer/m,
  },
  {
    rule: "measure-near-nothing",
    what: "a detector that is nearly always wrong where it says yes",
    columns: detector({
      "metrics/precision(B)": range(30).map((i) => 0.01 + 0.0001 * i),
      "metrics/recall(B)": range(30).map(() => 0.99),
    }),
    says: /, BUT metrics\/precision\(B\) IS NEAR 0$/m,
    advises: /threshold/,
  },
  {
    rule: "measure-near-nothing",
    what: "a precision that was 0 in the first epochs",
    columns: detector({ "metrics/precision(B)": range(30).map((i) => i < 8 ? 0 : 0.7) }),
    says: "nothing",
  },
  {
    rule: "measure-near-nothing",
    what: "a class that is rare",
    columns: detector({ "metrics/precision_class_7": range(30).map((i) => 0.0001 * i) }),
    says: "nothing",
  },
  {
    rule: "measure-near-nothing",
    what: "a measure that the tool does not compute",
    columns: detector({ "metrics/precision(B)": range(30).map(() => 0) }),
    says: "beside",
  },
  {
    rule: "worse-at-each",
    what: "three evaluations that rise while the training loss falls",
    columns: few([0.62, 0.63, 0.65]),
    says: /, BUT val_loss RISES$/m,
    advises: /^Next: Do not train longer/m,
  },
  {
    rule: "worse-at-each",
    what: "three of which the last is best",
    columns: few([0.7, 0.72, 0.6]),
    says: "nothing",
  },
  {
    rule: "worse-at-each",
    what: "three whose answers get better all the same",
    columns: few([0.62, 0.63, 0.65], { val_accuracy: [0.7, 0.72, 0.75] }),
    says: "nothing",
  },
  {
    rule: "training-loss-risen",
    what: "losses of single batches that rise with the rate of a warm-up, in all their noise",
    columns: {
      step: range(16).map((i) => 10 * (i + 1)),
      loss: range(16).map((i) => (1 + 0.07 * i) * [1, 1.35, 0.78, 1.1, 0.7, 1.28][i % 6]),
      lr: range(16).map((i) => 1e-6 * (i + 1)),
    },
    says: /^STILL IN WARM-UP, BUT THE LOSS RISES WITH THE RATE$/m,
    advises: /^Next: Do not wait/m,
  },
  {
    rule: "training-loss-risen",
    what: "a loss that falls in it",
    columns: warming((i) => 2 - 0.01 * i),
    says: "nothing",
  },
  {
    rule: "training-loss-risen",
    what: "a loss that jumps in it",
    columns: warming((i) => 2 + 0.2 * (i % 3)),
    says: "nothing",
  },
  {
    rule: "training-loss-risen",
    what: "an objective that grows while held-out rows gain",
    columns: warming((i) => 2 + 0.01 * i, { val_loss: decay(20, 2, 1, 8) }),
    says: "nothing",
  },
  {
    rule: "stands-poorly",
    what: "masks that stand near nothing since the first epochs of a schedule",
    columns: masks(
      (i) => 0.12 + 0.004 * ((7 * i) % 5),
      (i) => i === 3 ? 0.6 : 0.61 + 0.3 * Math.exp(-i) + 0.01 * ((3 * i) % 4),
    ),
    says: /, BUT val_mIoU STANDS NEAR 0\.13$/m,
    advises: /^Next: More of the schedule is not/m,
  },
  {
    rule: "stands-poorly",
    what: "masks that are still little and rise",
    columns: masks((i) => 0.02 + 0.004 * i, (i) => 0.9 + 0.01 * ((3 * i) % 4)),
    says: "nothing",
  },
  {
    rule: "stands-poorly",
    what: "masks that stand well",
    columns: masks(
      (i) => 0.7 + 0.004 * ((7 * i) % 5),
      (i) => 0.9 + 0.1 * Math.exp(-i) + 0.01 * ((3 * i) % 4),
    ),
    says: "nothing",
  },
  {
    rule: "stands-since-cut",
    what: "a rate that is cut while the loss falls, which stands since",
    columns: cut((i) => i < 8 ? 3 * 0.93 ** i : 1.75 + 0.005 * (i % 2), (i) => i < 8 ? 0.02 : 0.001),
    says: /, BUT ONLY SINCE THE RATE WAS CUT AT EPOCH 9$/m,
    advises: /^Next: Go on from the checkpoint before the cut/m,
  },
  {
    rule: "stands-since-cut",
    what: "the same in a log of noisy batches",
    columns: batches((i) => i < 70 ? 3 * Math.exp(-i / 70) : 1.06),
    says: /, BUT ONLY SINCE THE RATE WAS CUT AT STEP 1420$/m,
    advises: /^Next: Go on from the checkpoint before the cut/m,
  },
  {
    rule: "stands-since-cut",
    what: "noisy batches that had come to stand before the cut, and give a little after it",
    columns: batches((i) => (i < 70 ? 1.2 : 1.1) + 1.8 * Math.exp(-i / 8)),
    says: "nothing",
  },
  {
    rule: "stands-since-cut",
    what: "a rate that is cut because the loss stands",
    columns: cut((i) => 1.75 + 1.25 * Math.exp(-i / 2), (i) => i < 15 ? 0.02 : 0.001),
    says: "nothing",
  },
  {
    rule: "stands-since-cut",
    what: "a rate that is cut, after which the loss falls on",
    columns: cut(
      (i) => i < 8 ? 3 * 0.93 ** i : 1.2 + 0.5 * Math.exp(-(i - 8) / 8),
      (i) => i < 8 ? 0.02 : 0.001,
    ),
    says: "nothing",
  },
  {
    rule: "updates-of-nothing",
    what: "half of the gradients exactly 0",
    columns: norms((i) => (7 * i) % 11 < 5 ? 0 : 0.5 + 0.1 * (i % 4)),
    says: /, BUT \d+ OF 120 UPDATES ARE OF NOTHING$/m,
    advises: /^Next: Print the labels/m,
  },
  {
    rule: "updates-of-nothing",
    what: "norms that are logged at every fourth step and filled with 0",
    columns: norms((i) => i % 4 === 3 ? 0.5 + 0.01 * (i % 5) : 0),
    says: "nothing",
  },
  {
    rule: "updates-of-nothing",
    what: "norms that are not measured",
    columns: norms(() => 0),
    says: "nothing",
  },
  {
    rule: "updates-of-nothing",
    what: "norms that become small and are rounded",
    columns: norms((i) => i < 60 ? Math.exp(-i / 8) : 0),
    says: "nothing",
  },
  {
    rule: "errors-far-apart",
    what: "numbers that are learned by heart",
    columns: regression(0.004, range(30).map((i) => 0.06 + 0.94 * Math.exp(-i / 2) + 0.0001 * i)),
    says: /, BUT HELD-OUT ROWS COST [\d.]+ TIMES AS MUCH$/m,
    advises: /^Next: Evaluate some training rows/m,
  },
  {
    rule: "errors-far-apart",
    what: "held-out rows that cost far less",
    columns: regression(0.5, range(30).map((i) => 0.03 + 0.1 * Math.exp(-i / 4))),
    says: "beside",
  },
  {
    rule: "errors-far-apart",
    what: "rows that cost three times as much",
    columns: regression(0.03, range(30).map((i) => 0.09 + 0.9 * Math.exp(-i / 2))),
    says: "nothing",
  },
  {
    rule: "sinks-and-recovers",
    what: "a metric that sinks for some epochs and comes back",
    columns: accuracies(range(30).map((i) => i >= 15 && i < 19 ? 0.65 : 0.86 - 0.3 * Math.exp(-i / 3))),
    says: "beside",
  },
  {
    rule: "sinks-and-recovers",
    what: "a metric that loses nearly all and comes back",
    columns: accuracies(range(30).map((i) => i >= 15 && i < 19 ? 0.2 : 0.86 - 0.3 * Math.exp(-i / 3))),
    says: /, BUT \S+ SANK TO 0\.2 AND CAME BACK$/m,
    advises: /^Next: Save the best checkpoint as it trains/m,
  },
  {
    rule: "classes-missed",
    what: "a mean of classes far below that of rows throughout",
    columns: {
      ...accuracies(range(12).map((i) => 0.8 - 0.1 * Math.exp(-i / 2))),
      val_f1_micro: range(12).map((i) => 0.78 + 0.002 * i),
      val_f1_macro: range(12).map((i) => 0.19 + 0.002 * i),
    },
    says: /, BUT val_f1_macro STANDS NEAR 0\.21: MOST CLASSES ARE MISSED$/m,
    advises: /^Next: Look at the confusion matrix/m,
  },
  {
    rule: "classes-missed",
    what: "a mean of classes that rises as more of them are found",
    columns: {
      ...accuracies(range(12).map((i) => 0.8 - 0.1 * Math.exp(-i / 2))),
      val_f1_micro: range(12).map((i) => 0.78 + 0.002 * i),
      val_f1_macro: range(12).map((i) => 0.1 + 0.01 * i),
    },
    says: "nothing",
  },
  ...["val_dsc", "val_dice_coef", "val_jaccard", "val_mean_iou", "val_recall", "val_precision"].map((
    name,
  ): Case => ({
    rule: "measure-near-nothing",
    what: `${name} that leads and was next to nothing throughout`,
    columns: held({ [name]: range(30).map((i) => 0.012 + 0.001 * Math.sin(5 * i)) }),
    says: /^NEXT TO NOTHING FOUND: \S+ STAYS NEAR 0\n.*\n[^]*^Use: none of these checkpoints$/m,
    advises: /^Next: Look at ten held-out rows beside labels and answers\. All background/m,
  })),
  {
    rule: "measure-near-nothing",
    what: "an overlap that is next to nothing yet and on its way",
    columns: held({ val_dice: range(30).map((i) => 0.002 + 0.0012 * i) }),
    says: "nothing",
  },
  {
    rule: "measure-near-nothing",
    what: "a recall among the first few of very many",
    columns: held({ "val_recall_at_10": range(30).map((i) => 0.03 - 0.01 * Math.exp(-i / 2)) }),
    says: "nothing",
  },
  {
    rule: "one-share",
    what: "an accuracy that is one value while the loss of the same rows falls",
    columns: held({
      train_acc: range(30).map(() => 0.8312),
      val_acc: range(30).map((i) => i < 2 ? 0.8013 : 0.8421),
    }, 14),
    says: /^\w.*, BUT val_acc STANDS AT 0\.8421$/m,
    advises: /^Next: Count the rows of each class\./m,
  },
  {
    rule: "one-share",
    what: "an accuracy of few rows that stands while training answers get better",
    columns: held({ train_acc: rises(30, 0.95), val_acc: range(30).map(() => 0.8421) }, 14),
    says: "nothing",
  },
  {
    rule: "one-share",
    what: "an accuracy in whole per cent",
    columns: held({ val_acc: range(30).map(() => 0.84) }, 14),
    says: "nothing",
  },
  {
    rule: "sinks-and-recovers",
    what: "a metric that jumps all the time",
    columns: accuracies(range(30).map((i) => 0.75 + 0.1 * ((7 * i) % 5 - 2) / 2)),
    says: "nothing",
  },
  {
    rule: "sinks-and-recovers",
    what: "a metric that sinks while it is still learning, and goes far beyond",
    columns: accuracies(range(30).map((i) => i === 6 ? 0.2 : 0.9 * (1 - Math.exp(-(i + 1) / 10)))),
    says: "nothing",
  },
];

for (const { rule, what, columns, says, advises } of CASES) {
  Deno.test(`refutes quiet: ${rule}: ${what}`, () => {
    const history = readHistory(new TextEncoder().encode(table(columns)), { name: "log.csv" });
    const diagnosis = diagnose({ history, evidence: {} }), text = shortText(history, diagnosis, "log.csv");
    const finding = diagnosis.findings.find((one) => one.rule === rule);
    if (says === "nothing") return assertEquals(finding, undefined, text);
    assert(finding !== undefined, text);
    assertEquals(finding.severity, says === "beside" ? "info" : "warning");
    if (says === "beside") {
      assertMatch(text, /^NO ALARM: /m);
      assert(text.includes(`Also: ${finding.title}`), text);
    } else {
      assertMatch(text, says);
      assertMatch(text, advises!);
    }
  });
}

Deno.test("refutes quiet: each such rule is asked here, of what it is about and of what is in order", () => {
  for (const { name } of RULES.filter(({ refutesQuiet }) => refutesQuiet)) {
    const own = CASES.filter(({ rule }) => rule === name);
    assert(own.some(({ says }) => says !== "nothing") && own.some(({ says }) => says === "nothing"), name);
  }
});
