/**
 * One series makes no alarm that another of the same file refutes.
 */
import { assert, assertMatch, assertNotMatch } from "@std/assert";
import { diagnose } from "../../src/monitor/mod.ts";
import { readHistory } from "../../src/monitor/readers/mod.ts";
import { shortText } from "../../src/report/short_text.ts";
import { decay, epochs, range, table } from "./shapes.ts";

function told(text: string, name: string): string {
  const history = readHistory(new TextEncoder().encode(text), { name });
  return shortText(history, diagnose({ history, evidence: {} }), name);
}

Deno.test("refuted: a training loss that rises from pre-trained weights and falls ever since is no oscillation where the metric ends at its best", () => {
  const run = (metric: (i: number) => number) =>
    told(
      table({
        epoch: epochs(60),
        train_loss: range(60).map((i) => i === 0 ? 3.7 : 3.4 + 1.8 * Math.exp(-i / 18)),
        val_mAP: range(60).map(metric),
      }),
      "results.csv",
    );
  const text = run((i) => i === 0 ? 0.45 : 0.49 - 0.18 * Math.exp(-i / 10));
  assertMatch(text, /^NO ALARM: /m);
  assertMatch(text, /^Also: The training loss leaves its best and comes back/m);
  // a metric that jumps, or wanders as guessing does, has no end at its best
  assertMatch(run((i) => 0.1 + 0.004 * ((7 * i) % 5)), /^OSCILLATION$/m);
  assertMatch(run((i) => 0.3 + 0.15 * (i % 2)), /^OSCILLATION$/m);
});

Deno.test("refuted: a loss that happens to be ln K is no guessing where most answers are right, whether they are counted in per cent or not", () => {
  const run = (times: number) =>
    told(
      range(15).map((i) =>
        JSON.stringify({
          epoch: i,
          train_loss: 4.77 - 0.001 * i + 0.004 * (i % 3),
          test_acc1: times * (0.57 + 0.002 * i),
        })
      ).join("\n"),
      "log.txt",
    );
  for (const text of [run(1), run(100)]) assertNotMatch(text, /CHANCE|none of these/, text);
});

/** A detector whose classes cost held-out rows most in its first epochs. */
const detector = (box: number) =>
  told(
    table({
      epoch: epochs(40),
      "train/box_loss": decay(40, 1.4, 0.9, 15),
      "train/cls_loss": decay(40, 2.2, 1, 10),
      "metrics/mAP50-95(B)": range(40).map((i) => 0.4 * (1 - Math.exp(-i / 8))),
      "val/box_loss": decay(40, 1.5, 1.1, 12).map((loss) => box * loss),
      "val/cls_loss": decay(40, 34, 4.5, 4),
    }),
    "results.csv",
  );

Deno.test("refuted: rows that are not shuffled are easy by every term of the loss, one that costs as much on held-out rows refutes it", () => {
  const one = detector(1);
  assertNotMatch(one, /SHUFFLED|^GENERALISATION GAP/m);
  assert(one.includes("Use: "), one);
  assertNotMatch(one, /evaluate some training rows/);
  assertMatch(detector(3), /^ARE THE ROWS SHUFFLED\?$/m);
});

Deno.test("refuted: one class that is never found is no one answer to everything where the others are found ever better", () => {
  const run = (macro: (i: number) => number) =>
    told(
      table({
        epoch: epochs(20),
        loss: decay(20, 0.7, 0.4, 6),
        val_accuracy: range(20).map((i) => 0.8 + 0.001 * i),
        val_recall_rare: range(20).map(() => 0),
        val_f1: range(20).map(macro),
      }),
      "history.csv",
    );
  assertNotMatch(run((i) => 0.3 + 0.01 * i), /ONE ANSWER/);
  assertMatch(run(() => 0.002), /^ONE ANSWER TO EVERYTHING$/m);
});

Deno.test("refuted: a loss at ln K without accuracies is guessing, unless another measure of the answers is well above it", () => {
  const run = (f1: number) =>
    told(
      table({
        epoch: epochs(20),
        loss: range(20).map((i) => 1.386 + 0.001 * (i % 3)),
        val_f1: range(20).map(() => f1),
      }),
      "history.csv",
    );
  assertMatch(run(0.26), /^STUCK AT CHANCE$/m);
  assertNotMatch(run(0.83), /CHANCE/);
});

Deno.test("refuted: a measure that stands from the first evaluation on is no plateau where another climbs", () => {
  const run = (recall: (i: number) => number) =>
    told(
      table({
        epoch: epochs(20),
        val_precision: range(20).map(() => 0.5),
        val_recall: range(20).map(recall),
      }),
      "history.csv",
    );
  assertMatch(run(() => 0.3), /^PLATEAU$/m);
  assertNotMatch(run((i) => 0.3 + 0.02 * i), /^PLATEAU$/m);
});

Deno.test("refuted: a detector that pays least before it finds anything has not diverged, and asks for no run at another rate", () => {
  const run = (mAP: (i: number) => number) =>
    told(
      table({
        epoch: epochs(60),
        loss: range(60).map((i) => i < 2 ? 0.1 + 0.1 * i : 0.3 + 1.1 * Math.exp(-(i - 2) / 14)),
        val_mAP: range(60).map(mAP),
      }),
      "results.csv",
    );
  const text = run((i) => 0.75 * (1 - Math.exp(-i / 12)));
  assertMatch(text, /^NO ALARM: /m);
  assertNotMatch(text, /divergence|rose from|a tenth of it/);
  // answers that get worse refute nothing
  assertNotMatch(run((i) => 0.3 + 0.4 * Math.exp(-i / 12)), /^NO ALARM/m);
});
