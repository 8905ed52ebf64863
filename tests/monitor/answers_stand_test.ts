/**
 * Overfitting that shows in the loss alone: how much it is, and whether the answers suffer.
 */
import { assertMatch, assertNotMatch } from "@std/assert";
import { told } from "../report/told.ts";
import { decay, epochs, range, table } from "./shapes.ts";

/** Twelve epochs of a classifier whose held-out loss is lowest at the fourth and rises by so much an epoch from there. */
const run = (rises: number, right: (i: number) => number) =>
  told(
    table({
      epoch: epochs(12),
      train_loss: decay(12, 0.5, 0.03, 2.5),
      val_loss: range(12).map((i) => i < 4 ? 0.09 - 0.015 * i : 0.045 + rises * (i - 3)),
      val_accuracy: range(12).map(right),
    }),
    "history.csv",
  );
const stands = (i: number) => 0.988 - 0.06 * Math.exp(-i / 1.5) + 0.0004 * (i % 2);

Deno.test("answers stand: a held-out loss that rises by a hundredth of a nat beside an accuracy at its best is no alarm", () => {
  const text = run(0.0016, stands);
  assertMatch(text, /^NO ALARM: /m);
  assertMatch(text, /^Use: (the checkpoint of )?epoch \d/m);
  // the answers that suffer by it are one
  assertMatch(run(0.0016, (i) => stands(i) - 0.004 * Math.max(0, i - 3)), /^OVERFITTING since epoch 4$/m);
});

Deno.test("answers stand: one that rises by more is overfitting in the loss, not in the metric, unless the metric falls or never moved", () => {
  const text = run(0.012, stands);
  assertMatch(text, /^OVERFITTING IN LOSS, NOT IN THE METRIC since epoch 4$/m);
  assertNotMatch(text, /Against it/);
  assertMatch(run(0.012, (i) => stands(i) - 0.004 * Math.max(0, i - 3)), /^OVERFITTING since epoch 4$/m);
  assertMatch(run(0.012, (i) => 0.8 + 0.001 * (i % 2)), /^OVERFITTING since epoch 4$/m);
});

Deno.test("answers stand: what is no price of probabilities has no nats, and its rise is measured by its best alone", () => {
  const detector = (more: number) =>
    told(
      table({
        epoch: epochs(12),
        "train/box_loss": decay(12, 0.5, 0.03, 2.5),
        "val/box_loss": range(12).map((i) => i < 4 ? 0.03 - 0.005 * i : 0.015 + more * (i - 3)),
        "metrics/mAP50-95(B)": range(12).map((i) => 0.6 - 0.3 * Math.exp(-i / 2)),
      }),
      "results.csv",
    );
  assertMatch(detector(0.0015), /^OVERFITTING/m);
});
