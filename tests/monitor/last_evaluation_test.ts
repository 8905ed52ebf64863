/**
 * What the last evaluation may say: that a single bad one before it was no rise.
 */
import { assertMatch, assertNotMatch } from "@std/assert";
import { told } from "../report/told.ts";
import { epochs, range, table, trainer } from "./shapes.ts";

const short = (val_loss: readonly number[]) =>
  told(
    table({
      epoch: epochs(val_loss.length),
      loss: range(val_loss.length).map((i) => 0.6 * 0.75 ** i),
      val_loss,
    }),
    "history.csv",
  );

Deno.test("last evaluation: held-out rows that end at their best do not overfit, whatever one evaluation before was", () => {
  const evaluations = {
    500: { eval_loss: 0.92, eval_f1: 0.71 },
    1000: { eval_loss: 0.83, eval_f1: 0.74 },
    1500: { eval_loss: 1.41, eval_f1: 0.62 },
    2000: { eval_loss: 0.79, eval_f1: 0.76 },
  };
  const rate = (step: number) => 2e-5 * (1 - step / 8000);
  assertNotMatch(
    told(trainer(2000, 50, (step) => 1.2 * Math.exp(-step / 900), evaluations, rate), "trainer_state.json"),
    /OVERFITTING/,
  );
});

Deno.test("last evaluation: one that comes back from a single bad one leaves no rise in a short run", () => {
  const falls = [0.5, 0.31, 0.2, 0.14, 0.1, 0.08, 0.06];
  assertNotMatch(short([...falls, 0.14, 0.07]), /OVERFITTING/);
  // two bad ones, or one that has come back by little, are a rise
  assertMatch(short([...falls, 0.14, 0.13]), /^OVERFITTING since epoch 7$/m);
  assertMatch(short([...falls, 0.09, 0.14, 0.13]), /^OVERFITTING since epoch 7$/m);
});
