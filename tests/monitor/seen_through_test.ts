/**
 * Runs that look like progress, or like a fault of the rate, and are neither: what the file itself says about it.
 */
import { assertMatch, assertNotMatch } from "@std/assert";
import { told } from "../report/told.ts";
import { decay, epochs, range, table, trainer } from "./shapes.ts";

Deno.test("seen through: answers that rise from nothing to nothing beside a loss that only rises are no progress", () => {
  const run = (right: number) =>
    told(
      trainer(
        1200,
        10,
        (step) => 7.6 - step / 1000,
        Object.fromEntries(
          range(12).map((k) => [100 * (k + 1), {
            eval_loss: 7.6 + 0.05 * k,
            eval_accuracy: right * (k + 1) / 12,
          }]),
        ),
        (step) => 2e-4 * (1 - step / 1201),
      ),
      "trainer_state.json",
    );
  const nothing = run(0.009);
  assertMatch(nothing, /^TRAINING LEARNS, UNSEEN ROWS STAY AT CHANCE\n.*eval_accuracy ends at 0\.00/m);
  assertMatch(nothing, /^Use: none of these checkpoints$/m);
  assertMatch(nothing, /^Next: Look at twenty rows of both sets beside their labels/m);
  assertNotMatch(run(0.4), /CHANCE/);
});

Deno.test("seen through: accuracies that are the share of one class or of the other are one answer to all rows", () => {
  const run = (shares: readonly number[]) =>
    told(
      table({
        epoch: epochs(10),
        loss: decay(10, 0.9, 0.01, 2),
        accuracy: range(10).map((i) => 1 - 0.4 * Math.exp(-i)),
        val_loss: shares.map((share) => 2 - share),
        val_accuracy: shares,
      }),
      "training.log.csv",
    );
  const two = run([0.7, 0.3, 0.3, 0.7, 0.7, 0.7, 0.3, 0.7, 0.7, 0.65]);
  assertMatch(
    two,
    /^UNSEEN ROWS GET ONE ANSWER\n {2}val_accuracy is 0\.7 or 0\.3, which sum to 1, in 9 of 10/m,
  );
  assertMatch(two, /^Next: Look at the predictions for held-out rows/m);
  assertNotMatch(run([0.6, 0.7, 0.74, 0.78, 0.8, 0.81, 0.8, 0.82, 0.81, 0.82]), /ONE ANSWER/);
});

Deno.test("seen through: preferences whose loss stays at ln 2 are not told apart, though their margin rises", () => {
  const run = (gain: number) =>
    told(
      JSON.stringify({
        log_history: range(20).map((i) => ({
          step: 10 * (i + 1),
          loss: Math.LN2 - gain * i / 20,
          "rewards/margins": 2 * gain * i / 20,
          "rewards/accuracies": 0.5 + gain * i / 40,
          learning_rate: 8e-7 * (1 - i / 20),
        })).concat({ step: 200, train_runtime: 60 } as never),
      }),
      "trainer_state.json",
    );
  const untold = run(0.006);
  assertMatch(untold, /^PAIRS HARDLY TOLD APART\n {2}Loss 0\.6931 -> 0\.68\d*, where ln 2 = 0\.6931/m);
  assertMatch(untold, /^Use: none of these checkpoints$/m);
  assertMatch(untold, /^Next: Raise the learning rate five to ten times \(here 8\.00e-7 at most\)/m);
  assertNotMatch(run(0.3), /TOLD APART/);
});

Deno.test("seen through: a descent that is slow at a usual rate was trained too little, at a low one the rate is", () => {
  const run = (rate: number) =>
    told(
      table({
        epoch: epochs(40),
        train_loss: range(40).map((i) => 9 - 0.02 * i),
        val_loss: range(40).map((i) => 9.1 - 0.02 * i),
        lr: range(40).map(() => rate),
      }),
      "history.csv",
    );
  assertMatch(run(0.006), /^TRAINED TOO LITTLE\n.* at a usual rate \(0\.006 at most\)$/m);
  assertMatch(run(0.006), /^Next: Train several times as long, or begin with weights that were trained/m);
  assertMatch(run(1e-5), /^LEARNING RATE TOO LOW\n[^]*^Next: Multiply the learning rate by ten/m);
});

