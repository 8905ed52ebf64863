/**
 * What more training of the same kind would give.
 */
import { assertEquals, assertMatch } from "@std/assert";
import { readHistory } from "../../src/monitor/readers/mod.ts";
import { trainOn } from "../../src/report/more_training.ts";
import { decay, epochs, range, table } from "../monitor/shapes.ts";
import { told } from "./told.ts";

Deno.test("more training: where the rate has run out, more of the same is another schedule", () => {
  const run = (slope: number, rise = 0) =>
    told(
      table({
        epoch: epochs(30),
        train_loss: decay(30, 3, 1.4, 12),
        val_loss: decay(30, 3, 1.5, 3).map((loss, i) => loss + rise * Math.max(0, i - 12)),
        "metrics/mAP50-95(B)": range(30).map((i) => 0.4 - 0.3 * Math.exp(-i / 3) + slope * i),
        "lr/pg0": range(30).map((i) => 0.01 * (1 - i / 30) + 1e-5),
      }),
      "results.csv",
    );
  assertMatch(run(0.0008), /^NO ALARM: LEVELLING OFF[^]*^Next: The rate has run out, and a longer schedule/m);
  // with a loss that is past its best not even that
  assertMatch(
    run(0.0008, 0.006),
    /^NO ALARM: LEVELLING OFF[^]*^Next: The rate has run out and the loss is past its best/m,
  );
  assertMatch(run(0.01), /^Next: Train again with a longer schedule: the rate had run out/m);
});

Deno.test("more training: a loss that still falls beside a metric that stands asks for a rate that comes down only where none has", () => {
  const run = (rate: (i: number) => number) =>
    told(
      table({
        epoch: epochs(40),
        train_loss: decay(40, 3, 1, 14),
        val_loss: decay(40, 3, 1.2, 14),
        val_accuracy: range(40).map((i) => 0.7 - 0.4 * Math.exp(-i / 3) + 0.004 * (i % 3)),
        lr: range(40).map(rate),
      }),
      "history.csv",
    );
  const next = (text: string) => text.match(/^Next: .*$/m)![0];
  const ran = run((i) => 0.01 * (1 - i / 40));
  assertMatch(ran, /^NO ALARM: METRIC LEVELS OFF, LOSS STILL FALLS$/m);
  assertMatch(
    next(ran),
    /^Next: Train again with a longer schedule, the rate had run out: val_loss still falls/,
  );
  const wayOn = (rates: readonly number[]) =>
    trainOn(readHistory(new TextEncoder().encode(JSON.stringify({ loss: decay(8, 3, 1, 3), lr: rates }))));
  assertEquals(wayOn(range(8).map((i) => 0.01 * 0.9 ** i)), "train on");
  assertEquals(wayOn(range(8).map(() => 0.01)), "train on, with a rate that comes down");
});

Deno.test("more training: where little is right and the training loss stands, held-out rows are looked at before more epochs", () => {
  const run = (tau: number, most: number) =>
    told(
      table({
        epoch: epochs(60),
        train_loss: decay(60, 3, 0.8, tau),
        val_dice: epochs(60).map((i) => most * i / 60),
      }),
      "history.csv",
    );
  assertMatch(
    run(6, 0.15),
    /^NO ALARM: STILL IMPROVING\n[^]*^Next: Look at ten held-out rows beside their labels/m,
  );
  // while training goes on to learn, or most is right, more of it is what helps
  assertMatch(run(60, 0.15), /^Next: More epochs of the same would still help/m);
  assertMatch(run(6, 0.8), /^Next: More epochs of the same would still help/m);
});

Deno.test("more training: a YOLO's rate has not run out because that of its biases came down from its warm-up", () => {
  const run = (weights: (i: number) => number) =>
    told(
      table({
        epoch: epochs(30),
        train_loss: decay(30, 3, 1.4, 12),
        val_loss: decay(30, 3, 1.5, 12),
        "metrics/mAP50-95(B)": range(30).map((i) => 0.1 + 0.01 * i),
        "lr/pg0": range(30).map((i) => i < 3 ? 0.1 - 0.03 * i : weights(i)),
        "lr/pg1": range(30).map((i) => i < 3 ? 0.003 * (i + 1) : weights(i)),
      }),
      "results.csv",
    );
  assertMatch(run(() => 0.004), /^Next: More epochs of the same would still help/m);
  assertMatch(
    run((i) => 0.01 * (1 - i / 30) + 1e-5 - (i === 29 ? 3e-4 : 0)),
    /^Next: Train again with a longer schedule|^Next: Train again for more epochs/m,
  );
});
