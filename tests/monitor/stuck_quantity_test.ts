/**
 * What stands while everything else moves is named beside the course, and chooses nothing.
 */
import { assertMatch, assertNotMatch } from "@std/assert";
import { told } from "../report/told.ts";
import { decay, epochs, range, table } from "./shapes.ts";

const n = 40;
const run = (more: Readonly<Record<string, readonly number[]>>) =>
  told(
    table({ epoch: epochs(n), train_loss: decay(n, 1.7, 0.6, 9), val_loss: decay(n, 1.7, 0.7, 8), ...more }),
    "log.csv",
  );
const wave = (level: number, by: number) => range(n).map((i) => level + by * Math.sin(5 * i));

Deno.test("stuck quantities: an error in per cent of targets near 0 is named, neither shown nor chosen by", () => {
  const text = run({ val_mape: wave(3e8, 4e7), val_smape: Array(n).fill(200) });
  assertMatch(text, /^Also: val_mape is about 3.*, val_smape stands at its most, 200: targets are near 0/m);
  assertMatch(text, /^Use: .*best val_loss\)/m);
  assertNotMatch(text, /^ *val_mape /m);
});

Deno.test("stuck quantities: an error in per cent that falls is the metric", () => {
  const text = run({ val_mape: decay(n, 80, 12, 9), val_smape: decay(n, 199, 20, 9) });
  assertMatch(text, /^ *val_mape /m);
  assertNotMatch(text, /measures nothing/);
});

Deno.test("stuck quantities: a term at ln 2, or that does not move to the fourth digit, trains nothing", () => {
  assertMatch(
    run({ pair_loss: decay(n, 0.698, 0.691, 9) }),
    /^Also: pair_loss stands at ln 2 .*0\.698 -> 0\.691/m,
  );
  assertMatch(run({ edge_loss: wave(0.41273, 1e-5) }), /^Also: edge_loss is 0\.4127 from start to end/m);
});

Deno.test("stuck quantities: a term that passes ln 2, falls a little, or is a round number is none", () => {
  for (
    const edge_loss of [
      decay(n, 0.75, 0.66, 9),
      decay(n, 0.4127, 0.4, 9),
      Array(n).fill(0.5),
      Array(n).fill(0),
    ]
  ) {
    assertNotMatch(run({ edge_loss }), /does anything train it/);
  }
});

Deno.test("stuck quantities: accuracies that stand on one level from early on may be the largest class alone", () => {
  const stands = (level: number) => range(n).map((i) => i < 4 ? level - 0.1 : level + 0.0002 * (i % 3));
  const asked = /Accuracies hardly move since epoch 9 .*is that the share of the largest class\?/;
  assertMatch(run({ train_accuracy: stands(0.88), val_accuracy: stands(0.87) }), asked);
  const rises = decay(n, 0.5, 0.88, 9);
  assertNotMatch(run({ train_accuracy: rises, val_accuracy: rises }), /hardly move/);
  // what has little left to gain stands because it is done
  assertNotMatch(run({ train_accuracy: stands(0.99), val_accuracy: stands(0.97) }), /hardly move/);
});
