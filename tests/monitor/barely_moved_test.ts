/**
 * A training loss, all that was logged, that moves by next to nothing in dozens of epochs, however steadily.
 */
import { assertMatch, assertNotMatch } from "@std/assert";
import { told } from "../report/told.ts";
import { decay, epochs, table } from "./shapes.ts";

const run = (n: number, to: number, more: Readonly<Record<string, readonly number[]>> = {}) =>
  told(table({ epoch: epochs(n), train_loss: decay(n, 9.2, to, n / 6), ...more }), "history.csv");

Deno.test("barely moved: a steady fall of a thousandth in dozens of epochs is hardly anything learned", () => {
  const text = run(80, 9.19);
  assertMatch(text, /^HARDLY ANYTHING LEARNED\n.*moved by no more than 0\.11% in 80 epochs/m);
  assertMatch(text, /^Use: none of these checkpoints: none is much better than the first/m);
  assertMatch(text, /^Next: Fit one batch/m);
});

Deno.test("barely moved: a Trainer's few means over dozens of epochs tell it too, and are no few epochs", () => {
  const state = (losses: readonly number[]) =>
    told(
      JSON.stringify({
        log_history: losses.map((loss, i) => ({
          step: 800 * (i + 1),
          epoch: 20 * (i + 1),
          loss,
          learning_rate: 4e-4 * (1 - (i + 1) / losses.length),
        })),
      }),
      "trainer_state.json",
    );
  assertMatch(state([2.31, 2.3, 2.296, 2.29]), /^HARDLY ANYTHING LEARNED/m);
  assertNotMatch(state([2.31, 1.9, 1.7, 1.6]), /HARDLY/);
});

Deno.test("barely moved: a loss that falls by more, few epochs, or answers that get better are none of it", () => {
  assertNotMatch(run(80, 8.2), /HARDLY/);
  assertNotMatch(run(12, 9.19), /HARDLY/);
  assertNotMatch(run(80, 9.19, { val_accuracy: decay(80, 0.2, 0.9, 15) }), /HARDLY/);
});
