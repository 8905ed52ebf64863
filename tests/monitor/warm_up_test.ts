/**
 * Epochs within a warm-up whose rate is still next to 0, and rates that are judged by their number while the loss falls.
 */
import { assertMatch, assertNotMatch } from "@std/assert";
import { told } from "../report/told.ts";
import { normalNumbers } from "./histories.ts";
import { epochs, range, table, trainer } from "./shapes.ts";

/** Eight epochs with jumping training losses, at a rate that rises by so much an epoch. */
const begun = (step: number, val_loss: (i: number) => number) =>
  told(
    table({
      epoch: epochs(8),
      train_loss: [3.1, 3.4, 2.9, 3.3, 2.2, 3.6, 3.2, 3.3],
      val_loss: range(8).map(val_loss),
      lr: range(8).map((i) => i * step),
    }),
    "history.csv",
  );

Deno.test("warm-up: epochs that jump at a rate next to 0 are too short, and no divergence", () => {
  const text = begun(1e-6, (i) => 2.4 + 0.03 * (i % 2));
  assertMatch(text, /^TOO SHORT TO TELL\n.*still in its warm-up/m);
  assertMatch(text, /^Next: Train on/m);
});

Deno.test("warm-up: at a rate that moves weights, or with held-out rows that got worse, a rise is one", () => {
  assertNotMatch(begun(1e-3, (i) => 2.4 + 0.03 * (i % 2)), /TOO SHORT/);
  assertNotMatch(begun(1e-6, (i) => 2.4 + 0.3 * i), /TOO SHORT/);
});

/** A Trainer's run at a rate of 0.02 that decays, whose loss falls by so much after its first steps. */
const tuned = (by: number) => {
  const normal = normalNumbers(3);
  return told(
    trainer(
      3000,
      10,
      (step) => 1.25 - by * step / 3000 + 1.4 * Math.exp(-step / 20) + 0.05 * normal(),
      {},
      (step) => 0.02 * (1 - step / 3000),
    ),
    "trainer_state.json",
  );
};

Deno.test("warm-up: a rate far above what AdamW takes is too high where the loss is stuck, not where it falls to the end", () => {
  assertMatch(tuned(0), /^LEARNING RATE TOO HIGH/m);
  assertNotMatch(tuned(0.12), /LEARNING RATE TOO HIGH/);
});
