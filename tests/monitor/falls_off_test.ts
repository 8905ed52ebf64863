/**
 * The very end of a run, which the median of its last fifth hides.
 */
import { assertMatch, assertNotMatch } from "@std/assert";
import { diagnose } from "../../src/monitor/mod.ts";
import { readHistory } from "../../src/monitor/readers/mod.ts";
import { shortText } from "../../src/report/short_text.ts";
import { decay, epochs, range, table } from "./shapes.ts";

function told(columns: Readonly<Record<string, readonly number[]>>): string {
  const text = table({ epoch: epochs(Object.values(columns)[0].length), ...columns }), name = "log.csv";
  const history = readHistory(new TextEncoder().encode(text), { name });
  return shortText(history, diagnose({ history, evidence: {} }), name);
}

/** Twelve epochs of a classifier that ends with the given accuracies and held-out losses. */
const classifier = (accuracies: readonly number[], losses: readonly number[]) => {
  const before = 12 - accuracies.length;
  return told({
    train_loss: decay(12, 0.8, 0.02, 2),
    val_loss: [...decay(before, 0.6, 0.05, 2), ...losses],
    val_acc: [...range(before).map((i) => 0.98 - 0.2 * Math.exp(-i / 2)), ...accuracies],
  });
};

Deno.test("falls off: a last epoch far below all those before it is told, as one that may be noise", () => {
  const text = classifier([0.88], [0.3]);
  assertMatch(
    text,
    /^NO ALARM: THE LAST EPOCH FELL OFF\n {2}val_acc is 0\.88 at the end, after 0\.97\d* to 0\.97\d* in the 3 epochs before epoch 12$/m,
  );
  assertMatch(text, /^Use: the checkpoint of epoch 11 /m);
  assertMatch(text, /^Next: One evaluation may be noise: do not take the last weights/m);
  assertNotMatch(text, /CONVERGED|[Nn]othing to mend/);
});

Deno.test("falls off: a last epoch that is a bit worse is no fall, nor one among others as bad", () => {
  assertNotMatch(classifier([0.95], [0.08]), /FELL OFF/);
  assertNotMatch(classifier([0.86, 0.97, 0.975, 0.88], [0.4, 0.1, 0.09, 0.3]), /FELL OFF/);
});

Deno.test("falls off: a training loss that jumps in the last epochs and has not come back leads what went by long before", () => {
  const loss = range(50).map((i) =>
    i < 30 ? 0.5 - 0.005 * i + (i === 6 || i === 7 ? 0.2 : 0) : i < 46 ? 0.1 + 0.01 * Math.sin(i) : 0.3
  );
  const text = told({ avg_loss: loss.with(49, 0.22) });
  assertMatch(
    text,
    /^THE LOSS JUMPED IN THE LAST 4 EPOCHS\n {2}avg_loss is 0\.22 at the end \(0\.3 shortly before\), after 0\.09\d* to 0\.1\d* in the 10 epochs before epoch 47$/m,
  );
  assertMatch(
    text,
    /^Use: one of about epoch \d+ \(lowest avg_loss before it jumped\)\nNext: Go back to that/m,
  );
  assertNotMatch(told({ avg_loss: loss.slice(0, 46) }), /JUMPED/);
});
