/**
 * Early stopping has to watch what the checkpoint is chosen by, and to end before the run does.
 */
import { assertMatch, assertNotMatch } from "@std/assert";
import { diagnose } from "../../src/monitor/mod.ts";
import { readHistory } from "../../src/monitor/readers/mod.ts";
import { shortText } from "../../src/report/short_text.ts";
import { range, table, trainer } from "../monitor/shapes.ts";

const tell = (text: string, name = "history.csv") => {
  const history = readHistory(new TextEncoder().encode(text), { name });
  return shortText(history, diagnose({ history, evidence: {} }), name);
};

/** A validation loss that rises from the third evaluation on while training falls. */
const overfits = (i: number) => i < 3 ? 0.7 - 0.1 * i : 0.5 + 0.06 * (i - 2);

Deno.test("stopping: by the loss where loss and metric agree, by the metric where it is better at the end", () => {
  const run = (accuracy: (i: number) => number) =>
    tell(table({
      epoch: range(12),
      accuracy: range(12).map((i) => 0.99 - 0.3 * Math.exp(-i / 3)),
      loss: range(12).map((i) => 0.7 * Math.exp(-i / 3)),
      val_accuracy: range(12).map(accuracy),
      val_loss: range(12).map(overfits),
    }));
  assertMatch(
    run((i) => i < 3 ? 0.7 + 0.04 * i : 0.78 - 0.01 * (i - 2)),
    /EarlyStopping\(monitor="val_loss", patience=3/,
  );
  assertMatch(
    run((i) => 0.7 + 0.012 * i),
    /EarlyStopping\(monitor="val_accuracy", mode="max", patience=3/,
  );
});

Deno.test("stopping: of few evaluations a patience that leaves time for a better one", () => {
  const epochs = range(4);
  const told = tell(table({
    epoch: epochs,
    accuracy: epochs.map((i) => 0.8 + 0.06 * i),
    loss: epochs.map((i) => 0.5 * Math.exp(-i)),
    val_accuracy: epochs.map((i) => 0.8 - 0.01 * i),
    val_loss: epochs.map((i) => 0.4 + 0.2 * i),
  }));
  assertMatch(told, /patience=1,/);
});

Deno.test("stopping: the Trainer is told the metric of its best checkpoint, and rare classes that accuracy hides are named", () => {
  const evaluations = Object.fromEntries(
    range(10).map((i) => [100 * (i + 1), {
      eval_loss: overfits(i),
      eval_accuracy: 0.8 + 0.002 * i,
      eval_f1_macro: i === 7 ? 0.3 : 0.2 + 0.008 * i,
    }]),
  );
  const told = tell(
    trainer(1000, 20, (step) => 0.7 * Math.exp(-step / 300), evaluations, () => 2e-5, "out/checkpoint-800"),
    "trainer_state.json",
  );
  assertMatch(told, /^Use: checkpoint-800 \(best eval_f1_macro, as the file says\)/m);
  assertMatch(told, /EarlyStoppingCallback\(3\) .* metric_for_best_model="f1_macro"/);
  assertMatch(told, /weigh the loss by class \(accuracy is about 0\.82?, eval_f1_macro 0\.27\)/);
});

Deno.test("checkpoint: of equals the file's own, whatever its system's paths look like, with what else is best elsewhere", () => {
  const evaluations = Object.fromEntries(
    range(6).map((i) => [100 * (i + 1), {
      eval_loss: 0.5 - 0.05 * i,
      eval_accuracy: Math.min(0.9, 0.8 + 0.025 * i),
    }]),
  );
  const told = tell(
    trainer(600, 20, (step) => 0.6 * Math.exp(-step / 300), evaluations, () => 2e-5, "out\\checkpoint-600"),
    "trainer_state.json",
  );
  assertMatch(
    told,
    /^Use: checkpoint-600 \(best eval_accuracy and eval_loss, as the file says\); eval_accuracy is of about 40 rows$/m,
  );
});

Deno.test("checkpoint: where no evaluation came to a number the last one is kept until one does", () => {
  const told = tell(table({
    epoch: range(8),
    loss: range(8).map((i) => 3 * Math.exp(-i / 4)),
    val_loss: range(8).map(() => "nan"),
  }));
  assertMatch(told, /^Use: the last one, until an evaluation tells which$/m);
});

Deno.test("sureness: a metric that is at its best at the end is in the headline, and no argument against it", () => {
  const told = tell(table({
    epoch: range(12),
    loss: range(12).map((i) => 0.7 * Math.exp(-i / 3)),
    val_accuracy: range(12).map((i) => 0.7 + 0.012 * i),
    val_loss: range(12).map(overfits),
  }));
  assertMatch(told, /^OVERFITTING IN LOSS, NOT IN THE METRIC since epoch 3$/m);
  assertNotMatch(told, /Against it/);
});

Deno.test("checkpoint: a held-out loss of thousands is no price of probabilities", () => {
  const told = (scale: number) =>
    tell(table({
      epoch: range(12),
      loss: range(12).map((i) => scale * Math.exp(-i / 3)),
      val_loss: range(12).map((i) => scale * (0.3 + Math.exp(-i / 3))),
      val_accuracy: range(12).map((i) => i === 5 ? 0.94 : 0.9 + 0.001 * i),
    }));
  assertMatch(told(1), /epoch 12 for its probabilities \(val_loss\)/);
  assertMatch(told(40_000), /epoch 12 by val_loss/);
});

Deno.test("past its best: where the metric was at its best is said too, where it ends well below", () => {
  const text = table({
    epoch: range(60),
    "train/box_loss": range(60).map((i) => 1.1 + 2.4 * Math.exp(-i / 12)),
    "val/box_loss": range(60).map((i) => i < 40 ? 1.5 + 2 * Math.exp(-i / 10) : 1.53 + 0.003 * (i - 40)),
    "metrics/mAP50-95(B)": range(60).map((i) =>
      i < 36 ? 0.4 - 0.3 * Math.exp(-i / 10) : 0.39 - 0.0015 * (i - 36)
    ),
  });
  const history = readHistory(new TextEncoder().encode(text), { name: "results.csv" });
  const finding = diagnose({ history, evidence: {} }).findings.find(({ rule }) =>
    rule === "early-stopping-due"
  );
  assertMatch(
    `${finding?.title}`,
    /epoch 41 \([\d.]+\), 19 epochs before the end; metrics\/mAP50-95\(B\) at epoch 36 \(0\.39\d*\), and is about 0\.36\d* at the end/,
  );
});

Deno.test("past its best: what would make a better one is told in the words of what is trained", () => {
  const trees = range(300).map((i) =>
    `[${i}]\ttrain-logloss:${(0.38 + 0.3 * Math.exp(-i / 60)).toFixed(5)}\tvalidation-logloss:${
      (0.4 + 0.3 * Math.exp(-i / 25) + 0.00008 * Math.max(0, i - 120)).toFixed(5)
    }`
  ).join("\n");
  assertMatch(tell(trees, "xgboost.log"), /fewer leaves or less depth/);
});

Deno.test("stopping: what the history lies in is no part of the name that Keras knows", () => {
  const history = {
    loss: range(12).map((i) => 0.7 * Math.exp(-i / 3)),
    val_loss: range(12).map(overfits),
  };
  const text = tell(JSON.stringify({ loss: range(12).map((i) => 1 / (1 + i)), history }), "run.json");
  assertMatch(text, /OVERFITTING[^]*EarlyStopping\(monitor="val_loss", patience=3/);
});

Deno.test("stopping: a patience with which the best checkpoint of this run would have been seen", () => {
  const told = tell(table({
    epoch: range(40),
    accuracy: range(40).map((i) => 0.99 - 0.3 * Math.exp(-i / 8)),
    loss: range(40).map((i) => 0.7 * Math.exp(-i / 8)),
    // nine evaluations that are no better lie between its two bests
    val_accuracy: range(40).map((i) => (i === 5 ? 0.8 : i === 15 ? 0.81 : 0.75 + 0.002 * (i % 3))),
    val_loss: range(40).map((
      i,
    ) => (i === 5 ? 0.5 : i === 15 ? 0.49 : i < 15 ? 0.6 - 0.001 * i : 0.6 + 0.02 * (i - 15))),
  }));
  assertMatch(told, /patience=10,/);
});

Deno.test("stopping: answers that get better while probabilities get worse keep both checkpoints, each for its purpose", () => {
  const columns = (val_acc: (i: number) => number) =>
    table({
      epoch: range(60).map((i) => i + 1),
      train_loss: range(60).map((i) => 1.2 * Math.exp(-i / 8) + 0.01),
      val_loss: range(60).map((i) => 0.9 * Math.exp(-i / 4) + 0.45 + 0.012 * Math.max(0, i - 8)),
      val_acc: range(60).map(val_acc),
    });
  const gains = tell(columns((i) => 0.84 + 0.0006 * i - 0.3 * Math.exp(-i / 4)), "log.csv");
  assertMatch(gains, /^OVERFITTING IN LOSS, NOT IN THE METRIC/m);
  assertMatch(gains, /^Use: epoch 60 if val_acc is what counts, epoch \d+ for its probabilities/m);
  assertMatch(gains, /^Next: Keep both checkpoints, each for its purpose: .* temperature/m);
  const falls = tell(columns((i) => 0.84 - 0.002 * i - 0.3 * Math.exp(-i / 4)), "log.csv");
  assertMatch(falls, /^Next: Use the best checkpoint, stop near it/m);
});
