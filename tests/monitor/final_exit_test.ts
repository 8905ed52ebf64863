/**
 * Of several exits, heads or sizes of pictures the whole network is judged.
 */
import { assertMatch, assertNotMatch } from "@std/assert";
import { told } from "../report/told.ts";
import { decay, epochs, range, table } from "./shapes.ts";

const n = 40;
/** An early exit is best early, and the last one when the run is over. */
const early = range(n).map((i) => 0.5 + 0.1 * Math.exp(-(((i - 8) / 8) ** 2)));
const late = (to: number) => range(n).map((i) => 0.4 + (to - 0.4) * (1 - Math.exp(-i / 15)));
const run = (metrics: Readonly<Record<string, readonly number[]>>) =>
  told(table({ epoch: epochs(n), train_loss: decay(n, 2, 0.4, 12), ...metrics }), "log.csv");

Deno.test("exits: the last one leads, by its number or its name, and no mean with those that stop early", () => {
  const exits = run({ val_acc_exit1: early, val_acc_exit2: late(0.7), val_acc_exit3: late(0.85) });
  assertMatch(exits, /^Use: the checkpoint of epoch 40 \(best val_acc_exit3/m);
  assertNotMatch(exits, /mean of|OVERFITTING/);
  assertMatch(run({ "exit_0/val_acc": early, "exit_1/val_acc": late(0.8) }), /best exit_1\/val_acc/);
  assertMatch(run({ "head_0/val_acc": early, "head_final/val_acc": late(0.8) }), /best head_final\/val_acc/);
  assertMatch(run({ val_acc_aux: early, val_acc: late(0.8) }), /best val_acc\)/);
  // what names no exit is of the whole network
  assertMatch(run({ val_acc_exit1: early, val_acc: late(0.8), val_acc_exit2: late(0.7) }), /best val_acc\)/);
});

Deno.test("exits: of sizes of pictures the largest leads", () => {
  assertMatch(run({ val_acc_96: early, val_acc_192: late(0.7), val_acc_384: late(0.8) }), /best val_acc_384/);
});

Deno.test("exits: numbers of answers that count, classes and other tasks are none", () => {
  assertMatch(run({ val_acc_1: late(0.7), val_acc_5: late(0.9) }), /best val_acc_1\)/);
  assertMatch(
    run({ val_acc_cat: late(0.7), val_acc_dog: late(0.8), val_acc_cow: late(0.6) }),
    /mean of 3 val_acc/,
  );
  assertMatch(run({ "val_recall_64": late(0.7), "val_recall_128": late(0.9) }), /best val_recall_64/);
});
