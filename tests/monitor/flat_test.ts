/**
 * What stands still has converged, is stuck, or was too short: what of these a history alone shows, and what it leaves open.
 */
import { assert, assertMatch, assertNotMatch } from "@std/assert";
import { diagnose } from "../../src/monitor/mod.ts";
import { readHistory } from "../../src/monitor/readers/mod.ts";
import { runsTable } from "../../src/report/runs_table.ts";
import { shortText } from "../../src/report/short_text.ts";
import { normalNumbers } from "./histories.ts";
import { decay, epochs, range, table, trainer } from "./shapes.ts";

function observe(text: string, name: string) {
  const history = readHistory(new TextEncoder().encode(text), { name });
  return { history, diagnosis: diagnose({ history, evidence: {} }) };
}

function told(text: string, name = "log.csv"): string {
  const { history, diagnosis } = observe(text, name);
  return shortText(history, diagnosis, name);
}

Deno.test("flat: a loss that came down a little and says nothing else is flat, not converged", () => {
  const text = told(table({ epoch: epochs(60), loss: decay(60, 2, 0.6, 4, 0.004) }));
  assertMatch(text, /^NO ALARM: TRAINING FLAT AT THE END$/m);
  assertMatch(
    text,
    /^Next: More of the same gives little; evaluate on held-out rows, which alone tell/m,
  );
});

Deno.test("flat: a short noisy training loss whose last third comes down is not flat, though its last few entries are", () => {
  const normal = normalNumbers(5);
  const level = (step: number) => step <= 120 ? 0.9 : step <= 220 ? 0.6 : 0.42 - 0.0004 * (step - 220);
  const falls = told(
    trainer(330, 10, (step) => level(step) + 0.02 * normal(), {}, (step) => 1e-4 * (1 - step / 330)),
    "trainer_state.json",
  );
  assertMatch(falls, /^NO ALARM: TRAINING STILL IMPROVING\n {2}Loss (fell|goes down)/m);
  assertMatch(falls, /^Next: Evaluate on held-out rows: .*The rate has run out.*longer schedule\.$/m);
});

Deno.test("flat: what creeps down in the noise of few batches is levelling off; what stands in as many is flat", () => {
  const run = (creeps: number) => {
    const normal = normalNumbers(8);
    const loss = (step: number) => 2.9 + 0.4 * Math.exp(-step / 8) - creeps * step + 0.035 * normal();
    return told(trainer(80, 1, loss, {}, () => 1e-4), "trainer_state.json");
  };
  assertMatch(run(0.0012), /^NO ALARM: TRAINING LEVELLING OFF$/m);
  const normal = normalNumbers(8);
  const stands = trainer(
    3000,
    10,
    (step) => 2.9 + 0.4 * Math.exp(-step / 80) + 0.035 * normal(),
    {},
    () => 1e-4,
  );
  assertMatch(told(stands, "trainer_state.json"), /^NO ALARM: TRAINING FLAT AT THE END$/m);
});

Deno.test("flat: answers that rose far from guessing need no batch to show that labels and loss are in order", () => {
  const run = (accuracy: readonly number[]) => {
    const columns = { loss: decay(50, 0.5, 0.42, 5), accuracy, val_loss: decay(50, 0.5, 0.43, 5) };
    return told(table({ epoch: epochs(50), ...columns, val_accuracy: accuracy }), "history.csv");
  };
  const rising = run(range(50).map((i) => 0.52 - 0.3 * Math.exp(-i / 5)));
  assertMatch(rising, /^NO ALARM: FLAT AT THE END$/m);
  assertMatch(rising, /^Next: More of the same gives little; .*a larger model, .*schedule of the rate/m);
  assertNotMatch(rising, /one batch/);
});

Deno.test("flat: one that lost all but a hundredth has converged", () => {
  const text = told(table({ epoch: epochs(60), loss: decay(60, 2, 0.02, 4, 0.004) }));
  // of training rows: whether others gain is not known
  assertMatch(text, /^NO ALARM: TRAINING CONVERGED$/m);
  assertMatch(text, /^Next: Evaluate on held-out rows/m);
});

