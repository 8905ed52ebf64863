/**
 * Which checkpoint is named where it is easy to say too much of it, or nothing.
 */
import { assert, assertMatch, assertNotMatch } from "@std/assert";
import { normalNumbers } from "../monitor/histories.ts";
import { decay, epochs, range, table, trainer } from "../monitor/shapes.ts";
import { classifier, told } from "./told.ts";

const ofTraining = (loss: readonly number[]) => told(table({ epoch: epochs(loss.length), loss }), "loss.csv");

Deno.test("use: where training rows alone were logged and nothing is wrong the last one is as good as any", () => {
  const last = /^Use: the last one; nothing tells which is better$/m;
  assertMatch(ofTraining(decay(40, 2, 0.3, 5)), last);
  assertMatch(ofTraining(decay(40, 2, 0.3, 20)), last);
  const normal = normalNumbers(7);
  const steps = range(400).map((i) => 0.5 + 2 * Math.exp(-i / 50) + 0.05 * normal());
  assertMatch(told(table({ step: range(400), loss: steps }), "loss.csv"), last);
  // not of a run that has only begun, nor of one that came to nothing
  assertNotMatch(ofTraining(decay(2, 2, 0.3, 5)), /^Use/m);
  assertNotMatch(ofTraining(range(40).map((i) => i < 20 ? 1 : NaN)), last);
  assertNotMatch(ofTraining(range(40).map((i) => 0.5 + 0.1 * i)), last);
});

Deno.test("use: one evaluation tells no best, and the losses of a GAN tell none at all", () => {
  const rows = [
    ...range(40).map((i) => ({ step: 50 * (i + 1), loss: 0.3 + 0.4 * Math.exp(-i) })),
    { step: 2000, val_accuracy: 0.8 },
  ];
  assertMatch(
    told(rows.map((row) => JSON.stringify(row)).join("\n"), "log.json"),
    /^Use: the last one; one evaluation does not tell which is better$/m,
  );
  const normal = normalNumbers(7);
  const losses = {
    d_loss: range(60).map((i) => 0.1 + 0.6 * Math.exp(-i / 30) + 0.01 * normal()),
    g_loss: range(60).map((i) => 2.8 - 2 * Math.exp(-i / 30) + 0.05 * normal()),
  };
  const gan = told(table({ epoch: epochs(60), ...losses }), "gan.csv");
  assertMatch(gan, /^NO ALARM: THE DISCRIMINATOR IS AHEAD, JUDGE BY SAMPLES$/m);
  assertMatch(gan, /^Use: the one whose samples are best; these losses do not tell which$/m);
});

Deno.test("use: a loss that is at its best there is not said to be near it", () => {
  const accuracy = range(30).map((i) => 0.9 - 0.6 * Math.exp(-i / 8)), loss = decay(30, 2, 0.3, 8);
  assertMatch(
    classifier(accuracy, loss),
    /^Use: the checkpoint of epoch 30 \(best val_accuracy and val_loss\)$/m,
  );
  const near = loss.with(29, loss[28] + 0.001);
  assertMatch(classifier(accuracy, near), /\(best val_accuracy, val_loss within 2% of its best\)$/m);
});

Deno.test("use: what a file calls its best is stale where all that was measured got better after it", () => {
  const run = (third: number) => {
    const evaluations = range(10).map((i): [number, Readonly<Record<string, number>>] => [100 * (i + 1), {
      eval_loss: 0.5 + 2 * Math.exp(-i / 4),
      eval_accuracy: i === 2 ? third : 0.9 - 0.5 * Math.exp(-i / 4),
    }]);
    const loss = (step: number) => 0.3 + 2 * Math.exp(-step / 400);
    const text = trainer(1000, 50, loss, Object.fromEntries(evaluations), () => 1e-4, "out/checkpoint-300");
    return told(text, "trainer_state.json");
  };
  assertMatch(run(0.6), /^Use: .*; checkpoint-300, which the file itself calls the best, is stale/m);
  assertNotMatch(run(0.95), /stale/);
});

Deno.test("use: what is said of several columns is said once", () => {
  const every = (k: number) => range(10).map((i) => 1 / (1 + k * i));
  const text = told(
    JSON.stringify({ loss: decay(30, 2, 0.3, 8), val_loss: every(1), val_mae: every(2), val_mape: every(3) }),
    "history.json",
  );
  assertMatch(
    text,
    /Note: val_loss, val_mae, val_mape: each has 10 entries for 30 epochs: taken as measured/,
  );
});

Deno.test("use: where a training loss rose, swung or was lost after a better time it is one of that time", () => {
  const course = range(40).map((i) => 0.5 + 2 * Math.exp(-i / 4));
  assertMatch(
    ofTraining(course.map((value, i) => value + 0.08 * Math.max(0, i - 14))),
    /^Use: one of about epoch 15 \(loss at its lowest level\)$/m,
  );
  assertMatch(
    ofTraining(course.map((value, i) => i < 25 ? value : NaN)),
    /^Use: one of epoch 25 or before, with a finite loss$/m,
  );
  assertNotMatch(ofTraining(range(40).map((i) => i < 25 ? 2 + 0.01 * i : NaN)), /^Use: one of/m);
});

