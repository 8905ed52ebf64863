/**
 * Signs that are small or stand alone: a held-out loss that begins to creep up, a loss that was none once, a first epoch that
 * cost more than those after it.
 */
import { assert, assertMatch } from "@std/assert";
import { diagnose } from "../../src/monitor/mod.ts";
import { readHistory } from "../../src/monitor/readers/mod.ts";
import { shortText } from "../../src/report/short_text.ts";
import { range, table } from "./shapes.ts";

const tell = (columns: Readonly<Record<string, readonly number[]>>) => {
  const history = readHistory(new TextEncoder().encode(table(columns)), { name: "history.csv" });
  return shortText(history, diagnose({ history, evidence: {} }), "history.csv");
};
const epoch = range(10);

Deno.test("early signs: a held-out loss that rises five evaluations long while training falls is overfitting that begins", () => {
  const run = (held: readonly number[], accuracy: readonly number[]) =>
    tell({ epoch, loss: epoch.map((i) => 0.6 - 0.025 * i), val_loss: held, val_accuracy: accuracy });
  const creeping = [0.55, 0.5, 0.49, 0.48, 0.47, 0.476, 0.483, 0.49, 0.499, 0.509];
  const flat = epoch.map((i) => 0.78 + 0.002 * (i % 2));
  const told = run(creeping, flat);
  assertMatch(told, /^OVERFITTING BEGINS since epoch 5$/m);
  assertMatch(told, /alidation loss 0\.47 -> 0\.509, rising since, while the training loss falls/);
  // of the epochs that are right as often, the one whose loss is lowest
  assertMatch(told, /^Use: the checkpoint of epoch 6 \(best val_accuracy, val_loss within 2% of its best\)/m);
  // a metric that gains by it, and a loss that went up and down, are another matter
  assert(!/OVERFITTING/.test(run(creeping, epoch.map((i) => 0.6 + 0.02 * i))));
  assert(!/OVERFITTING/.test(run([0.55, 0.5, 0.49, 0.48, 0.47, 0.5, 0.48, 0.51, 0.478, 0.5], flat)));
});

Deno.test("early signs: a held-out loss that rises with a trend through its own noise is told once the training rows are fitted much further", () => {
  const epoch = range(30);
  const run = (fitted: number) =>
    tell({
      epoch,
      loss: epoch.map((i) => 0.1 + 1.7 * Math.exp(-i / 4) - fitted * Math.max(0, i - 18)),
      // down to epoch 19, then up by a quarter, one epoch 15% above the line and the next below it
      val_loss: epoch.map((i) =>
        (0.3 + 1.2 * Math.exp(-i / 4) + 0.008 * Math.max(0, i - 18)) * (i % 2 === 0 ? 0.87 : 1.15)
      ),
    });
  assertMatch(run(0.006), /^OVERFITTING BEGINS since epoch \d+$/m);
  assert(!/OVERFITTING/.test(run(0)));
});

Deno.test("early signs: one evaluation after the best is no overfitting unless it rises by more than the best had come down", () => {
  const run = (...held: readonly number[]) =>
    tell({ epoch: range(held.length), loss: held.map((_, i) => 0.9 * 0.6 ** i), val_loss: held });
  assert(!/OVERFITTING/.test(run(0.5, 0.32, 0.2, 0.12, 0.15)));
  assertMatch(run(0.5, 0.32, 0.2, 0.19, 0.26), /^OVERFITTING since epoch 4$/m);
  // two evaluations that rise are more than one
  assertMatch(run(0.5, 0.32, 0.2, 0.12, 0.13, 0.15), /^OVERFITTING since epoch 4$/m);
});

Deno.test("early signs: what was learned by heart before the log begins only overfits further", () => {
  const run = (rises: number) =>
    tell({
      epoch,
      loss: epoch.map((i) => 0.003 * Math.exp(-i / 4)),
      accuracy: epoch.map(() => 0.9995),
      val_loss: epoch.map((i) => 0.06 + rises * i),
      val_accuracy: epoch.map((i) => 0.981 + 0.0005 * (i % 2)),
    });
  const told = run(0.004);
  assertMatch(told, /^OVERFITTING since epoch 1$/m);
  assert(!/evaluation mode|split/.test(told), told);
  // a few thousandths of a nat beside answers that stand are none
  assertMatch(run(0.0006), /^NO ALARM: CONVERGED$/m);
});

Deno.test("early signs: a loss that is NaN once and finite right after it stands at its epoch, and hides no other finding", () => {
  const losses = epoch.map((i) => 2.2 - 0.05 * i);
  const held = epoch.map((i) => 3.8 + 0.07 * i);
  const told = tell({ epoch, loss: losses.with(4, NaN), val_loss: held.with(9, NaN) });
  assertMatch(told, /^OVERFITTING since epoch 1$/m);
  assertMatch(
    told,
    /The training loss is NaN at epoch 5, and finite again after it; the validation loss is NaN at epoch 10, the last/,
  );
  assert(!/INFINITY since|learning rate too high|Resume/.test(told), told);
  const lost = tell({ epoch, loss: losses.map((loss, i) => i < 4 ? loss : NaN), val_loss: held });
  assertMatch(lost, /^NaN OR INFINITY since epoch 5$/m);
});

Deno.test("early signs: a classifier whose accuracy climbs does not guess, dear as its first epoch was", () => {
  const told = tell({
    epoch,
    loss: [6.4, 2.2, 2.1, 2.05, 2, 1.95, 1.92, 1.89, 1.86, 1.82],
    accuracy: [0.1, 0.16, 0.2, 0.23, 0.26, 0.28, 0.3, 0.31, 0.33, 0.34],
    val_loss: [2.8, 2.1, 2.05, 2, 1.9, 1.85, 1.8, 1.75, 1.6, 1.5],
    val_accuracy: [0.06, 0.14, 0.2, 0.25, 0.28, 0.3, 0.33, 0.35, 0.38, 0.4],
  });
  assertMatch(told, /^NO ALARM: STILL IMPROVING$/m);
  assert(!/guessing|Divide/.test(told), told);
});

Deno.test("early signs: NaN from the first value on at a rate that nobody uses is the rate's, before the data's", () => {
  const run = (rate: number) => tell({ epoch, loss: epoch.map(() => NaN), lr: epoch.map(() => rate) });
  assertMatch(
    run(20),
    /from the first value on; the learning rate is 20\n[^]*^Next: Lower the learning rate first/m,
  );
  assertMatch(run(0.001), /^Next: Look for NaN, infinity or blanks in inputs and labels first/m);
});