Deno.test("flat: right answers show that something was learned, an AP of 0.03 does not", () => {
  const loss = decay(60, 2, 0.3, 4, 0.004), at = epochs(60);
  const rising = (to: number) => range(60).map((i) => to * (1 - Math.exp(-(i + 1) / 5)));
  const val_loss = decay(60, 2, 0.35, 4, 0.004, 2);
  assertMatch(
    told(table({ epoch: at, loss, val_loss, val_accuracy: rising(0.86) })),
    /^NO ALARM: CONVERGED$/m,
  );
  assertNotMatch(
    told(table({ epoch: at, loss, val_loss, val_mAP: rising(0.03) })),
    /CONVERGED|nothing to mend/,
  );
});

Deno.test("flat: at 0.25 every row costs what the answer 0.5 to targets of 0 and 1 costs", () => {
  const text = told(table({ epoch: epochs(200), train_loss: decay(200, 1.4, 0.25, 8) }));
  assertMatch(text, /^ONE ANSWER TO EVERYTHING$/m);
  assertMatch(text, /stays at 0\.25, what answering 0\.5 to targets of 0 and 1 costs/);
  assertMatch(text, /^Use: none of these checkpoints$/m);
});

Deno.test("flat: a loss that jumps about 0.25, or whose answers are right, is no single answer", () => {
  const at = epochs(200);
  assertNotMatch(told(table({ epoch: at, train_loss: decay(200, 1.4, 0.25, 8, 0.02) })), /ONE ANSWER/);
  const right = range(200).map((i) => 0.95 - 0.4 * Math.exp(-i / 8));
  const log = { epoch: at, loss: decay(200, 1.4, 0.25, 8), accuracy: right, val_accuracy: right };
  assertNotMatch(told(table(log)), /ONE ANSWER/);
});

Deno.test("flat: of squares the answer is also known where targets have variance 1, of other losses it is not", () => {
  const falling = decay(80, 3, 1, 5);
  assertMatch(told(table({ epoch: epochs(80), mse: falling })), /^ONE ANSWER TO EVERYTHING$/m);
  assertNotMatch(told(table({ epoch: epochs(80), cross_entropy: falling })), /ONE ANSWER/);
});

Deno.test("flat: a sum that stands still hides terms that do not", () => {
  const at = epochs(80), rising = range(80).map((i) => 0.06 + 0.1 * (1 - Math.exp(-i / 15)));
  const falling = range(80).map((i) => 0.3 - 0.1 * (1 - Math.exp(-i / 15)) + 1.2 * Math.exp(-i));
  const log = {
    epoch: at,
    loss: rising.map((value, i) => value + falling[i]),
    boundary_loss: rising,
    residual_loss: falling,
  };
  const text = told(table(log));
  assertMatch(text, /^TERMS OF THE LOSS IN CONFLICT$/m);
  assertMatch(text, /boundary_loss rises from 0\.06\d* to 0\.1\d* while residual_loss falls/);
});

Deno.test("flat: of several tasks it is the one whose own answers get worse that is told, and no rate is blamed for a sum over the batch", () => {
  const line = (from: number, to: number) => range(20).map((i) => from + (to - from) * i / 19);
  const run = (accuracy: readonly number[], loss: readonly number[]) =>
    told(table({
      epoch: epochs(20),
      "loss/parts": line(210, 202),
      "loss/whole": loss,
      "accuracy/parts": line(61, 70),
      "accuracy/whole": accuracy,
    }));
  const text = run(line(64, 57), line(150, 195));
  assertMatch(
    text,
    /^TERMS OF THE LOSS IN CONFLICT\n {2}loss\/whole rises from 150 to 18\d\.\d, and accuracy\/whole falls from 63.* to 57/m,
  );
  assertMatch(text, /^Use: epoch 1 if loss\/whole is what counts, the last one if loss\/parts is$/m);
  // with a small share of the sum it is told where its answers get worse, and else is none
  assertMatch(run(line(64, 57), line(20, 28)), /^TERMS OF THE LOSS IN CONFLICT$/m);
  assertNotMatch(run(line(57, 64), line(20, 28)), /IN CONFLICT|RATE TOO HIGH/);
});

