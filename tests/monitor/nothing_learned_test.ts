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
  // rows that are told apart in their order, though no answer is sure
  const ranked = told({
    loss: [0.693, 0.685, 0.676, 0.66, 0.645, 0.63],
    val_loss: [0.695, 0.691, 0.692, 0.69, 0.691, 0.686],
    val_accuracy: [0.48, 0.55, 0.5, 0.53, 0.51, 0.56],
    val_auc: [0.52, 0.58, 0.61, 0.64, 0.66, 0.67],
  });
  assertNotMatch(ranked, /CHANCE/);
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

Deno.test("nothing learned: a loss that comes down smoothly to what guessing costs was not thrown there by the rate", () => {
  const run = (loss: readonly number[]) =>
    told({ loss, val_loss: [1.3, 1.29, 1.28, 1.28, 1.29], val_accuracy: [0.4, 0.4, 0.4, 0.4, 0.4] });
  const smooth = run([1.23, 1.19, 1.165, 1.15, 1.143]);
  assertMatch(smooth, /^STUCK AT CHANCE[^]*^Use: none of these checkpoints\nNext: Labels and inputs first/m);
  assertMatch(smooth, /raise the rate .* and train far longer/);
  assertMatch(run([1.23, 1.14, 1.2, 1.12, 1.18]), /^STUCK AT CHANCE[^]*^Next: A tenth of the learning rate/m);
});

Deno.test("nothing learned: what is best among answers that are next to never right is noise", () => {
  const run = (mAP: number, [biases, weights]: readonly [string, string] = ["x/lr0", "x/lr1"]) =>
    told({
      "train/box_loss": range(12).map((i) => 0.12 - 0.0003 * i),
      "val/box_loss": range(12).map((i) => 0.1 - 0.0002 * i),
      "metrics/mAP_0.5:0.95": range(12).map((i) => mAP * (1 + 0.1 * Math.sin(i))),
      [biases]: range(12).map((i) => 0.1 - 0.001 * i),
      [weights]: range(12).map((i) => 1e-5 * i),
    });
  const nothing = run(0.002);
  assertMatch(nothing, /^LEARNING RATE TOO LOW\n[^]*^Use: none of these checkpoints$/m);
  assertMatch(nothing, /^Next: Train ten times as long first: the warm-up had not ended \(x\/lr0 0\.089 /m);
  assertMatch(run(0.002, ["lr/pg2", "lr/pg1"]), /the warm-up had not ended \(lr\/pg2 0\.089 for biases/);
  assertMatch(run(0.3), /^Use: (?!none)/m);
});

Deno.test("nothing learned: NaN at a rate of which a third is no remedy, or after nothing was found, starts again", () => {
  const run = (rate: number, found: number) =>
    told({
      train_loss: range(12).map((i) => i < 5 ? 20 - i : NaN),
      val_class_accuracy: range(12).map((i) => i < 5 ? 30 + i : 3),
      val_obj_accuracy: range(12).map((i) => i < 5 ? found : 0),
      "lr-Adam": range(12).map((i) => rate * (i + 1)),
    });
  const high = run(0.01, 40);
  assertMatch(
    high,
    /^NaN OR INFINITY since epoch 6\n[^]*^Next: Start again at 0\.001 at most, .* had come to 0\.06 with Adam/m,
  );
  assertMatch(high, /^Use: the checkpoint of epoch 5 /m);
  assertMatch(run(0.0001, 40), /^Next: Resume from the last good checkpoint/m);
  const nothing = run(0.0001, 0);
  assertMatch(nothing, /^Use: none of these checkpoints\nNext: Start again at a tenth/m);
});

Deno.test("nothing learned: a Dice of next to nothing in every evaluation of a whole training is one, though no held-out loss was logged", () => {
  const dice = (height: number) => range(60).map((i) => height * (0.5 + 0.5 * Math.sin(i)));
  const run = (val_dice: readonly number[], length = 60) =>
    told({ loss: decay(60, 3.9, 0.8, 12).slice(0, length), val_dice: val_dice.slice(0, length) });
  const fold = run(dice(0.015));
  assertMatch(
    fold,
    /^TRAINING LEARNS, UNSEEN ROWS STAY AT CHANCE\n {2}Next to nothing of what is learned holds/m,
  );
  assertMatch(fold, /^Use: none of these checkpoints$/m);
  // found at times, or a training that is not over
  for (const other of [run(dice(0.2)), run(dice(0.015), 12)]) assertNotMatch(other, /UNSEEN ROWS STAY/);
});

Deno.test("nothing learned: a held-out loss that is the same to the last of many digits says so after three evaluations", () => {
  const run = (val_loss: readonly number[], loss: readonly number[]) => told({ loss, val_loss });
  const frozen = Array<number>(4).fill(11.56863299877413);
  assertMatch(
    run(frozen, [10.1, 10.48, 10.48, 10.48]),
    /^THE LOSS DOES NOT FALL\n[^]*to the last digit in all 4 evaluations/m,
  );
  // neither where training learns, nor of a number that may have been rounded
  assertNotMatch(run(frozen, [10.1, 8, 6, 4]), /last digit/);
  assertNotMatch(run(Array<number>(4).fill(11.57), [10.1, 10.48, 10.48, 10.48]), /last digit/);
});

Deno.test("nothing learned: held-out numbers that are as far off as the answer 0, while those of training are met, were never learned", () => {
  const run = (val_mape: readonly number[]) =>
    told({
      loss: decay(16, 4e5, 900, 2),
      mape: decay(16, 95, 6, 3),
      val_loss: range(16).map((i) => 3.8e5 + 3e4 * Math.abs(i - 6)),
      val_mape,
    });
  const text = run(range(16).map((i) => 88 + 1.2 * Math.abs(i - 6)));
  assertMatch(
    text,
    /^TRAINING LEARNS, UNSEEN ROWS DO NOT\n {2}Nothing of what is learned holds for the validation rows: mape 95 -> .*, val_mape never under 88/m,
  );
  assertMatch(text, /^Use: none of these checkpoints$/m);
  assertMatch(
    text,
    /^Next: Evaluate some training rows the way the held-out ones are\. .*scale inputs and targets/m,
  );
  // what came half of the way was learned, and forgotten since
  assertNotMatch(run(range(16).map((i) => 45 + 4 * Math.abs(i - 6))), /UNSEEN ROWS DO NOT|none of these/);
});

Deno.test("nothing learned: an F1 of 0 beside losses that fall is a matter of the answers or the count, and not of labels", () => {
  const run = (val_loss: readonly number[]) =>
    told({ train_loss: decay(20, 1, 0.2, 4), val_loss, val_f1: range(20).map(() => 0) });
  const learns = run(decay(20, 1, 0.3, 4));
  assertMatch(learns, /^NOTHING FOUND, THOUGH THE LOSS FALLS since epoch 1$/m);
  assertMatch(learns, /^Next: Print answers and labels of twenty held-out rows/m);
  assertMatch(run(decay(20, 1, 0.8, 4)), /^NOTHING FOUND: ARE THERE LABELS\?/m);
});
