/**
 * A fault that is called by its name has to agree with every number of the file: of each the run that has it, and one that looks like it and
 * refutes it.
 */
import { assertEquals, assertMatch, assertNotMatch } from "@std/assert";
import { diagnose } from "../../src/monitor/mod.ts";
import { readHistory } from "../../src/monitor/readers/mod.ts";
import { shortText } from "../../src/report/short_text.ts";
import { normalNumbers } from "./histories.ts";
import { decay, epochs, range, table } from "./shapes.ts";

const observed = (text: string, name = "history.csv") => {
  const history = readHistory(new TextEncoder().encode(text), { name });
  const diagnosis = diagnose({ history, evidence: {} });
  return { text: shortText(history, diagnosis, name), rules: diagnosis.findings.map(({ rule }) => rule) };
};

/** Twenty epochs of a classifier whose rate goes as given. */
const raised = (rate: (i: number) => number, held: (i: number) => number, train: (i: number) => number) =>
  observed(table({
    epoch: epochs(20),
    loss: range(20).map(train),
    accuracy: range(20).map((i) => 0.3 + 0.5 * (1 - Math.exp(-i / 4))),
    val_loss: range(20).map(held),
    val_accuracy: range(20).map((i) => i < 12 ? 0.25 + 0.03 * Math.min(i, 8) : 0.2 + 0.02 * (i % 3)),
    lr: range(20).map(rate),
  }));

Deno.test("refuted: held-out rows that had learned until the rate was raised are not at chance: the rate broke them", () => {
  const noise = normalNumbers(2);
  const { text, rules } = raised(
    (i) => i < 12 ? 5e-4 : 2e-3,
    (i) => i < 12 ? 2.4 - 0.08 * i + 0.05 * noise() : 4 + (i % 3),
    (i) => i < 12 ? 0.9 + 1.2 * Math.exp(-i / 4) : 1.1 + 0.2 * Math.exp(-(i - 12) / 3),
  );
  assertMatch(text, /^THE RATE WAS RAISED, AND THE LOSS WITH IT since epoch 13$/m);
  assertMatch(
    text,
    /^ {2}The rate was raised from 5\.00e-4 to 0\.002 at epoch 13: the validation loss was about 1\.\d+, and \d/m,
  );
  assertMatch(text, /^Use: the checkpoint of epoch (9|1[0-2]) /m);
  assertMatch(text, /^Next: Go on from the checkpoint before it, at the rate it had or a lower one/m);
  assertEquals(rules.includes("memorising"), false);
});

Deno.test("refuted: a rate that is raised and lets both losses fall further broke nothing, and a warm-up is none", () => {
  for (const rate of [(i: number) => i < 12 ? 5e-4 : 2e-3, (i: number) => 1e-3 * Math.min(1, (i + 1) / 5)]) {
    const { rules } = raised(rate, (i) => 2.4 - 0.08 * i, (i) => 2 - 0.06 * i);
    assertEquals(rules.includes("rate-raised"), false);
  }
});

Deno.test("refuted: unseen rows that are at chance in every evaluation still are told as that", () => {
  const noise = normalNumbers(3);
  const { rules } = observed(table({
    epoch: epochs(20),
    loss: decay(20, 2.3, 0.2, 5),
    accuracy: range(20).map((i) => 0.1 + 0.85 * (1 - Math.exp(-i / 5))),
    val_loss: range(20).map((i) => 2.35 + 0.15 * i),
    val_accuracy: range(20).map(() => 0.1 + 0.01 * noise()),
  }));
  assertEquals(rules.includes("memorising"), true);
});

/** A loss of probabilities that are taken for logits, of ten classes: each wrong answer costs one nat more than a right one. */
const doubled = (right: number) => Math.log(Math.E + 9) - 1 + (1 - right);

Deno.test("refuted: a softmax applied twice moves a held-out loss by a nat an answer; what moves it further is another floor", () => {
  const noise = normalNumbers(4);
  const shares = range(40).map((i) => 0.86 - 0.3 * Math.exp(-i / 4));
  const held = range(40).map((i) => 0.85 - 0.3 * Math.exp(-i / 4) + 0.015 * noise());
  const run = (loss: (right: number) => number) =>
    observed(table({
      epoch: epochs(40),
      loss: shares.map(doubled),
      accuracy: shares,
      val_loss: held.map(loss),
      val_accuracy: held,
    })).rules;
  assertEquals(run(doubled).includes("softmax-twice"), true);
  // smoothed labels: the same level, and answers that cost far more when they are wrong
  assertEquals(run((right) => 1.65 - 2.6 * (right - 0.85)).includes("softmax-twice"), false);
});

Deno.test("refuted: a loss added up over an epoch is compared with no price of guessing, and overfitting leads", () => {
  const log = range(60).map((i) => {
    const total = 4 + 700 * Math.exp(-i / 3);
    const evaluated = [19, 39, 59].includes(i)
      ? `\nvalidation: token_accuracy: ${[7.2, 7.1, 7.3][(i - 19) / 20]}, loss: ${
        [21000, 27500, 31000][(i - 19) / 20]
      }, ppl: ${[18, 44, 70][(i - 19) / 20]}`
      : "";
    return `Epoch ${i + 1}: total training loss ${total.toFixed(2)}${evaluated}`;
  }).join("\n");
  const { text } = observed(log, "train.log");
  assertMatch(text, /^OVERFITTING/m);
  assertNotMatch(text, /guessing|LEARNING RATE/);
});