Deno.test("flat: a term that is much of a sum which stands still, and highest at its end, is in conflict though it rose by half", () => {
  const course = (start: number, end: number, tau: number) =>
    range(120).map((i) => end + (start - end) * Math.exp(-i / tau));
  const run = (boundary_loss: readonly number[]) => {
    const target_loss = course(0.4, 0.2, 2), residual_loss = course(0.06, 1e-4, 3);
    const loss = boundary_loss.map((value, i) => value + target_loss[i] + residual_loss[i]);
    return told(table({ epoch: epochs(120), loss, boundary_loss, target_loss, residual_loss }));
  };
  const text = run(course(0.13, 0.2, 2));
  assertMatch(text, /^TERMS OF THE LOSS IN CONFLICT$/m);
  assertMatch(text, /boundary_loss rises from 0\.13 to 0\.2\d* while target_loss falls/);
  assertMatch(text, /^Next: Look whether the terms can hold at once/m);
  // one that rose at first and came down again had only to wait for the others
  assertNotMatch(
    run(course(0.13, 0.2, 2).map((value, i) => value + 0.08 * (i / 10) * Math.exp(1 - i / 10))),
    /CONFLICT/,
  );
  // and one that is little of the sum costs little
  assertNotMatch(run(course(0.03, 0.05, 2)), /CONFLICT/);
});

Deno.test("flat: the KL term of an autoencoder is a price and may rise", () => {
  const rising = range(80).map((i) => 0.06 + 0.1 * (1 - Math.exp(-i / 15)));
  const falling = range(80).map((i) => 0.3 - 0.1 * (1 - Math.exp(-i / 15)) + 1.2 * Math.exp(-i));
  const log = {
    epoch: epochs(80),
    loss: rising.map((value, i) => value + falling[i]),
    kl_loss: rising,
    recon_loss: falling,
  };
  assertNotMatch(told(table(log)), /CONFLICT/);
});

Deno.test("flat: a loss that falls by its other terms is no learning while both accuracies stand still", () => {
  const wobble = [0, 0.004, -0.003, 0.002, -0.004, 0.003, 0, -0.002];
  const log = {
    epoch: epochs(8),
    loss: decay(8, 0.36, 0.29, 3),
    val_loss: decay(8, 0.38, 0.31, 3),
    accuracy: wobble.map((by) => 0.64 + by),
    val_accuracy: wobble.map((by) => 0.61 + by / 2),
  };
  const text = told(table(log));
  assertMatch(text, /^ACCURACY STANDS STILL FROM THE FIRST EPOCH ON\n {2}0\.64 at first/m);
  assertMatch(text, /^Next: Count the rows of each class/m);
  assertMatch(text, /^Use: none of these checkpoints: none is better than the first by val_accuracy$/m);
  const trained = {
    ...log,
    accuracy: wobble.map((by) => 0.9 + by),
    val_accuracy: wobble.map((by) => 0.88 + by),
  };
  assertNotMatch(told(table(trained)), /ACCURACY STANDS STILL/);
});

Deno.test("short: the losses of twenty single batches make no curve", () => {
  const batches = decay(20, 1.8, 0.6, 4, 0.25, 5);
  const printed = batches.map((loss, i) => `iteration ${i + 1} : loss : ${loss.toFixed(5)}`).join("\n") +
    "\n";
  assertMatch(told(printed, "log.txt"), /^TOO SHORT TO TELL$/m);
});

