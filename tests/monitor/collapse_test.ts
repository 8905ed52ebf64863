/**
 * A held-out loss that is NaN while the training loss is finite: whether it is the evaluation, or the training that collapses.
 */
import { assertMatch, assertNotMatch } from "@std/assert";
import { told } from "../report/told.ts";
import { epochs, range, table } from "./shapes.ts";

const run = (collapses: boolean, lostFrom: number, accuracy = true) => {
  const isLost = (i: number) => collapses && i >= 10;
  return told(
    table({
      epoch: epochs(20),
      loss: range(20).map((i) => isLost(i) ? 2.303 : 0.2 + 2.1 * Math.exp(-i / 3)),
      ...(accuracy
        ? { accuracy: range(20).map((i) => isLost(i) ? 0.1 : 0.95 - 0.6 * Math.exp(-i / 3)) }
        : {}),
      val_loss: range(20).map((i) => i >= lostFrom ? NaN : 0.5 + 1.5 * Math.exp(-i / 4)),
    }),
    "history.csv",
  );
};

Deno.test("collapse: a held-out loss that is NaN since the training itself fell to chance points there, not at the evaluation alone", () => {
  for (const accuracy of [true, false]) {
    const text = run(true, 10, accuracy);
    assertMatch(text, /^NaN OR INFINITY since epoch 11$/m);
    assertMatch(text, /; the training loss is finite, and training collapses at epoch 11 \((accuracy|loss) /);
    assertMatch(text, /^Use: the checkpoint of epoch 10 /m);
    assertMatch(
      text,
      /^Next: Go back to a checkpoint from before epoch 11, .* a third of the learning rate/m,
    );
  }
});

Deno.test("collapse: where no evaluation came to a number, one from before it is kept, and the evaluation is looked at too", () => {
  const text = run(true, 0);
  assertMatch(text, /^Use: one from before epoch 11, where the training collapses$/m);
  assertMatch(text, /look at it too\.$/m);
});

Deno.test("collapse: where training goes on well the evaluation alone is looked at", () => {
  const text = run(false, 10);
  assertMatch(text, /^Next: Look at the evaluation, not at the training/m);
  assertNotMatch(text, /collapses/);
});
