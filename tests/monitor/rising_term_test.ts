/**
 * A sum of validation losses that one of its terms drives is no overfitting, and chooses nothing.
 */
import { assertMatch, assertNotMatch } from "@std/assert";
import { told } from "../report/told.ts";
import { decay, epochs, range, table } from "./shapes.ts";

/** A detector whose validation terms and metric go as given. */
const detector = (cls: (i: number) => number, box: (i: number) => number, mAP: (i: number) => number) =>
  told(
    table({
      epoch: epochs(60),
      "train/box_loss": decay(60, 1.5, 0.7, 18),
      "train/cls_loss": decay(60, 2.4, 0.35, 15),
      "train/dfl_loss": decay(60, 1.5, 1, 20),
      "metrics/mAP50-95(B)": range(60).map(mAP),
      "val/box_loss": range(60).map(box),
      "val/cls_loss": range(60).map(cls),
      "val/dfl_loss": decay(60, 1.6, 1.1, 15),
    }),
    "results.csv",
  );
const jumps = (i: number) => (i < 3 ? 4 - 0.2 * i : 17) + 0.8 * Math.sin(2.3 * i);
const falls = (i: number) => 0.8 + 0.8 * Math.exp(-i / 14);
const gains = (i: number) => 0.62 * (1 - Math.exp(-i / 6)) + 0.0003 * i;

Deno.test("rising term: the one that is off is named, with what to look at, and the metric chooses", () => {
  const text = detector(jumps, falls, gains);
  assertMatch(text, /^NO ALARM: ONE TERM OF THE VALIDATION LOSS RISES, THE METRIC STANDS$/m);
  assertMatch(text, /^ {2}val\/cls_loss alone rises/m);
  assertMatch(text, /^Next: .*classes and labels of the validation set/m);
  assertMatch(text, /^Use: the checkpoint of epoch 60 \(best metrics/m);
  assertNotMatch(text, /overfit|disagree|by sum of/i);
});

Deno.test("rising term: where the other terms rise too, or the metric is past its best, it is overfitting", () => {
  const rises = (i: number) => falls(i) + 0.06 * Math.max(0, i - 15);
  const past = (i: number) => gains(Math.min(i, 8)) - 0.004 * Math.max(0, i - 8);
  assertMatch(detector((i) => 1.5 + 0.1 * i, rises, past), /^OVERFITTING/m);
  assertNotMatch(detector(jumps, falls, (i) => gains(0) + 0.5 * Math.exp(-i / 20)), /ONE TERM/);
});

Deno.test("rising term: one that falls with the others leaves the sum what it is", () => {
  assertNotMatch(detector((i) => 0.6 + 2 * Math.exp(-i / 10), falls, gains), /ONE TERM/);
});