Deno.test("short: iterations that hold errors and no loss are no single batches", () => {
  const errors = epochs(30).map((i) => `iteration ${i} train_err: ${30 / i}% test_err: ${5 + 30 / i}%\n`)
    .join("");
  assertMatch(told(errors, "log.txt"), /^NO ALARM: STILL IMPROVING$/m);
});

Deno.test("short: a loss that fell at every one of five evaluations at one pace is to be trained on", () => {
  const at = epochs(5), loss = [1.3, 1.22, 1.15, 1.1, 1.05], held = [1.1, 1.07, 1.04, 1.01, 0.98];
  const text = told(table({ epoch: at, loss, val_loss: held }));
  assertMatch(text, /^NO ALARM: STILL IMPROVING$/m);
  assertMatch(text, /^Next: More epochs of the same would still help\.$/m);
  const levelling = [1.1, 1.04, 1.01, 1.0, 0.998];
  assertNotMatch(told(table({ epoch: at, loss, val_loss: levelling })), /STILL IMPROVING/);
});

Deno.test("short: where the loss loses a fifth an epoch when the schedule ends, the schedule was too short", () => {
  const log = {
    epoch: epochs(5),
    loss: [4.8, 4.5, 3.9, 3.0, 2.3],
    val_loss: [5.4, 4.4, 3.4, 2.7, 2.1],
    lr: [0.01, 0.008, 0.005, 0.002, 0.0001],
  };
  assertMatch(told(table(log)), /^Next: Train again for more epochs: the schedule ended while/m);
});

Deno.test("short: a rate that has only risen is still warming up", () => {
  const log = {
    epoch: epochs(3),
    loss: [1.1, 1.08, 1.03],
    val_loss: [1.09, 1.06, 1],
    lr: [1e-5, 2e-5, 3e-5],
  };
  const text = told(table(log));
  assertMatch(text, /^NO ALARM: STILL IN WARM-UP$/m);
  assertMatch(text, /^Next: Train for longer, or warm up for fewer steps/m);
});

Deno.test("noise: an epoch far below its neighbours is no best that the others left", () => {
  const loss = decay(600, 40, 16, 60, 0.04, 7).map((value, i) => i === 350 ? 7.5 : i === 540 ? 10 : value);
  assertNotMatch(told(table({ epoch: epochs(600), loss })), /OSCILLATION|SPIKE/);
});

Deno.test("noise: a hump that held-out rows never felt is no oscillation, one that they felt is", () => {
  const hump = range(40).map((i) => 0.014 - 0.00004 * i + (i > 3 && i < 18 ? 0.0022 : 0));
  const held = decay(40, 0.012, 0.0092, 12);
  assertNotMatch(told(table({ epoch: epochs(40), loss: hump, val_loss: held })), /^OSCILLATION/m);
  const felt = held.map((_, i) => i < 4 ? 0.0118 : 0.0121);
  assertMatch(told(table({ epoch: epochs(40), loss: hump, val_loss: felt })), /^OSCILLATION$/m);
});

Deno.test("noise: of batches about one level it is said that their loss does not fall", () => {
  const text = told(JSON.stringify(decay(2500, 0.5, 0.5, 1, 0.15, 9)), "train_loss.json");
  assertMatch(text, /^THE LOSS DOES NOT FALL$/m);
  assertMatch(text, /: 2500 steps .*\n {2}Note: a step here is an entry of the list$/m);
});

