/**
 * How the last third of a series is told.
 */
import { assertMatch, assertNotMatch } from "@std/assert";
import { decay, epochs, table } from "../monitor/shapes.ts";
import { told } from "./told.ts";

Deno.test("course: three evaluations have no last third, and are told one by one", () => {
  const text = told(
    table({
      epoch: epochs(3),
      loss: [0.9, 0.89, 0.885],
      val_loss: [0.93, 0.929, 0.928],
      val_acc: [70, 70.1, 70.2],
    }),
    "history.csv",
  );
  assertMatch(text, /^ {2}val_acc 70 -> 70\.1 -> 70\.2, highest at epoch 3 \(70\.2\)$/m);
  assertMatch(text, /^Next: More of the same would give little, as far as 3 evaluations show\.$/m);
});

Deno.test("course: three values that go one way stand nowhere", () => {
  const mAP = [0.3, 0.45, 0.5, 0.52, 0.53, 0.54, 0.535, 0.53];
  const text = told(
    table({ epoch: epochs(8), train_loss: decay(8, 1, 0.4, 0.7), "metrics/mAP50-95(B)": mAP }),
    "log.csv",
  );
  assertMatch(text, /mAP50-95\(B\) 0\.54 -> 0\.535 -> 0\.53 at the end, highest at epoch 6/);
  assertNotMatch(text, /has stood/);
});

Deno.test("course: what still gets better by little is said to creep, and not to stand", () => {
  const run = (slope: number) =>
    told(
      table({
        epoch: epochs(40),
        train_loss: decay(40, 3, 1, 14),
        val_loss: decay(40, 3, 1.2, 14),
        val_accuracy: epochs(40).map((i) => 0.6 - 0.3 * Math.exp(-i / 3) + slope * i + 0.001 * ((3 * i) % 5)),
        lr: epochs(40).map((i) => 0.01 * (1 - i / 41)),
      }),
      "history.csv",
    );
  assertMatch(run(0.0004), /val_accuracy creeps up from about 0\.\d+ to 0\.\d+ in the last third/);
  assertNotMatch(run(0), /creeps/);
});
