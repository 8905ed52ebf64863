/**
 * What is said of a few values, of steps and of what stands still: in plural and singular, in digits that count, and no surer than
 * the numbers allow.
 */
import { assert, assertMatch, assertNotMatch } from "@std/assert";
import { diagnose, type History } from "../../src/monitor/mod.ts";
import { readHistory } from "../../src/monitor/readers/mod.ts";
import { shortText } from "../../src/report/short_text.ts";
import { decay, epochs, range, table, trainer } from "../monitor/shapes.ts";

function told(text: string, name = "log.csv"): string {
  const history = readHistory(new TextEncoder().encode(text), { name });
  return shortText(history, diagnose({ history, evidence: {} }), name);
}

/** A loss that falls fast and then stands still, with its lowest value at the end. */
const settling = (n: number) => decay(n, 1.3, 0.8, n / 8);

Deno.test("wording: what is at its lowest at the end was not so some epochs ago", () => {
  assertMatch(told(table({ epoch: epochs(40), loss: settling(40) })), /lowest at the end, 0\.80/);
});

Deno.test("wording: one epoch ago is one epoch", () => {
  const loss = settling(40).map((value, i) => i === 39 ? value + 0.002 : value);
  assertMatch(told(table({ epoch: epochs(40), loss })), /at epoch 39, 1 epoch ago$/m);
});

Deno.test("wording: of steps the luckiest batch is no proof of a plateau, the validation loss is told", () => {
  const batches = decay(40, 1.3, 0.8, 4, 0.05, 3);
  const evaluations = { 80: 0.75, 160: 0.72, 240: 0.705, 320: 0.7, 400: 0.698 };
  const text = told(
    trainer(
      400,
      10,
      (step) => batches[step / 10 - 1],
      Object.fromEntries(Object.entries(evaluations).map(([step, eval_loss]) => [step, { eval_loss }])),
      () => 1e-5,
    ),
    "trainer_state.json",
  );
  assertMatch(text, /eval_loss 0\.75 -> 0\.72 -> 0\.705 -> 0\.7 -> 0\.698, lowest at step 400 \(0\.698\)$/m);
});

Deno.test("wording: a fall is told over the epochs that show it, in two digits", () => {
  const text = told(table({ epoch: epochs(3000), loss: range(3000).map((i) => 2 * (i + 1) ** -0.5) }));
  assertMatch(text, /The training loss fell by 18% over the last \d+ epochs$/m);
});

Deno.test("wording: the best of one evaluation is no best, and only what runs is to run on", () => {
  const text = told(table({ epoch: [1], loss: [3.9], val_loss: [4], "mAP50-95": [0.00002] }));
  assertMatch(text, /^log\.csv: 1 epoch /);
  assertMatch(text, /^TOO SHORT TO TELL$/m);
  assertNotMatch(text, /^Use:/m);
  assertMatch(text, /^Next: Three evaluations make a trend: if it is still running, let it;/m);
  assertMatch(text, /^Sure\? Little, on 1 value of val_loss\.$/m);
});

Deno.test("wording: a training that is followed is to run on", () => {
  const history = {
    ...readHistory(new TextEncoder().encode(table({ epoch: [1, 2], loss: [3.9, 3.2] })), { name: "log.csv" }),
    inProgress: true,
  };
  const text = shortText(history, diagnose({ history, evidence: {} }), "log.csv");
  assertMatch(text, /^Next: Let it run until there are three evaluations\.$/m);
});

Deno.test("wording: terms of losses that were logged once are no validation loss that was not logged", () => {
  const text = told(table({
    epoch: [1],
    "train/box_loss": [3.9],
    "train/cls_loss": [2.9],
    "val/box_loss": [4],
    "val/cls_loss": [3],
  }));
  assertNotMatch(text, /Not visible here: validation loss/);
});

Deno.test("wording: five values of a training loss are little, five evaluations are not", () => {
  const loss = [2, 1.5, 1.3, 1.2, 1.16], at = epochs(5);
  assertMatch(told(table({ epoch: at, loss })), /^Sure\? Little, on 5 values of loss\.$/m);
  assertMatch(
    told(table({ epoch: at, loss, val_loss: loss })),
    /^Sure\? Fairly, on 5 values of val_loss\.$/m,
  );
});

Deno.test("wording: a loss of boxes has no probabilities, that of a classifier has", () => {
  const loss = decay(40, 2, 0.3, 8), rising = range(40).map((i) => 0.6 + 0.3 * i / 39);
  const held = range(40).map((i) => 1 + 0.5 * Math.exp(-i / 3) + 0.02 * Math.max(0, i - 12));
  const classifier = { epoch: epochs(40), loss, val_loss: held, val_accuracy: rising };
  const detector = { epoch: epochs(40), loss, loss_bbox: loss, val_loss: held, val_mAP: rising };
  assertMatch(told(table(classifier)), /if val_accuracy is what counts, epoch \d+ for its probabilities/);
  assertMatch(told(table(detector)), /if val_mAP is what counts, epoch \d+ by val_loss$/m);
});

Deno.test("wording: the checkpoint that the file calls the best is the epoch's own", () => {
  const log_history = [1, 2, 3, 4].flatMap((epoch) => [
    { epoch, step: 25 * epoch, loss: 1.4 / epoch },
    { epoch, step: 25 * epoch, eval_loss: 1.3 / epoch, eval_accuracy: 0.5 + 0.1 * epoch },
  ]);
  const text = told(
    JSON.stringify({ best_model_checkpoint: "out/checkpoint-100", log_history }),
    "trainer_state.json",
  );
  assertMatch(text, /^Use: checkpoint-100 \(best eval_accuracy and eval_loss, as the file says\)$/m);
  assert(!text.includes("the file itself calls"));
});

Deno.test("wording: an index without a name counts the epochs, and that they are counted from 1 is said", () => {
  const text = told(table({ "": range(12), loss: decay(12, 2, 1, 3), val_loss: decay(12, 2, 1.1, 3) }));
  assertMatch(text, /^ {2}Note: epochs counted from 1 here$/m);
  assertNotMatch(text, /left out/);
});

Deno.test("a log of which no series has three values is told as that, and not as one without an alarm", () => {
  const at = Array.from({ length: 10 }, (_, i) => i + 1);
  const history: History = {
    format: "console log",
    unit: "epoch",
    at,
    trainLoss: at.map(() => null),
    series: [
      { name: "loss", role: "loss", split: "train", better: "lower", at: [], values: [] },
      {
        name: "dice",
        role: "metric",
        split: "train",
        better: "higher",
        at: [9, 10],
        values: [0.1, 0.2],
      },
      { name: "entropy", role: "reading", split: "train", at, values: at.map((i) => 1 / i) },
    ],
    settings: {},
    notes: [],
  };
  const told = shortText(history, diagnose({ history, evidence: {} }), "log.txt");
  assertMatch(told, /^NOTHING TO JUDGE IT BY\n {2}Loss has 0 values, dice has 2 values$/m);
  assertMatch(told, /^Next: Log the training loss and a metric of held-out rows at each epoch/m);
});