Deno.test("gap: what to do stands beside it, and a metric that is next to nothing is told", () => {
  const at = epochs(60), loss = decay(60, 16, 1.5, 12), val_loss = decay(60, 12, 8, 5, 0.01);
  const poor = told(table({
    epoch: at,
    loss,
    val_loss,
    val_mAP: range(60).map((i) => 0.0008 * (i + 1)),
  }));
  assertMatch(poor, /^GENERALISATION GAP$/m);
  assertMatch(poor, /and val_mAP ends at 0\.04/);
  assertMatch(poor, /^Next: More epochs widen the gap and help other rows little/m);
  // a metric that is good, or gets better, is told; the losses that are apart stand beside it
  const good = (val_mAP: readonly number[]) => told(table({ epoch: at, loss, val_loss, val_mAP }));
  const climbs = good(range(60).map((i) => 0.008 * (i + 1)));
  assertMatch(climbs, /^NO ALARM: STILL IMPROVING\n {2}val_mAP rose by/m);
  assertMatch(
    climbs,
    /^Also: Generalisation gap: validation loss about 7\.\d+ against a training loss of about 1\.\d+$/m,
  );
  const stands = good(range(60).map((i) => 0.5 * (1 - Math.exp(-i / 5))));
  assertMatch(stands, /^NO ALARM: LEVELLED OFF$/m);
  assertMatch(stands, /^Next: More epochs widen the gap and help other rows little/m);
});

Deno.test("gap: one that is there from the first epochs on is looked for in the evaluation", () => {
  const at = epochs(40), val_accuracy = range(40).map((i) => 0.6 + 0.3 * (1 - Math.exp(-i / 8)));
  const text = told(table({
    epoch: at,
    loss: decay(40, 0.8, 0.2, 8),
    val_loss: decay(40, 2.4, 0.9, 8),
    accuracy: val_accuracy,
    val_accuracy,
  }));
  assertMatch(text, /^Next: The gap is there from the first epochs on: evaluate some training rows/m);
});

Deno.test("gap: of rows that are known by heart it asks nothing of the evaluation where held-out ones are answered nearly as well", () => {
  const run = (right: number) =>
    told(table({
      epoch: epochs(12),
      loss: [0.66, 0.2, 0.08, 0.03, 0.01, 0.006, 0.005, 0.005, 0.004, 0.004, 0.003, 0.003],
      val_loss: [1.2, 0.6, 0.5, 0.4, 0.3, 0.35, 0.36, 0.37, 0.36, 0.35, 0.35, 0.35],
      accuracy: range(12).map((i) => Math.min(1, 0.8 + 0.05 * i)),
      val_accuracy: range(12).map((i) => right * (1 - 0.2 * Math.exp(-i))),
    }));
  assertMatch(run(0.91), /^Next: More epochs widen the gap/m);
  assertNotMatch(run(0.6), /^Next: More epochs widen the gap/m);
});

Deno.test("gap: without a held-out loss it is seen in the accuracies, once the held-out one gains no more", () => {
  const at = epochs(60), train_loss = decay(60, 2.2, 0.1, 12);
  const run = (val_acc: readonly number[]) =>
    told(
      table({
        epoch: at,
        train_loss,
        train_acc: range(60).map((i) => 0.97 - 0.7 * Math.exp(-i / 12)),
        val_acc,
      }),
    );
  const stands = run(range(60).map((i) => 0.6 - 0.3 * Math.exp(-i / 5)));
  assertMatch(
    stands,
    /^GENERALISATION GAP\n {2}Accuracy about 0\.96\d* in training against 0\.6 on held-out rows/m,
  );
  assertMatch(stands, /^Next: More epochs widen the gap and help other rows little/m);
  assertNotMatch(run(range(60).map((i) => 0.3 + 0.005 * i)), /GAP/);
});

Deno.test("table: a run that stands still far above another of its kind is stuck", () => {
  const runs = [["low", 0.002], ["high", 0.4]].map(([name, to]) => ({
    name: String(name),
    settings: {},
    ...observe(table({ epoch: epochs(60), loss: decay(60, 2, Number(to), 4, 0.004) }), "log.csv"),
  }));
  const lines = runsTable(runs).split("\n");
  assert(lines[1].endsWith("NO ALARM: TRAINING CONVERGED"), lines[1]);
  assertMatch(lines[2], /^high .* STUCK: low comes to 0\.00\d+$/);
  assertMatch(lines[3], /^Use: of low /);
});

