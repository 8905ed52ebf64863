/**
 * Held-out rows that gain nothing from the first evaluation on, and those that still gain far behind the training rows.
 */
import { assert, assertMatch, assertNotMatch } from "@std/assert";
import { told } from "../report/told.ts";
import { normalNumbers } from "./histories.ts";
import { decay, epochs, range, table } from "./shapes.ts";

/** Thirty epochs whose training loss comes down to less than a half. */
const run = (columns: Readonly<Record<string, readonly number[]>>, n = 30) =>
  told(table({ epoch: epochs(n), loss: decay(n, 0.9, 0.3, n / 3), ...columns }), "history.csv");
const noisy = (n: number, value: (i: number) => number, noise: number) => {
  const normal = normalNumbers(11);
  return range(n).map((i) => value(i) + noise * normal());
};

Deno.test("from the first: a held-out loss that is worse at every later epoch, however little, while half of the training loss goes is overfitting", () => {
  const rising = { val_loss: noisy(30, (i) => 0.6 + 0.0014 * i, 0.002) };
  const text = run(rising);
  assertMatch(text, /^OVERFITTING since epoch 1$/m);
  assertMatch(text, /^ {2}Overfitting from the first epoch on: validation loss 0\.\d+ -> 0\.6/m);
  assertMatch(text, /^Next: EarlyStopping\(.*; then .*weight decay/m);
  // where a metric gains meanwhile the two disagree, one that stands does not
  const gaining = noisy(30, (i) => 0.8 - 0.06 * Math.exp(-i / 8), 0.001);
  assertMatch(run({ ...rising, val_accuracy: gaining }), /^NO ALARM: LOSS AND METRIC DISAGREE$/m);
  assertMatch(run({ ...rising, val_accuracy: noisy(30, () => 0.8, 0.001) }), /^OVERFITTING since epoch 1$/m);
});

Deno.test("from the first: what only stands in its noise, or was better than at first, does not overfit from the first on", () => {
  for (const noise of [0.002, 0.02]) {
    assertNotMatch(run({ val_loss: noisy(30, () => 0.6, noise) }), /OVERFITTING/);
    assertNotMatch(
      run({ val_loss: noisy(30, (i) => 0.6 + 0.1 * Math.exp(-i), noise) }),
      /OVERFITTING/,
    );
  }
});

Deno.test("from the first: a low metric that gains nothing in many epochs, while training rows are fitted, is no calm statement", () => {
  const flat = run({ val_mIoU: noisy(30, () => 0.12, 0.004) });
  assertMatch(flat, /^HELD-OUT ROWS GAIN NOTHING$/m);
  assertMatch(flat, /^Next: Stop: /m);
  for (
    const mIoU of [
      // few evaluations, a level that was reached early, a slow gain, one that is worth something
      noisy(30, (i) => 0.42 - 0.1 * Math.exp(-i), 0.004),
      noisy(30, (i) => 0.12 + 0.0008 * i, 0.004),
      noisy(30, () => 0.74, 0.004),
    ]
  ) {
    assertNotMatch(run({ val_mIoU: mIoU }), /GAIN NOTHING/);
  }
  assertNotMatch(run({ val_mIoU: noisy(12, () => 0.12, 0.004) }, 12), /GAIN NOTHING/);
});

Deno.test("gap: training rows far ahead are no alarm while held-out rows gain and end near their best", () => {
  const n = 30, loss = decay(n, 1.6, 0.05, 7), accuracy = range(n).map((i) => 0.98 - 0.5 * Math.exp(-i / 7));
  const answers = (ends: number) => noisy(n, (i) => ends - 0.35 * Math.exp(-i / 10), 0.004);
  const gaps = {
    "by both": run({ loss, val_loss: decay(n, 1.75, 0.85, 10, 0.01), accuracy, val_accuracy: answers(0.75) }),
    "by the loss alone": run({ loss, val_loss: decay(n, 1.4, 0.5, 10, 0.02) }),
    "by the metric": run({
      loss,
      val_loss: range(n).map((i) => 0.85 + 0.9 * Math.exp(-i / 5) + 0.002 * i),
      accuracy,
      val_accuracy: answers(0.75),
    }),
  };
  for (const [how, text] of Object.entries(gaps)) {
    assertMatch(text, /^NO ALARM: /m, how);
    assert(!/^GENERALISATION GAP/m.test(text), how);
  }
  // what gains no more is told as before
  const stands = run({
    loss,
    val_loss: decay(n, 1.75, 0.95, 2, 0.01),
    accuracy,
    val_accuracy: noisy(n, (i) => 0.7 - 0.35 * Math.exp(-i / 2), 0.004),
  });
  assertMatch(stands, /^GENERALISATION GAP$/m);
});

Deno.test("from the first: a detector whose boxes get worse with each of a few epochs is begun again from its weights, whatever a new head does", () => {
  const run = (mAP: readonly number[], more: Readonly<Record<string, readonly number[]>> = {}) =>
    told(
      table({
        epoch: epochs(mAP.length),
        "train/box_loss": mAP.map((_, i) => 0.55 - 0.03 * i),
        "metrics/mAP50(B)": mAP.map((value) => 1.7 * value),
        "metrics/mAP50-95(B)": mAP,
        "metrics/mAP50-95(P)": mAP.map((_, i) => 0.002 + 0.001 * i),
        "val/box_loss": mAP.map((_, i) => 1.4 + 0.15 * i),
        ...more,
      }),
      "results.csv",
    );
  const text = run([0.31, 0.28, 0.24, 0.19, 0.17]);
  assertMatch(
    text,
    /^HELD-OUT ROWS GET WORSE FROM THE FIRST EVALUATION ON\n {2}[Mm]etrics\/mAP50-95\(B\) 0\.31 -> 0\.28 -> 0\.24 -> 0\.19 -> 0\.17, and 1 other metric with it, worse from the first on/m,
  );
  assertMatch(
    text,
    /^Use: the weights that it began with; of these epoch 1 \(best metrics\/mAP50-95\(B\)\)$/m,
  );
  assertMatch(text, /^Next: Begin again from the weights .* a tenth of the rate \(lr0\).*freeze=10/m);
  // answers of sixteen rows tell too little
  const rows = [14, 13, 12, 11, 10].map((right) => right / 16);
  assertNotMatch(
    told(
      table({
        epoch: epochs(5),
        loss: decay(5, 0.7, 0.5, 2),
        val_loss: decay(5, 0.5, 0.52, 2),
        val_accuracy: rows,
      }),
      "history.csv",
    ),
    /FROM THE FIRST/,
  );
  // one that came back, and one of which another metric gained, are none
  assertNotMatch(run([0.31, 0.28, 0.24, 0.25, 0.27]), /FROM THE FIRST/);
  assertNotMatch(
    run([0.31, 0.28, 0.24, 0.19, 0.17], { "metrics/mAP50-95(M)": [0.2, 0.22, 0.24, 0.26, 0.3] }),
    /FROM THE FIRST/,
  );
});

Deno.test("gap: one of the first epochs that has closed is not looked for in the evaluation", () => {
  const text = (until: number) =>
    run({
      loss: decay(40, 0.5, 0.04, 6),
      accuracy: range(40).map((i) => 0.99 - 0.2 * Math.exp(-i / 6)),
      val_loss: range(40).map((i) => until + 7 * Math.exp(-i / 2)),
      val_accuracy: range(40).map((i) => 0.75 - 0.25 * Math.exp(-i / 14)),
    }, 40);
  assertNotMatch(text(0.2), /from the first epochs on/);
  assertMatch(text(1.4), /from the first epochs on/);
});