Deno.test("use: a plain error chooses before a loss that holds a penalty", () => {
  const penalty = decay(40, 1, 0.1, 20), error = decay(40, 1, 0.2, 5);
  const held = decay(40, 1.1, 0.25, 5).map((value, i) => value + 0.002 * Math.max(0, i - 20));
  const run = (added: readonly number[]) =>
    told(
      table({
        epoch: epochs(40),
        loss: error.map((value, i) => value + penalty[i]),
        mse: error,
        val_loss: held.map((value, i) => value + added[i]),
        val_mse: held,
      }),
      "history.csv",
    );
  assertMatch(run(penalty), /^Use: the checkpoint of epoch 2\d \(best val_mse\)/m);
  // what is added to one of the two alone is no penalty on the weights
  assertMatch(run(penalty.map((value) => 2 * value)), /\(best val_loss\)/m);
});

Deno.test("use: what stood still leaves nothing worth keeping, and that is said", () => {
  const normal = normalNumbers(5), around = (level: number) => range(30).map(() => level + 0.005 * normal());
  const run = (val_accuracy: readonly number[]) =>
    told(table({ epoch: epochs(30), loss: around(2.5), val_loss: around(2.6), val_accuracy }), "log.csv");
  assertMatch(
    run(around(0.4)),
    /^Use: none of these checkpoints: none is better than the first by val_accuracy$/m,
  );
  assertMatch(
    ofTraining(around(2.5)),
    /^Use: none of these checkpoints: none is better than the first by loss$/m,
  );
  // held-out rows that gain all the same are another matter
  assertMatch(run(range(30).map((i) => 0.4 + 0.01 * i)), /^Use: .*epoch 30/m);
});

Deno.test("use: where loss and metric are best at different places both are named, a metric that is noise is not", () => {
  const normal = normalNumbers(3);
  const loss = decay(40, 2, 0.3, 12);
  const run = (val_accuracy: readonly number[]) =>
    told(table({ epoch: epochs(40), loss: decay(40, 2, 0.2, 12), val_loss: loss, val_accuracy }), "log.csv");
  const rising = range(40).map((i) => 0.9 - 0.5 * Math.exp(-i / 5)).with(30, 0.905);
  assertMatch(
    run(rising),
    /^Use: the checkpoint of epoch 40 \(best val_loss\); val_accuracy is best at epoch 31$/m,
  );
  const noise = range(40).map((i) => i === 0 ? 0.715 : 0.7 + 0.005 * normal());
  assertMatch(run(noise), /^Use: the checkpoint of epoch 40 \(best val_loss\)$/m);
});

Deno.test("use: of boosted trees all, where the one measure moved by no more than its noise", () => {
  const normal = normalNumbers(9), count = 200;
  const run = JSON.stringify({
    training: { binary_error: range(count).map((i) => 0.1 - 1e-4 * i) },
    valid_1: { binary_error: range(count).map((i) => i === 0 ? 0.0988 : 0.1 + 5e-4 * normal()) },
  });
  assertMatch(
    told(run, "evals_result.json"),
    /^Use: all of its trees; valid_1\/binary_error moved by no more than its noise$/m,
  );
});

Deno.test("use: of evaluations with the same metric the one with the lowest loss, of those with the same loss too the first", () => {
  const accuracy = [0.7, 0.8, 0.85, 0.9, 0.9, 0.89, 0.9, 0.88];
  const at = (...loss: readonly number[]) => classifier(accuracy, [0.8, 0.6, 0.5, ...loss]);
  assertMatch(at(0.404, 0.4, 0.41, 0.403, 0.41), /^Use: the checkpoint of epoch 5 /m);
  assertMatch(at(0.4, 0.4, 0.41, 0.4, 0.41), /^Use: the checkpoint of epoch 4 /m);
});

Deno.test("use: of thousands of single batches three that are low together are no lowest level", () => {
  const normal = normalNumbers(3);
  const level = (i: number) => i < 1800 ? 1 + 4 * Math.exp(-i / 400) : 1 + 0.006 * (i - 1800);
  const loss = range(3000).map((i) => i >= 300 && i < 303 ? 0.2 : level(i) + 0.1 * Math.abs(normal()));
  const [, at] = told(table({ step: range(3000), loss }), "loss.csv").match(/one of about step (\d+)/)!;
  assert(Number(at) > 1200 && Number(at) < 1900, at);
});

Deno.test("use: an accuracy that comes back to its first value with the first loss is the share of one class", () => {
  const run = (val_accuracy: readonly number[], val_loss: readonly number[]) =>
    told(
      table({ epoch: epochs(10), loss: [2, 1.4, 1, 0.8, 0.6, 0.5, 0.4, 0.9, 1, 1], val_accuracy, val_loss }),
      "log.csv",
    );
  const broken = run(
    [0.65, 0.3, 0.35, 0.4, 0.5, 0.6, 0.64, 0.65, 0.65, 0.65],
    [2, 2.1, 1.7, 1.5, 1.4, 1.3, 1.1, 2, 2.3, 2.3],
  );
  assertMatch(
    broken,
    /^Use: the checkpoint of epoch 7 \(best val_loss\); val_accuracy never beats its first value/m,
  );
  // one that stays near its best was learned, though the first evaluation is the luckiest
  const learned = run(
    [0.93, 0.92, 0.91, 0.92, 0.93, 0.92, 0.91, 0.92, 0.92, 0.93],
    [0.3, 0.28, 0.3, 0.33, 0.36, 0.4, 0.42, 0.45, 0.5, 0.5],
  );
  assertNotMatch(learned, /never beats its first value/);
});