Deno.test("seen through: where nothing is found at a rate that is small already, a lower one is no advice", () => {
  const run = (rate: number) =>
    told(
      table({
        epoch: epochs(12),
        "train/box_loss": range(12).map((i) => 4 + 0.1 * (i % 2)),
        "metrics/mAP50(B)": range(12).map(() => 0),
        "val/box_loss": range(12).map((i) => 4.2 - 0.001 * i),
        "lr/pg0": range(12).map(() => rate),
      }),
      "results.csv",
    );
  assertMatch(run(2e-5), /a higher rate \(here 2\.00e-5 at most\)\.$/m);
  assertMatch(run(0.01), /and a lower rate\.$/m);
});

Deno.test("seen through: masks that were found from the first evaluation on come from weights trained before", () => {
  const run = (dice: number) =>
    told(
      table({
        epoch: epochs(7),
        train_loss: [0.09, 0.091, 0.093, 0.088, 0.087, 0.089, 0.09],
        val_loss: [0.112, 0.113, 0.115, 0.111, 0.119, 0.116, 0.1121],
        val_dice: [0, -0.001, -0.002, 0, -0.008, -0.004, 0].map((off) => dice + off),
      }),
      "train_log.csv",
    );
  assertNotMatch(run(0.89), /DOES NOT FALL|Fit one batch|IMPROVING|would still help/);
  assertMatch(run(0.89), /^NO ALARM: NO GAIN SINCE THE FIRST EVALUATION$/m);
  assertMatch(run(0.89), /^Next: Stop, the weights were trained before and gain nothing here/m);
  assertMatch(run(0.2), /^THE LOSS DOES NOT FALL$/m);
});

Deno.test("seen through: a metric that climbs out of a pit to below where it was has collapsed and recovered, and does not improve", () => {
  const run = (last: number) =>
    told(
      table({
        epoch: epochs(18),
        train_loss: decay(18, 3, 1, 6),
        val_loss: [2, 1.8, 1.7, 1.9, 3, 40, 300, 200, 60, 9, 4, 3, 2.6, 2.3, 2.1, 2, 1.9, 1.8],
        "metrics/mAP50-95(B)": [
          ...[0.5, 0.62, 0.7, 0.6, 0.4, 0.03, 0.01, 0.01, 0.02, 0.2, 0.3, 0.4, 0.45, 0.5, 0.54, 0.57],
          last - 0.01,
          last,
        ],
      }),
      "results.csv",
    );
  const pit = run(0.6);
  assertMatch(
    pit,
    /^COLLAPSE AND RECOVERY\n {2}metrics\/mAP50-95\(B\) was 0\.7 at epoch 3, collapsed to 0\.01 in epochs 6 to 9/m,
  );
  assertMatch(pit, /^Use: epoch 3|^Use: the checkpoint of epoch 3/m);
  assertMatch(pit, /^Next: Use the checkpoint before it; train again with a lower rate/m);
  // what has come to more than before has left a warm-up behind
  assertNotMatch(run(0.8), /COLLAPSE/);
});

Deno.test("seen through: a loss that falls only where its rows come round again is learned by heart", () => {
  const run = (loss: (step: number) => number) =>
    told(
      JSON.stringify({
        global_step: 90,
        max_steps: 100,
        log_history: range(90).map((i) => ({
          step: i + 1,
          epoch: (i + 1) / 20,
          loss: loss(i) * (1 + 0.03 * Math.sin(5 * i)),
          learning_rate: 2e-5 * (1 - i / 100),
        })),
      }),
      "trainer_state.json",
    );
  const stairs = run((i) => [1.6, 1.1, 0.7, 0.4, 0.2][Math.floor(i / 20)]);
  assertMatch(
    stairs,
    /^LEARNED BY HEART: THE LOSS FALLS AT EACH NEW EPOCH\n {2}The loss falls where rows come round again and hardly between: about 1\.6, 1\.1, 0\.7, 0\.4/m,
  );
  assertMatch(stairs, /^Next: Evaluate the checkpoints that were saved on held-out rows, the early ones/m);
  assertNotMatch(stairs, /go on to the end/);
  assertNotMatch(run((i) => 1.6 * Math.exp(-i / 40)), /HEART/);
});

