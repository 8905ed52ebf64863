/**
 * What was evaluated after the training, and what is called an accuracy and is none.
 */
import { assert, assertEquals, assertMatch, assertNotMatch } from "@std/assert";
import { readHistory } from "../../../src/monitor/readers/mod.ts";
import { told } from "../../report/told.ts";
import { epochs, range, table } from "../shapes.ts";

/** Lightning's rows of five epochs: losses of steps, an evaluation at the end of each epoch, and what is given after the last. */
const lightning = (after: string) =>
  "epoch,step,train_loss,val_acc,val_loss\n" +
  range(5).flatMap((e) => [
    ...range(3).map((k) => `${e},${100 * e + 30 * (k + 1)},${1 / (1 + 3 * e + k)},,`),
    `${e},${100 * e + 99},,${0.9 + 0.01 * e},${0.5 - 0.05 * e}`,
  ]).join("\n") + `\n${after}`;

Deno.test("after training: an evaluation one epoch past the last training row is none of the course, and is said", () => {
  const text = told(lightning("5,500,,0.999,0.01\n"), "metrics.csv");
  assertMatch(text, /Note: .*an evaluation after the training \(val_acc 0\.999 at epoch 6\) is left out/);
  assertMatch(text, /^Use: the checkpoint of epoch 5 \(best val_acc and val_loss\)/m);
  // an epoch that was trained is one, and so is the last where no rows of training are missing
  assertNotMatch(told(lightning("5,530,0.05,,\n5,599,,0.97,0.2\n"), "metrics.csv"), /after the training/);
  assertNotMatch(told(lightning(""), "metrics.csv"), /after the training/);
});

Deno.test("after training: of a log by steps one that is a single step after the last evaluation", () => {
  const log = (last: number) =>
    told(
      JSON.stringify({
        log_history: [
          ...range(10).flatMap((i) => [
            { step: 50 * (i + 1), epoch: (i + 1) / 7, loss: 2 - 0.1 * i },
            { step: 50 * (i + 1), epoch: (i + 1) / 7, eval_loss: 2.1 - 0.1 * i },
          ]),
          { step: last, epoch: 10 / 7, eval_loss: 0.4 },
        ],
      }),
      "trainer_state.json",
    );
  assertMatch(log(501), /an evaluation after the training \(eval_loss 0\.4 at step 501\) is left out/);
  assertNotMatch(log(550), /after the training/);
});

Deno.test("after training: a final test beside the evaluations of a run chooses no checkpoint and is none of them", () => {
  const log = (tests: readonly number[], count = 8) =>
    told(
      table({
        step: range(count).map((i) => 100 * (i + 1)),
        train_loss: range(count).map((i) => 2 / (i + 1)),
        val_loss: range(count).map((i) => 1.2 + 0.02 * (i - 4) ** 2),
        test_loss: range(count).map((i) => tests[i - count + tests.length] ?? ""),
      }),
      "metrics.csv",
    );
  const text = log([1.31]);
  assertMatch(text, /a final test \(test_loss 1\.31\) is left out: it chooses no checkpoint/);
  assertMatch(text, /^Use: the checkpoint of step 500 \(best val_loss\)/m);
  // test rows that were evaluated all along, or beside hardly any others, are a course
  assertNotMatch(log(range(8).map((i) => 1.5 - 0.01 * i)), /a final test/);
  assertNotMatch(log([1.31], 3), /a final test/);
});

Deno.test("direction: a mean of ranks that is called an accuracy is lower where it is better, and leads no others", () => {
  const file = (name: string, values: readonly number[]) =>
    table({
      epoch: epochs(12),
      train_loss: range(12).map((i) => 3 - 0.1 * i),
      val_loss: range(12).map((i) => 3.1 - 0.08 * i),
      [`train_${name}`]: values,
      [`val_${name}`]: values.map((value) => 1.1 * value),
      val_acc_top1: range(12).map((i) => 0.1 + 0.03 * i),
    });
  const ranks = range(12).map((i) => 6.4 - 0.35 * i), shares = range(12).map((i) => 0.2 + 0.04 * i);
  const better = (name: string, values: readonly number[]) => {
    const { series = [] } = readHistory(new TextEncoder().encode(file(name, values)), {
      name: "metrics.csv",
    });
    return series.filter((one) => one.name.endsWith(name)).map((one) => one.better);
  };
  assertEquals(better("acc_mean_pos", ranks), ["lower", "lower"]);
  // no name says so, training does
  assertEquals(better("acc_place", ranks), ["lower", "lower"]);
  assertEquals(better("acc_place", shares), ["higher", "higher"]);
  assertEquals(better("acc_percent", shares.map((share) => 100 * share)), ["higher", "higher"]);
  const text = told(file("acc_mean_pos", ranks), "metrics.csv");
  assert(/^Use: .*val_acc_top1/m.test(text), text);
});
