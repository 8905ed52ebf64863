/**
 * Rows that come sorted by class make the loss of batches jump wherever the next class begins, in every epoch alike.
 */
import { assertMatch, assertNotMatch } from "@std/assert";
import { normalNumbers } from "./histories.ts";
import { told } from "../report/told.ts";
import { range, table } from "./shapes.ts";

const BATCHES = 40, EPOCHS = 8;
const normal = normalNumbers(11);
/** Losses of batches by epoch and place; held-out rows at the end of each epoch. */
const run = (loss: (epoch: number, batch: number) => number, held: (epoch: number) => number) => {
  const rows = range(EPOCHS * BATCHES), epoch = rows.map((i) => Math.floor(i / BATCHES));
  const isEnd = (i: number) => i % BATCHES === BATCHES - 1;
  return told(
    table({
      epoch: epoch.map((e) => e + 1),
      step: rows.map((i) => i + 1),
      train_loss: rows.map((i) => loss(epoch[i], i % BATCHES) * Math.exp(0.05 * normal())),
      val_loss: rows.map((i) => isEnd(i) ? held(epoch[i]) + 0.05 * normal() : ""),
    }),
    "metrics.csv",
  );
};
const sorted = /^ARE THE ROWS SHUFFLED\?/m;
const byClass = (_: number, batch: number) => 0.1 + 3.2 * Math.exp(-(batch % 5));

Deno.test("one order: a loss that jumps at the same places of every epoch, beside held-out rows that gain nothing, is of sorted rows", () => {
  const text = run(byClass, () => 2.9);
  assertMatch(text, sorted);
  assertMatch(text, /jumps at the same 7 places and falls between them/);
  assertMatch(text, /^Next: Look at the order of one epoch/m);
});

Deno.test("one order: rows that are shuffled, means that begin anew and rows in a fixed order that hold for others are in order", () => {
  const falls = (epoch: number) => 2.3 * Math.exp(-epoch / 3) + 0.3;
  assertNotMatch(run((epoch) => falls(epoch) * Math.exp(0.4 * normal()), () => 2.9), sorted);
  assertNotMatch(run((epoch, batch) => falls(epoch) * (1 + 2 / (1 + batch)), () => 2.9), sorted);
  assertNotMatch(
    run((epoch, batch) => falls(epoch) * (1 + batch % 5), (epoch) => 1.1 * falls(epoch)),
    sorted,
  );
});