Deno.test("table: of several runs in one file the last is read, and that one before it was better is said", () => {
  const two = (first: readonly number[], second: readonly number[]) =>
    table({
      epoch: [...epochs(4), ...epochs(4)],
      loss: [2, 1.4, 1.1, 0.9, 2, 1.5, 1.3, 1.2],
      val_accuracy: [...first, ...second],
    });
  const [good, poor] = [[0.5, 0.7, 0.78, 0.81], [0.4, 0.45, 0.52, 0.58]];
  assertMatch(
    told(two(good, poor)),
    /2 runs in one file, or stages of one: the last is read; one before it came to val_accuracy 0\.81$/m,
  );
  assertNotMatch(told(two(poor, good)), /one before it/);
});

/** Rows of a table that a detector writes, whose rate has come down at the end. */
const detector = (mAP: readonly number[], held: readonly number[]) =>
  table({
    epoch: epochs(mAP.length),
    train_loss: decay(mAP.length, 9, 4, 20, 0.004),
    val_loss: held,
    "metrics/mAP50-95": mAP,
    lr: mAP.map((_, i) => 0.01 * (1.01 - (i + 1) / mAP.length)),
  });

Deno.test("ending: a metric that climbs steeply to the end of its schedule is still improving, one that has settled is not", () => {
  const held = decay(42, 8, 3, 25, 0.004, 2);
  const climbs = told(detector(range(42).map((i) => 0.3 * (i / 41) ** 2), held));
  assertMatch(climbs, /^NO ALARM: STILL IMPROVING$/m);
  assertMatch(climbs, /^Next: Train again for more epochs/m);
  assertNotMatch(told(detector(range(42).map((i) => 0.6 * (1 - Math.exp(-i / 8))), held)), /STILL IMPROVING/);
});

Deno.test("ending: a held-out loss at its lowest that still moves by more than its noise is still improving", () => {
  const at = epochs(48), slow = range(48).map((i) => 2.9 - 0.013 * i + 0.8 * Math.exp(-i / 6));
  const run = (val_loss: readonly number[]) => told(table({ epoch: at, loss: slow, val_loss }));
  assertMatch(run(slow.map((v, i) => v + 0.1 + 0.001 * (-1) ** i)), /^NO ALARM: STILL IMPROVING$/m);
  assertNotMatch(run(slow.map((v, i) => v + 0.1 + 0.15 * (-1) ** (i + 1))), /STILL IMPROVING/);
});

Deno.test("ending: five epochs that show nothing yet are too few, and without a validation loss one is asked for", () => {
  const short = told(table({ epoch: epochs(5), loss: [1.6, 1.4, 1.2, 1.05, 1.06] }));
  assertMatch(short, /^TOO SHORT TO TELL$/m);
  assertMatch(short, /^Next: Train longer: 5 epochs are too few to tell; log a validation loss/m);
  // a hundred epochs of which four were logged are no short run
  const sparse = told(table({ epoch: [25, 50, 75, 100], loss: [1.6, 1.594, 1.59, 1.58] }));
  assertMatch(
    sparse,
    /^Next: Log more often: 4 values over 100 epochs are too few to tell; log a validation/m,
  );
  const resumed = told(table({ epoch: [96, 97, 98, 99, 100], loss: [1.6, 1.4, 1.2, 1.05, 1.06] }));
  assertMatch(resumed, /^Next: Train longer: 5 epochs are too few to tell/m);
  // who was trained before may be done after four
  const tuned = { epoch: epochs(4), loss: [0.4, 0.25, 0.2, 0.2], val_loss: [0.31, 0.28, 0.27, 0.275] };
  assertNotMatch(told(table({ ...tuned, val_accuracy: [0.88, 0.9, 0.91, 0.91] })), /TOO SHORT/);
});

Deno.test("ending: held-out rows that cost what training rows do are told beside what leads", () => {
  const loss = decay(24, 6, 0.3, 5, 0.002);
  const text = told(table({ epoch: epochs(24), loss, val_loss: loss.map((v) => 0.98 * v) }));
  assertMatch(text, /^NO ALARM(?!: HELD-OUT)/m);
  assertMatch(text, /^Also: The validation loss stays within 12% of the training loss/m);
  assertNotMatch(text, /^Next: Count the rows/m);
});

