/**
 * Held-out losses that are no numbers: the evaluation, the weights, or long over.
 */
import { assertMatch, assertNotMatch } from "@std/assert";
import { told } from "../report/told.ts";
import { decay, epochs, range, table, trainer } from "./shapes.ts";

/** Thirty epochs of a detector whose held-out loss is NaN within a range, and whose mAP goes as given. */
const run = (from: number, to: number, mAP: (i: number) => number, train = decay(30, 4, 1.5, 6)) =>
  told(
    table({
      epoch: epochs(30),
      train_loss: train,
      val_loss: decay(30, 4.2, 1.8, 6).map((loss, i) => i >= from && i < to ? NaN : loss),
      "metrics/mAP50-95": range(30).map(mAP),
    }),
    "results.csv",
  );
const learns = (i: number) => 0.6 - 0.5 * Math.exp(-i / 5);

Deno.test("lost numbers: a held-out loss that is NaN to the end is looked for in the evaluation while the answers get better", () => {
  assertMatch(
    run(10, 30, learns),
    /^NaN OR INFINITY since epoch 11\n.*the training loss is finite\n[^]*^Next: Look at the evaluation/m,
  );
});

Deno.test("lost numbers: where the answers go with it, or the training loss rises, the weights are lost", () => {
  const answers = run(10, 30, (i) => i < 10 ? learns(i) : 0.001 * (i % 2));
  assertMatch(answers, /metrics\/mAP50-95 is \S+ then$/m);
  assertMatch(answers, /^Next: The weights are lost, .*lower rate.*fp32/m);
  const train = decay(30, 4, 1.5, 6).map((loss, i) => i < 12 ? loss : 3.1 + 0.02 * (i % 3));
  const shaken = run(10, 30, learns, train);
  assertNotMatch(shaken, /Look at the evaluation/);
});

Deno.test("lost numbers: what was over long before the end of a run that ends well is told beside its state, what was not is an alarm", () => {
  const over = run(5, 10, (i) => i >= 5 && i < 10 ? 0.02 : learns(i));
  assertMatch(
    over,
    /^NO ALARM: [^]*^Also: The validation loss was NaN at epoch 6, and finite from epoch 11 on; metrics\/mAP50-95 was 0\.02 then$/m,
  );
  assertMatch(over, /^Use: the checkpoint of epoch \d\d/m);
  assertMatch(run(12, 22, learns), /^NaN OR INFINITY/m);
  assertMatch(run(5, 10, (i) => i < 5 ? 0.5 : 0.2), /^NaN OR INFINITY/m);
});

Deno.test("lost numbers: of evaluations none of which ever was a number the first is no place since which", () => {
  const text = told(
    trainer(
      1200,
      20,
      (step) => 5 + Math.exp(-step / 300),
      Object.fromEntries(range(6).map((k) => [200 * (k + 1), { eval_loss: NaN }])),
      () => 1e-4,
    ).replaceAll('"eval_loss":null', '"eval_loss":NaN'),
    "trainer_state.json",
  );
  assertMatch(text, /^NaN OR INFINITY\n.*from the first value on/m);
});

Deno.test("lost numbers: in the first evaluations only, before anything was learned, they are a remark", () => {
  // answers that are noisy to the end, below their best by more than a tenth
  const noisy = (i: number) => i < 3 ? 0.001 : learns(i) * (i > 24 ? 0.8 : 1);
  const early = run(0, 3, noisy);
  assertMatch(
    early,
    /^Also: The validation loss was NaN at epoch 1, from the first value on, and finite from/m,
  );
  assertNotMatch(early, /^NaN OR INFINITY|weights are lost/m);
  // what has lost its answers again, or never had any, has no good state to tell it beside
  assertMatch(run(0, 3, (i) => i < 3 ? 0.001 : i < 15 ? learns(i) : 0.01), /^NaN OR INFINITY/m);
  const never = run(0, 12, (i) => i < 12 ? 0.001 : noisy(i));
  assertMatch(never, /^NaN OR INFINITY/m);
  assertNotMatch(never, /a checkpoint from before it/);
});
