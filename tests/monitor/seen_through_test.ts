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
  assertMatch(run(0.89), /^NO ALARM/m);
  assertMatch(run(0.2), /^THE LOSS DOES NOT FALL$/m);
});
