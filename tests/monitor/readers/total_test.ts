/**
 * Which of several losses leads: the one that holds the others, and their sum only where there is none.
 */
import { assertEquals } from "@std/assert";
import { readHistory } from "../../../src/monitor/readers/mod.ts";
import { range, table } from "../shapes.ts";

const read = (text: string) => readHistory(new TextEncoder().encode(text), { name: "history.csv" });

const recon = range(30).map((i) => 0.9 / (1 + i));
const kl = range(30).map((i) => 180 + 30 * Math.sin(i));
const run = (columns: Readonly<Record<string, readonly number[]>>) =>
  read(table({ iteration: range(30).map((i) => 500 * i), ...columns })).trainLoss;

Deno.test("a loss that is called after the whole leads, and its raw terms are not added to it", () => {
  const whole = recon.map((value, i) => value + (0.0001 + 0.00001 * i) * kl[i]);
  assertEquals(run({ loss_vae: whole, loss_recon: recon, loss_kl: kl }), whole);
  assertEquals(run({ loss_recon: recon, loss_kl: kl, overall_loss: whole }), whole);
});

Deno.test("a loss that is the others' weighted sum leads, whatever it is called", () => {
  const sum = recon.map((value, i) => value + 0.002 * kl[i]);
  assertEquals(run({ loss_a: recon, loss_b: kl, loss_c: sum }), sum);
});

Deno.test("losses of which none holds the others are summed", () => {
  const other = range(30).map((i) => 0.4 + 0.1 * Math.cos(2 * i));
  assertEquals(
    run({ box_loss: recon, cls_loss: other, obj_loss: kl }),
    recon.map((value, i) => value + other[i] + kl[i]),
  );
});

Deno.test("one loss that is logged in several ways is no sum: its mean leads", () => {
  const mean = recon.map((value) => value + 1), sum = mean.map((value) => 640 * value);
  assertEquals(run({ loss_sum_of_batch: sum, avg_per_sample_loss: mean, loss_max_row: kl }), mean);
  assertEquals(run({ train_sum_ctc_loss: sum, train_mean_ctc_loss: mean }), mean);
  assertEquals(run({ smoothed_ctc_loss: recon, ctc_loss: recon.map((value) => value + 0.01) }), recon);
  // the same numbers times a factor, whatever they are called
  const other = range(30).map((i) => 0.4 + 0.1 * Math.cos(2 * i));
  assertEquals(
    run({ cls_loss: recon, cls_scaled_loss: recon.map((value) => 20 * value), box_loss: other }),
    recon.map((value, i) => value + other[i]),
  );
});

Deno.test("settings that are called as counters and measures are begin no run", () => {
  const settings = [
    "beta:",
    "  start:",
    "    iter 200000",
    "    val 2.0",
    "  end:",
    "    iter 250000",
    "    val 1.0",
  ];
  const log = range(12).map((i) =>
    `ITER ${500 * i} TRAINING (phase 1). loss_vae: ${recon[i] + 0.1}; loss_recon: ${recon[i]}; loss_kl: ${
      kl[i]
    }`
  );
  const { notes, series, at } = read([...settings, ...log].join("\n"));
  assertEquals(notes, []);
  assertEquals(series?.map(({ name }) => name), ["loss_vae", "loss_recon", "loss_kl"]);
  assertEquals(at?.slice(0, 3), [0, 500, 1000]);
});