Deno.test("seen through: a held-out loss that jumps by more than training gained has no gap, it is erratic", () => {
  const run = (val_loss: readonly number[], val_accuracy: readonly number[]) =>
    told(table({ epoch: epochs(10), loss: decay(10, 0.9, 0.2, 2), val_loss, val_accuracy }), "history.csv");
  const jumps = run([60, 70, 3, 0.7, 0.3, 0.5, 12, 2.2, 0.7, 2.5], [
    ...[0.5, 0.5, 0.5, 0.7, 0.9, 0.6, 0.5, 0.55, 0.6, 0.55],
  ]);
  assertMatch(jumps, /^ERRATIC VALIDATION\n {2}Validation loss between 0\.3 and 70/m);
  assertMatch(jumps, /^Use: the checkpoint of epoch 5 /m);
  assertMatch(jumps, /a held-out set of few rows/);
  assertNotMatch(jumps, /gap|GAP|from the first epochs on/);
});

/** Epochs of a fine-tuned detector that is best at once. */
const worseFromTheFirst = () =>
  told(
    table({
      epoch: epochs(40),
      "train/box_loss": decay(40, 2, 0.5, 20),
      "val/box_loss": range(40).map((i) => 1.5 + 0.9 * (1 - Math.exp(-i / 8))),
      "metrics/mAP50-95(B)": range(40).map((i) => 0.3 + 0.3 * Math.exp(-i / 8)),
      "lr/pg0": range(40).map((i) => 0.01 * (1 - i / 41)),
    }),
    "results.csv",
  );

Deno.test("seen through: a detector that is worse from its first epoch on needs no patience, but other weights to begin with", () => {
  assertMatch(
    worseFromTheFirst(),
    /^Next: Use best\.pt, or the weights that it began with: it gets worse from the first epoch on\. More rows, frozen/m,
  );
  assertNotMatch(worseFromTheFirst(), /patience=/);
});

Deno.test("seen through: a metric that is best in the last epoch asks for no fewer of them", () => {
  const run = (f1: readonly number[]) =>
    told(
      trainer(
        320,
        10,
        (step) => 0.35 - step / 1500,
        Object.fromEntries(f1.map((eval_f1, k) => [80 * (k + 1), { eval_loss: 0.3 + 0.05 * k, eval_f1 }])),
        (step) => 2e-5 * (1 - step / 321),
      ),
      "trainer_state.json",
    );
  const rises = run([0.84, 0.86, 0.87, 0.885]), falls = run([0.885, 0.87, 0.86, 0.84]);
  assertMatch(rises, /^Next: EarlyStoppingCallback\(\d\) with load_best_model_at_end=True/m);
  assertNotMatch(rises, /fewer epochs/);
  assertMatch(falls, /fewer epochs/);
});

Deno.test("seen through: a held-out loss that was NaN at first says since when it is a number", () => {
  const run = (val_loss: readonly number[]) =>
    told(
      JSON.stringify({ loss: decay(10, 0.6, 0.1, 3), val_loss })
        .replaceAll("null", "NaN"),
      "history.json",
    );
  assertMatch(
    run([NaN, NaN, NaN, 9, 4, 2, 1, 0.9, 0.8, 0.7]),
    /from the first value on, and finite from epoch 4 on/,
  );
  assertNotMatch(run([NaN, NaN, 9, 4, 2, 1, 0.9, 0.8, 0.7, NaN]), /finite from/);
});

Deno.test("seen through: weights trained before that were thrown off at once go back to the rate that is usual for them", () => {
  const run = (rate: number) =>
    told(
      trainer(
        400,
        20,
        (step) => 1.2 + 0.9 * (1 - Math.exp(-step / 60)),
        {},
        (step) => rate * Math.min(1, step / 100),
      ),
      "trainer_state.json",
    );
  assertMatch(
    run(0.004),
    /^DIVERGENCE\n[^]*^Next: Start again with a rate of 1e-5 to 5e-5, .* \(here it came to 0\.004\)/m,
  );
  assertMatch(run(2e-4), /^Next: Start again with a tenth of the learning rate or less/m);
});

Deno.test("seen through: a reward that sank to its lowest value and stays there is told as that", () => {
  const text = told(
    table({ "rollout/ep_rew_mean": range(200).map((i) => i < 4 ? -95 - i : -100) }),
    "progress.csv",
  );
  assertMatch(text, /^ {2}The reward is flat at its lowest: /m);
});
