/**
 * What a training loss alone says of a fine-tuning, and what stands beside a loss: by shapes of Hugging Face's Trainer and of others.
 */
import { assertMatch, assertNotMatch } from "@std/assert";
import { told } from "../report/told.ts";
import { decay, epochs, range, table } from "./shapes.ts";

/** A trainer_state.json: losses every so many steps, at a rate that runs out with them. */
const trainer = (losses: readonly number[], every: number, epochsDone: number, more = {}) => {
  const last = losses.length * every;
  return JSON.stringify({
    epoch: epochsDone,
    global_step: last,
    max_steps: last,
    log_history: [
      ...losses.map((loss, i) => ({
        epoch: epochsDone * (i + 1) / losses.length,
        step: every * (i + 1),
        loss,
        learning_rate: 3e-5 * (1 - (i + 1) / losses.length),
        ...more,
      })),
      { epoch: epochsDone, step: last, train_loss: 1, train_runtime: 10 },
    ],
  });
};

Deno.test("a trial of some dozen steps, an eighth of an epoch, is too short whatever its rate did", () => {
  const losses = decay(36, 2.4, 1.3, 6);
  const trial = told(trainer(losses, 1, 0.12), "trainer_state.json");
  assertMatch(trial, /^TOO SHORT TO TELL\n {2}36 updates, 12% of an epoch$/m);
  assertMatch(trial, /^Next: Train for a whole epoch.*evaluate on held-out rows/m);
  assertNotMatch(trial, /More of the same gives little/);
  assertNotMatch(told(trainer(losses, 1, 1), "trainer_state.json"), /TOO SHORT/);
  assertNotMatch(told(trainer(losses, 50, 0.12), "trainer_state.json"), /TOO SHORT/);
});

Deno.test("next to no loss once rows came round again asks for held-out rows and fewer epochs, not for a longer schedule", () => {
  const losses = range(12).map((i) => 0.2 * Math.exp(-i / 3.5));
  const again = told(trainer(losses, 400, 3), "trainer_state.json");
  assertMatch(again, /^Next: Evaluate the checkpoints on held-out rows, .*fewer epochs may do\.$/m);
  assertNotMatch(again, /longer schedule/);
  const high = losses.map((loss) => 10 * loss);
  assertNotMatch(told(trainer(high, 400, 3), "trainer_state.json"), /fewer epochs/);
});

Deno.test("too good to be true: the step that is named has the loss that is named", () => {
  const losses = range(300).map((i) => i < 40 ? 9 * 0.8 ** i : 0.002 / (1 + i / 40));
  const text = told(trainer(losses, 10, 2), "trainer_state.json");
  const [, loss, step] = text.match(/Loss 9 -> ([\d.e-]+) by step (\d+), [\d.e-]+ at the end/) ?? [];
  const there = losses[Number(step) / 10 - 1];
  assertMatch(loss ?? "", new RegExp(`^${there.toPrecision(2).replace(/0+$/, "")}`));
});

Deno.test("whole answers of which none matches do not outvote the losses: overfitting leads, the zeros stand beside", () => {
  const rows = (falls: boolean) => ({
    epoch: epochs(9),
    loss: falls ? decay(9, 5, 0.6, 2.5) : epochs(9).map(() => 5),
    val_loss: [5, 4, 3.3, 3.6, 3.9, 4.2, 4.5, 4.8, 5],
    val_exact_match: epochs(9).map(() => 0),
  });
  const text = told(table(rows(true)), "history.csv");
  assertMatch(text, /^OVERFITTING since epoch 3$/m);
  assertMatch(text, /^Also: .*val_exact_match is 0 in all evaluations though the training loss fell/m);
  assertMatch(told(table(rows(false)), "history.csv"), /^NOTHING FOUND: ARE THERE LABELS\?/m);
});

Deno.test("anchors and label files are named to detectors alone", () => {
  const rows = (metric: string) => ({
    epoch: epochs(8),
    loss: decay(8, 5, 4, 3),
    [metric]: epochs(8).map(() => 0),
  });
  const [boxes, words] = ["val_mAP50", "val_f1"].map((metric) => told(table(rows(metric)), "history.csv"));
  assertMatch(boxes, /anchors that fit no box/);
  assertMatch(words, /masked or ignored \(-100\)/);
  assertNotMatch(words, /anchors|images/);
});

Deno.test("how often an opponent is right is no quality: what was made is judged by PSNR", () => {
  const text = told(
    table({
      epoch: epochs(12),
      loss_G: decay(12, 9, 2, 3),
      loss_D: decay(12, 1.2, 0.7, 5),
      val_discriminator_accuracy: epochs(12).map((i) => i === 1 ? 0.7 : 0.5),
      val_psnr: epochs(12).map((i) => 20 + 2 * i),
    }),
    "log.csv",
  );
  assertMatch(text, /^Use: the checkpoint of epoch 12 \(best val_psnr\)$/m);
});

Deno.test("losses alike on both sets are no leak where hardly more than one answer to all rows is right", () => {
  const losses = decay(20, 40, 0.3, 2);
  const rows = (end: number) => ({
    epoch: epochs(20),
    loss: losses,
    val_loss: losses.map((loss) => 1.03 * loss),
    val_accuracy: epochs(20).map((i) => i === 1 ? 0.12 : end + 0.002 * (i % 3)),
  });
  assertNotMatch(told(table(rows(0.882)), "history.csv"), /rows that are in both sets/);
  assertMatch(told(table(rows(0.97)), "history.csv"), /rows that are in both sets/);
});

Deno.test("an epoch that is printed several times is one epoch", () => {
  const lines = [1, 1, 1, 2, 2].map((epoch, i) =>
    `Epoch ${epoch}, time ${90 + i}.5, loss ${900 - 20 * i}.25`
  );
  const text = told(lines.join("\n") + "\n", "losses.txt");
  assertMatch(text, /2 epochs are too few to tell/);
});
