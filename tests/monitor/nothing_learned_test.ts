/**
 * Where nothing was learned, a loss that still creeps is no level: what the answers say leads.
 */
import { assertMatch, assertNotMatch } from "@std/assert";
import { diagnose } from "../../src/monitor/mod.ts";
import { readHistory } from "../../src/monitor/readers/mod.ts";
import { shortText } from "../../src/report/short_text.ts";
import { decay, epochs, range, table } from "./shapes.ts";

function told(columns: Readonly<Record<string, readonly number[]>>): string {
  const length = Object.values(columns)[0].length;
  const text = table({ epoch: epochs(length), ...columns }), name = "history.csv";
  const history = readHistory(new TextEncoder().encode(text), { name });
  return shortText(history, diagnose({ history, evidence: {} }), name);
}

Deno.test("nothing learned: a held-out loss that creeps beside ln K, with answers as by guessing, is near chance", () => {
  const run = (val_loss: readonly number[], val_accuracy: readonly number[]) =>
    told({ loss: [0.693, 0.685, 0.676, 0.66, 0.645, 0.63], val_loss, val_accuracy });
  const near = run([0.695, 0.691, 0.692, 0.69, 0.691, 0.686], [0.48, 0.55, 0.5, 0.53, 0.51, 0.56]);
  assertMatch(
    near,
    /^HELD-OUT ROWS STILL NEAR CHANCE\n {2}Held-out rows .* guessing among 2: .*ln 2 = 0\.6931/m,
  );
  assertMatch(near, /^Next: Fit one batch/m);
  assertNotMatch(near, /[Nn]othing to mend/);
  // what falls by much, or is answered better, is on its way
  const learns = run([0.695, 0.68, 0.66, 0.64, 0.62, 0.6], [0.5, 0.55, 0.6, 0.63, 0.66, 0.68]);
  assertNotMatch(learns, /CHANCE/);
});

Deno.test("nothing learned: a detector that finds nothing from its second epoch on finds nothing", () => {
  const run = (first: number) => {
    const found = range(20).map((i) => i === 0 ? first : 0);
    return told({
      "train/obj_loss": decay(20, 0.05, 0.01, 3),
      "metrics/mAP_0.5": found,
      "metrics/recall": found,
    });
  };
  const nothing = run(0.0008);
  assertMatch(
    nothing,
    /^NOTHING FOUND: ARE THERE LABELS\? since epoch 2\n.* in the last 19 of 20 evaluations/m,
  );
  assertMatch(nothing, /^Use: none of these checkpoints$/m);
  assertNotMatch(run(0.2), /NOTHING FOUND/);
});

Deno.test("nothing learned: an accuracy next to nothing that does not move is no progress, though the loss falls", () => {
  const run = (climb: number) =>
    told({
      "Train Loss": decay(40, 11, 8.6, 12),
      "Val Loss": decay(40, 10.9, 8.65, 12),
      "Train Token Acc": range(40).map((i) => 0.06 + climb * i),
    });
  const still = run(0.0001);
  assertMatch(still, /^ACCURACY STANDS STILL FROM THE FIRST EPOCH ON$/m);
  assertMatch(still, /^Next: Do not wait: .*shift, padding and masking/m);
  assertNotMatch(run(0.001), /STANDS STILL/);
});
