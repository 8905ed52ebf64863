/**
 * A metric that can get no better, and trees that were used up before held-out rows stopped gaining.
 */
import { assertMatch, assertNotMatch } from "@std/assert";
import { decay, range } from "../monitor/shapes.ts";
import { classifier, told } from "./told.ts";

const full = (i: number) => i < 3 ? 0.7 + 0.1 * i : 1;

Deno.test("maximum: beside an accuracy of 1 a loss that moves among tiny values is not past its best", () => {
  const losses = range(40).map((i) => i < 20 ? 0.3 * Math.exp(-i / 2) + 3e-5 : 0.001 + 0.0004 * (i % 3));
  const text = classifier(range(40).map(full), losses);
  assertMatch(text, /^NO ALARM: THE METRIC IS AT ITS MAXIMUM$/m);
  assertMatch(text, /^Next: .*duplicates.*larger held-out set/m);
  assertNotMatch(text, /past its best|weight decay|dropout|train on/i);
  assertNotMatch(text, /val_accuracy is best at/); // it is as good where the loss is lowest
});

Deno.test("maximum: per cent have theirs at 100", () => {
  const text = classifier(range(40).map((i) => 100 * full(i)), decay(40, 0.5, 0.001, 4));
  assertMatch(text, /MAXIMUM$/m);
});

Deno.test("maximum: an accuracy that is nearly 1, or was 1 once, has not come to it", () => {
  for (const level of [0.99, 0.96]) {
    const text = classifier(
      range(40).map((i) => i === 30 ? 1 : Math.min(level, full(i))),
      decay(40, 0.5, 0.05, 6),
    );
    assertNotMatch(text, /MAXIMUM/);
  }
});

/** Five hundred rounds of boosting, with the held-out measures as given. */
const boosted = (auc: (i: number) => number, logloss: (i: number) => number) =>
  told(
    JSON.stringify({
      train: { logloss: range(500).map((i) => 0.57 + 0.11 * Math.exp(-i / 60) - 2e-5 * i) },
      valid: { logloss: range(500).map(logloss), auc: range(500).map(auc) },
    }),
    "evals_result.json",
  );

Deno.test("trees: held-out rows that gain to the last of them ask for more, or a higher rate", () => {
  const text = boosted(
    (i) => 0.72 - 0.05 * Math.exp(-i / 60) + 1.2e-5 * i,
    (i) => 0.575 + 0.11 * Math.exp(-i / 60) - 1.2e-5 * i,
  );
  assertMatch(text, /^NO ALARM: STILL IMPROVING, SLOWLY$/m);
  assertMatch(text, /^Next: More trees, or a higher learning rate, with early stopping/m);
});

Deno.test("trees: those whose best was long before the end, or that gain nothing any more, do not", () => {
  const past = boosted(
    (i) => 0.72 - 0.05 * Math.exp(-i / 60) - 1e-5 * Math.max(0, i - 300),
    (i) => 0.575 + 0.11 * Math.exp(-i / 60) + 1e-5 * Math.max(0, i - 300),
  );
  const flat = boosted((i) => 0.72 - 0.05 * Math.exp(-i / 30), (i) => 0.575 + 0.11 * Math.exp(-i / 30));
  for (const text of [past, flat]) assertNotMatch(text, /STILL IMPROVING|More trees/);
});
