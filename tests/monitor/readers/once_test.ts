/**
 * What a log says twice, or what nothing ever computed, is no measure beside the others.
 */
import { assertEquals, assertMatch, assertNotMatch } from "@std/assert";
import { diagnose } from "../../../src/monitor/mod.ts";
import { readHistory } from "../../../src/monitor/readers/mod.ts";
import { shortText } from "../../../src/report/short_text.ts";
import { decay, epochs, range, table } from "../shapes.ts";

const read = (text: string, name = "history.csv") => readHistory(new TextEncoder().encode(text), { name });
const tell = (text: string) => {
  const history = read(text);
  return shortText(history, diagnose({ history, evidence: {} }), "history.csv");
};

/** Epochs of the Trainer, each with its loss and evaluation; what `evaluate()` logs after the last, under the same step. */
const trainer = (f1: readonly number[], after: readonly number[]) =>
  JSON.stringify({
    log_history: [
      ...f1.flatMap((eval_f1, i) => [
        { epoch: i + 1, step: 100 * (i + 1), loss: 0.5 - 0.1 * i },
        { epoch: i + 1, step: 100 * (i + 1), eval_loss: 0.6 - 0.05 * i, eval_f1 },
      ]),
      ...after.map((eval_f1) => ({ epoch: f1.length, step: 100 * f1.length, eval_loss: 0.45, eval_f1 })),
    ],
    global_step: 100 * f1.length,
  });

Deno.test("an evaluation after the training, at the step of the last, is that one and no course", () => {
  const valuesOf = (text: string) => read(text).series?.find(({ name }) => name === "eval_f1")?.values;
  const f1 = [0.6, 0.66, 0.65, 0.7];
  assertEquals(valuesOf(trainer(f1, [0.7])), f1);
  assertEquals(valuesOf(trainer(f1, [0.7, 0.7])), f1);
  // with the best weights loaded again it says what these come to
  assertEquals(valuesOf(trainer([0.6, 0.71, 0.65, 0.64], [0.71])), [0.6, 0.71, 0.65, 0.64]);
});

Deno.test("evaluations that share their epoch with others in the middle too are a course within it", () => {
  const text = "epoch,loss,val_loss\n" +
    [1, 1, 2, 2, 3, 3].map((epoch, i) => `${epoch},${3 - 0.2 * i},${3.1 - 0.1 * i}`).join("\n");
  assertEquals(read(text).series?.find(({ name }) => name === "val_loss")?.values.length, 6);
});

Deno.test("an accuracy that is one value in every row while the loss falls tenfold is not computed, and judges nothing", () => {
  const run = (acc: (i: number) => number, to: number) =>
    tell(table({ epoch: epochs(40), loss: decay(40, 2, to, 8), acc: range(40).map(acc) }));
  const dead = run(() => 0, 0.1);
  assertMatch(dead, /acc is 0 in every row while loss falls \d+ times: nothing computes it/);
  assertNotMatch(dead, /STANDS STILL|CHANCE|ONE ANSWER/);
  // one answer to everything: the loss stands near what that costs
  assertNotMatch(run(() => 0.1, 1.9), /nothing computes it/);
  assertNotMatch(run((i) => i < 20 ? 0 : 0.4, 0.1), /nothing computes it/);
});

Deno.test("the least and the largest loss of an epoch are no terms of it", () => {
  const { series = [], leftOut } = read(
    "epoch,avg_loss,min_loss,max_loss\n1,0.5,0.1,3\n2,0.4,0.12,2\n3,0.3,0.13,1.5\n",
  );
  assertEquals(series.map(({ name }) => name), ["avg_loss"]);
  assertEquals(leftOut, ["min_loss", "max_loss"]);
});

Deno.test("one evaluation of many that gave NaN is told beside the state of the run, and does not hold since then", () => {
  const run = (broken: readonly number[]) =>
    tell(table({
      epoch: epochs(60),
      loss: decay(60, 2, 0.2, 10),
      val_loss: decay(60, 2.1, 0.3, 10).map((loss, i) => broken.includes(i) ? NaN : loss),
      val_accuracy: range(60).map((i) => 0.95 - 0.6 * Math.exp(-i / 8)),
    }));
  const alone = run([3]);
  assertMatch(alone, /^NO ALARM/m);
  assertMatch(alone, /^Also: The validation loss is NaN at epoch 4, and finite at 59 others/m);
  assertNotMatch(alone, /NaN OR INFINITY/);
  assertMatch(run(range(20).map((i) => i + 40)), /^NaN OR INFINITY since epoch 41$/m);
  // what comes and goes is a fault of the evaluation, and since no epoch
  assertMatch(run([3, 9, 15, 21, 27, 33, 39]), /^NaN OR INFINITY$/m);
});

Deno.test("a run of answers with one row of rewards is too short, whatever its losses are", () => {
  const text = tell(JSON.stringify({
    log_history: [{ epoch: 0.5, step: 10, loss: 0, reward: 0.4, reward_std: 0.1, kl: 0.001 }],
    global_step: 12,
  }));
  assertMatch(text, /^TOO SHORT TO TELL$/m);
});

Deno.test("of two curves a plateau says which one it is", () => {
  const history = read(table({
    epoch: epochs(60),
    loss: decay(60, 1, 0.9, 5),
    val_loss: decay(60, 1.02, 0.92, 5),
  }));
  const { findings } = diagnose({ history, evidence: {} });
  const plateau = findings.find(({ rule }) => rule === "plateau");
  assertMatch(plateau?.title ?? "", /^(Plateau|Flat) of the training loss near 0\.9/);
});
