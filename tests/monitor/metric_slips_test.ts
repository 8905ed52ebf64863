/**
 * A metric that was best early and gets worse along a trend is past its best, though no loss says so.
 */
import { assertMatch, assertNotMatch } from "@std/assert";
import { told } from "../report/told.ts";
import { decay, epochs, range, table } from "./shapes.ts";

const n = 24;
const run = (val_auc: readonly number[], val_loss: readonly number[]) =>
  told(table({ epoch: epochs(n), train_loss: decay(n, 1.3, 1.1, 9), val_loss, val_auc }), "log.csv");
const wave = (level: (i: number) => number, by: number) =>
  range(n).map((i) => level(i) + by * Math.sin(2.6 * i));
const standing = wave(() => 1.32, 0.012);
/** Up to the third epoch, and slowly down from there. */
const slips = (by: number) => (i: number) =>
  i < 3 ? 0.82 + 0.01 * i : 0.84 - by * (1 - Math.exp(-(i - 2) / 7));

Deno.test("metric slips: past its best, beside a held-out loss that stands", () => {
  const text = run(wave(slips(0.08), 0.003), standing);
  assertMatch(text, /^PAST ITS BEST: val_auc GETS WORSE WHILE THE LOSS STANDS/m);
  assertMatch(text, /^Use: epoch 4 if val_auc|^Use: .*epoch [345]/m);
  assertMatch(text, /^Next: Use the checkpoint where the metric was best, and stop there another time/m);
});

Deno.test("metric slips: within its noise, or by little, it has not", () => {
  const past = /GETS WORSE WHILE THE LOSS STANDS/;
  assertNotMatch(run(wave(slips(0.08), 0.03), standing), past);
  assertNotMatch(run(wave(slips(0.02), 0.003), standing), past);
});

Deno.test("metric slips: a loss that still gains, or a metric that rises, is another story", () => {
  const past = /GETS WORSE WHILE THE LOSS STANDS/;
  assertNotMatch(run(wave(slips(0.08), 0.003), decay(n, 1.32, 0.8, 9)), past);
  assertNotMatch(run(decay(n, 0.7, 0.84, 6), standing), past);
});