Deno.test("ending: where nearly all answers are right and the held-out loss is at its best, losses that are apart are no gap", () => {
  const n = 16, log = { epoch: epochs(n), loss: decay(n, 1.8, 0.05, 2), val_loss: decay(n, 2.4, 2.25, 3) };
  const right = (end: number) => range(n).map((i) => end - 0.05 * Math.exp(-i / 2));
  assertNotMatch(
    told(table({ ...log, val_accuracy: right(0.992) })),
    /VALIDATION LOSS FAR|[Gg]eneralisation gap/,
  );
  assertMatch(told(table({ ...log, val_accuracy: right(0.9) })), /[Gg]eneralisation gap/);
});

Deno.test("ending: of a held-out loss that jumps by factors no gap is drawn from a few training losses", () => {
  const normal = normalNumbers(5);
  const rows = range(80).map((i) => {
    const train = i % 16 === 15 ? 3600 * Math.exp(-i / 50) : "";
    return [i, train, (4000 * Math.exp(-i / 50) + 300) * Math.exp(0.6 * normal())];
  });
  const text = told(["epoch,train_loss,val_loss", ...rows.map((row) => row.join(","))].join("\n") + "\n");
  assertNotMatch(text, /[Gg]eneralisation gap|VALIDATION LOSS FAR/);
});

Deno.test("noise: a held-out loss that jumps beside no training loss is a noisy validation, and no rate is blamed", () => {
  const normal = normalNumbers(11);
  const text = told(
    table({ epoch: epochs(90), val_loss: range(90).map(() => 80 * Math.exp(0.35 * normal())) }),
  );
  assertMatch(text, /^NO ALARM: NOISY VALIDATION\n {2}val_loss jumps between/m);
  assertMatch(
    text,
    /^Next: The best of so noisy values is partly luck: .*log the training loss, which tells/m,
  );
  assertNotMatch(text, /OSCILLATION|clip/);
});

Deno.test("ending: a metric that rises by much with each of a few epochs asks for more of them", () => {
  const climbs = told(detector([0.15, 0.33, 0.5, 0.64, 0.8], [6, 5, 4.2, 3.6, 3.1]));
  assertMatch(climbs, /^NO ALARM: STILL IMPROVING$/m);
  assertNotMatch(told(detector([0.7, 0.78, 0.8, 0.81, 0.81], [4, 3.7, 3.6, 3.55, 3.54])), /STILL IMPROVING/);
});

Deno.test("ending: a detector that finds next to nothing after a whole training has not learned its task", () => {
  const n = 80, loss = decay(n, 12, 4, 30, 0.004), val_loss = decay(n, 14, 8, 8, 0.02, 3);
  const run = (end: number) =>
    told(
      table({
        epoch: epochs(n),
        loss,
        val_loss,
        val_mAP: range(n).map((i) => end * (1 - Math.exp(-i / 20))),
      }),
    );
  assertMatch(run(0.04), /^TRAINING LEARNS, UNSEEN ROWS STAY AT CHANCE$/m);
  assertMatch(run(0.04), /val_mAP ends at 0\.039/);
  assertMatch(run(0.04), /^Next: Look at twenty rows of both sets beside their labels/m);
  assertNotMatch(run(0.4), /UNSEEN ROWS/);
});

Deno.test("ending: a held-out loss that is never better than at first, while training falls, is overfitting from the start", () => {
  const normal = normalNumbers(7), n = 24, loss = range(n).map((i) => 2.1 - 0.03 * i);
  const run = (held: (i: number) => number) =>
    told(
      table({ epoch: epochs(n), loss, val_loss: range(n).map((i) => held(i) * Math.exp(0.08 * normal())) }),
    );
  assertMatch(run((i) => i === 0 ? 2.5 : 2.9), /^OVERFITTING since epoch 1$/m);
  assertMatch(run((i) => i === 0 ? 2.5 : 2.9), /never better by more than its noise/);
  assertNotMatch(run((i) => 2.9 - 0.03 * i), /^OVERFITTING/m);
});

