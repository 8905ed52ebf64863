/**
 * A cause is named where no series of the same file refutes it; where something harmless does the same, it is asked.
 */
import { assertMatch, assertNotMatch } from "@std/assert";
import { told } from "../report/told.ts";
import { decay, epochs, range, table } from "./shapes.ts";

const history = (columns: Readonly<Record<string, readonly number[]>>) => told(table(columns), "history.csv");

Deno.test("causes: a softmax is asked for only where no loss lies below what it lets a loss fall to, nor a nat above", () => {
  const accuracy = range(20).map((i) => 0.96 - 0.7 * Math.exp(-i / 3));
  // ten classes: probabilities taken for logits cost 1.46 at least
  const run = (of: (i: number, loss: number) => number) =>
    history({
      epoch: epochs(20),
      loss: range(20).map((i) => of(i, 1.505 + 0.75 * Math.exp(-i / 2.5))),
      accuracy,
    });
  const twice = run((_, loss) => loss);
  assertMatch(twice, /^SOFTMAX APPLIED TWICE\? since epoch 1$/m);
  assertMatch(twice, /^Next: Look at the last layer and at the loss\./m);
  // one epoch below refutes it, and so do one that cost more than any answer can, and a loss that has risen since
  assertNotMatch(run((i, loss) => i === 12 ? 1.2 : loss), /SOFTMAX/);
  assertNotMatch(run((i, loss) => i === 0 ? 3.9 : loss), /SOFTMAX/);
  assertNotMatch(run((i, loss) => loss + (i > 14 ? 0.04 * (i - 14) : 0)), /SOFTMAX/);
});

Deno.test("causes: the only loss of a file that rises while the answers stay as good is asked whose rows it is of, and is no divergence", () => {
  const run = (accuracy: readonly number[]) =>
    history({
      epoch: epochs(12),
      loss: range(12).map((i) => i < 3 ? 0.7 - 0.09 * i : 0.5 + 0.035 * (i - 2)),
      accuracy,
    });
  const stands = run(range(12).map((i) => i === 0 ? 0.6 : 0.862 + 0.006 * (i % 3)));
  assertMatch(stands, /^THE LOSS RISES, THE ANSWERS STAY AS GOOD since epoch 3$/m);
  assertMatch(stands, /^Next: Say of which rows these are\..*epoch 3 for its probabilities/m);
  // weights that diverge take their answers along
  assertMatch(run(range(12).map((i) => 0.86 - 0.03 * Math.max(0, i - 2))), /^DIVERGENCE$/m);
});

Deno.test("causes: a held-out accuracy that came up by more than its noise is no guessing, however many classes the loss may be of", () => {
  const run = (val_acc: readonly number[]) =>
    history({
      epoch: epochs(10),
      train_loss: decay(10, 1.3, 0.2, 2.5),
      train_acc: range(10).map((i) => 0.8 - 0.5 * Math.exp(-i / 3)),
      val_loss: range(10).map((i) => i < 5 ? 1.5 - 0.09 * i : 1.14 + 0.015 * (i - 5)),
      val_acc,
    });
  const rises = run(range(10).map((i) => 0.38 - 0.22 * Math.exp(-i / 2.5) + 0.004 * (i % 2)));
  assertNotMatch(rises, /CHANCE|none of these/);
  assertMatch(rises, /^GENERALISATION GAP$/m);
  const guesses = run(range(10).map((i) => 0.34 + 0.02 * ((3 * i) % 5 - 2)));
  assertMatch(
    guesses,
    /^TRAINING LEARNS, UNSEEN ROWS STAY AT CHANCE\n.*do the labels belong to their inputs\?$/m,
  );
});

Deno.test("causes: a training loss of exactly 0 in all rows was not trained or not logged, and labels are one cause of several", () => {
  const zero = history({ epoch: epochs(30), train_loss: range(30).map(() => 0) });
  assertMatch(zero, /^LOSS EXACTLY 0: WAS ANYTHING TRAINED\?$/m);
  assertMatch(zero, /^Next: Count the batches of one epoch.*; else labels/m);
  assertMatch(zero, /^Use: none of these checkpoints$/m);
});
