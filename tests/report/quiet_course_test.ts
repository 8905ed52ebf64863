/**
 * What is told of a log in which no rule found anything: how its held-out rows went on in the last third of the run.
 */
import { assertMatch } from "@std/assert";
import { diagnose } from "../../src/monitor/mod.ts";
import { readHistory } from "../../src/monitor/readers/mod.ts";
import { shortText } from "../../src/report/short_text.ts";
import { decay, epochs, range, table } from "../monitor/shapes.ts";

function told(text: string, name: string): string {
  const history = readHistory(new TextEncoder().encode(text), { name });
  return shortText(history, diagnose({ history, evidence: {} }), name);
}

/** Thirty epochs of a detector whose losses settle and whose metric goes as given. */
const detector = (mAP: readonly number[]) =>
  told(
    table({
      epoch: epochs(mAP.length),
      train_loss: decay(mAP.length, 3, 1.4, 12),
      val_loss: decay(mAP.length, 3, 1.5, 6),
      "metrics/mAP50-95(B)": mAP,
    }),
    "results.csv",
  );

Deno.test("quiet: a metric that climbs in the last third is still improving, one that creeps is levelling off, one that stands has levelled off", () => {
  assertMatch(
    detector(range(30).map((i) => 0.1 + 0.01 * i)),
    /^NO ALARM: STILL IMPROVING\n {2}metrics\/mAP50-95\(B\) rose by 36% in the last third, highest at epoch 30 \(0\.39\)\n[^]*^Next: More epochs of the same would still help\.$/m,
  );
  assertMatch(
    detector(range(30).map((i) => 0.5 - 0.4 * Math.exp(-i / 6))),
    /^NO ALARM: LEVELLING OFF\n[^]*^Next: Nothing to mend; more epochs of the same would give a little more\.$/m,
  );
  assertMatch(
    detector(range(30).map((i) => 0.5 - 0.4 * Math.exp(-i / 3))),
    /^NO ALARM: LEVELLED OFF\n {2}metrics\/mAP50-95\(B\) has stood near 0\.5 for the last third/m,
  );
});

Deno.test("quiet: a metric that ends below its best was best before the end", () => {
  assertMatch(
    detector(range(30).map((i) => (i < 20 ? 0.1 + 0.02 * i : 0.5 - 0.005 * (i - 20)))),
    /^NO ALARM: BEST BEFORE THE END\n {2}metrics\/mAP50-95\(B\) was highest at epoch 21 \(0\.5\), and is about 0\.46 at the end$/m,
  );
});

Deno.test("quiet: one or two evaluations tell no course, and more are asked for", () => {
  const run = (...evaluations: readonly number[]) =>
    told(
      [
        ...range(40).map((i) => ({ step: 50 * (i + 1), loss: 0.3 + 0.4 * Math.exp(-i) })),
        ...evaluations.map((mIoU, i) => ({ step: 1000 * (i + 1), mIoU })),
      ].map((row) => JSON.stringify(row)).join("\n"),
      "scalars.json",
    );
  assertMatch(
    run(71.9),
    /^NO ALARM: ONE EVALUATION ONLY\n {2}mIoU 71\.9 at step 1000: too few[^]*^Next: Evaluate more often/m,
  );
  assertMatch(run(68, 71.9), /^NO ALARM: TWO EVALUATIONS ONLY\n {2}mIoU 68 -> 71\.9: too few/m);
});

Deno.test("quiet: held-out rows that are answered no better than after the first epoch gained nothing", () => {
  const flat = range(30).map((i) => 0.745 - 0.02 * (i > 0 ? 1 : 0) + 0.004 * (i % 2));
  assertMatch(
    detector(flat),
    /^NO ALARM: NO GAIN SINCE THE FIRST EVALUATION\n {2}metrics\/mAP50-95\(B\) was 0\.745 at first, and is about 0\.72\d* at the end/m,
  );
  // what was fine-tuned to nearly all of it has little to gain
  assertMatch(detector(flat.map((value) => value + 0.24)), /^NO ALARM: (LEVELLED OFF|CONVERGED)$/m);
});

Deno.test("quiet: a measure that stands seldom beside a loss of batches is of held-out rows, which is said", () => {
  const rows = [
    ...range(400).map((i) => ({ step: i + 1, loss: 0.6 + 0.8 * Math.exp(-i / 60) })),
    ...range(5).map((i) => ({ step: 80 * (i + 1), f1: 0.5 + 0.05 * i })),
  ];
  const text = told(rows.map((row) => JSON.stringify(row)).join("\n"), "metrics.jsonl");
  assertMatch(text, /Note: f1 stands 5 times beside 400 losses: taken as of held-out rows/);
  assertMatch(text, /^NO ALARM: STILL IMPROVING\n {2}f1 rose/m);
  assertMatch(text, /^Use: the checkpoint of step 400 \(best f1\)$/m);
});