Deno.test("ending: of few evaluations the last tells whether more training helps, whatever the training loss does", () => {
  const run = (...evaluations: readonly number[]) =>
    told(
      trainer(
        2000,
        500,
        (step) => 0.7 - step / 5000,
        Object.fromEntries(evaluations.map((eval_loss, i) => [1000 * (i + 1), { eval_loss }])),
        () => 1e-5,
      ),
      "trainer_state.json",
    );
  assert(!/STILL IMPROVING/.test(run(0.52, 0.517)));
  assertMatch(run(0.52, 0.43), /^NO ALARM: STILL IMPROVING$/m);
});

Deno.test("ending: a held-out loss that has stood for the last of its last third is not still improving", () => {
  const at = epochs(60);
  const run = (stands: number) => {
    const val_loss = range(60).map((i) => 1 - 0.014 * Math.min(i, stands));
    return told(table({ epoch: at, loss: val_loss.map((v) => v * 0.98), val_loss }));
  };
  assertMatch(run(59), /^NO ALARM: STILL IMPROVING$/m);
  assertNotMatch(run(47), /STILL IMPROVING/);
});

Deno.test("ending: where a run still improves, a metric that was best long ago is one of two checkpoints", () => {
  const text = told(table({
    epoch: epochs(60),
    loss: range(60).map((i) => 1.8 - 0.018 * i),
    val_loss: range(60).map((i) => 1.8 - Math.min(0.009 * i, 0.36 + 0.001 * i)),
    val_acc: range(60).map((i) => 0.3 + 0.004 * i + 0.03 * (-1) ** i + (i === 44 ? 0.1 : 0)),
  }));
  assertMatch(text, /^NO ALARM: STILL IMPROVING$/m);
  assertMatch(
    text,
    /^Use: epoch 45 if val_acc is what counts, epoch 60 for its probabilities \(val_loss\)$/m,
  );
});

Deno.test("noise: a loss that swings over orders of magnitude to the end has no level, however much of the first loss is gone", () => {
  const run = (noise: number) =>
    told(table({
      epoch: epochs(300),
      train_loss: [...decay(190, 1e4, 1e-6, 6), ...decay(110, 1e-4, 1e-4, 1, noise, 3)],
    }));
  const swings = run(3);
  assertMatch(
    swings,
    /^UNSTABLE TO THE END\n {2}The training loss was down to 1\.\d+e-6 at epoch 1\d\d, and swings between .* in the last third$/m,
  );
  assertMatch(swings, /^Next: Keep a checkpoint of about epoch 1\d\d; lower the rate/m);
  assertNotMatch(run(0.1), /UNSTABLE/);
});

Deno.test("ending: a loss that only the first epochs brought down has not converged, and a baseline tells what its level is worth", () => {
  const run = (val_loss: readonly number[]) =>
    told(table({ epoch: epochs(60), train_loss: val_loss.map((loss) => 0.9 * loss), val_loss }));
  const offset = run(range(60).map((i) => 418 + 4800 * Math.exp(-1.6 * i) + 3 * Math.cos(2 * i)));
  assertMatch(offset, /^NO ALARM: FLAT AT THE END$/m);
  assertMatch(
    offset,
    /^Next: More of the same gives little; how good this level is, .*\(predict the mean\)/m,
  );
  // one that goes on to come down has, and whether that is enough nothing tells all the same
  const learned = run(range(60).map((i) => 40 + 4800 * Math.exp(-i / 4) + 0.3 * Math.cos(2 * i)));
  assertMatch(learned, /^NO ALARM: CONVERGED$/m);
  assertMatch(
    learned,
    /^Next: More of the same would give little; how good this level is, a simple baseline on the same rows tells \(predict the mean\)\.$/m,
  );
});
