/**
 * Training rows that cost far more than others, or are answered far better, from the first epoch to the last.
 */
import { assertMatch, assertNotMatch } from "@std/assert";
import { told } from "../report/told.ts";
import { decay, epochs, range, table } from "./shapes.ts";

const n = 20, behind = /The training loss stays some \d[\d.]* times above/;
const losses = (train_loss: readonly number[], val_loss: readonly number[]) =>
  told(table({ epoch: epochs(n), train_loss, val_loss }), "log.csv");

Deno.test("training behind: a loss far above that of held-out rows throughout is no alarm, and asks for one check", () => {
  const text = losses(decay(n, 2.3, 1.4, 5), decay(n, 1, 0.3, 5));
  assertMatch(text, /^NO ALARM: /m);
  assertMatch(text, /^Also: .*to be sure, evaluate some training rows as the others are$/m);
  assertMatch(text, behind);
  // near each other, or apart only later
  assertNotMatch(losses(decay(n, 2.3, 1, 5), decay(n, 1.9, 0.8, 5)), behind);
  assertNotMatch(losses(decay(n, 2.3, 1.4, 5), decay(n, 2.2, 0.5, 5)), behind);
});

Deno.test("training behind: answers right from the first epoch on that hold for no other rows ask for their order", () => {
  const answers = (train_acc: number, val_acc: number) =>
    told(
      table({
        epoch: epochs(n),
        train_loss: decay(n, 0.45, 0.25, 3),
        train_acc: range(n).map((i) => train_acc + 0.0337 * (1 - Math.exp(-i / 3))),
        val_loss: range(n).map((i) => 5 + 0.05 * i),
        val_acc: range(n).map((i) => val_acc + 0.002 * (i % 3)),
      }),
      "log.csv",
    );
  const sorted = answers(0.93, 0.1);
  assertMatch(sorted, /^TRAINING LEARNS, UNSEEN ROWS STAY AT CHANCE/m);
  assertMatch(sorted, /^Next: Look at the labels of one epoch in their order: sorted by class/m);
  // trained before, on rows of another source: something holds for these
  assertNotMatch(answers(0.85, 0.41), /sorted by class/);
});
