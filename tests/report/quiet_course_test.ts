/**
 * What is told of a log in which no rule found anything: how its held-out rows went on in the last third of the run.
 */
import { assertMatch, assertNotMatch } from "@std/assert";
import { normalNumbers } from "../monitor/histories.ts";
import { decay, epochs, range, table } from "../monitor/shapes.ts";
import { classifier, detector, told } from "./told.ts";

Deno.test("quiet: a metric that climbs in the last third is still improving, one that creeps is levelling off, one that stands has levelled off", () => {
  assertMatch(
    detector(range(30).map((i) => 0.1 + 0.01 * i)),
    /^NO ALARM: STILL IMPROVING\n {2}metrics\/mAP50-95\(B\) rose by 36% in the last third, highest at epoch 30 \(0\.39\)\n[^]*^Next: More epochs of the same would still help\.$/m,
  );
  assertMatch(
    detector(range(30).map((i) => 0.5 - 0.4 * Math.exp(-i / 6))),
    /^NO ALARM: LEVELLING OFF\n[^]*^Next: More epochs of the same would give a little more; if that is not good enough, change rate, data or model\.$/m,
  );
  assertMatch(
    detector(range(30).map((i) => 0.5 - 0.4 * Math.exp(-i / 3))),
    /^NO ALARM: LEVELLED OFF\n {2}metrics\/mAP50-95\(B\) has stood near 0\.4999 for the last third/m,
  );
});

Deno.test("quiet: a metric that ends below its best was best before the end", () => {
  assertMatch(
    detector(range(30).map((i) => (i < 20 ? 0.1 + 0.02 * i : 0.5 - 0.005 * (i - 20)))),
    /^NO ALARM: BEST BEFORE THE END\n {2}metrics\/mAP50-95\(B\) was highest at epoch 21 \(0\.5\), and is about 0\.46 at the end$/m,
  );
});

Deno.test("quiet: a drift long after the rate ran out is no overfitting, unless training rows are fitted better", () => {
  const drifts = (train: number, lastRate: (i: number) => number) =>
    told(
      table({
        epoch: epochs(90),
        train_loss: decay(90, 2, train, 6, 0.08, 1),
        val_loss: decay(90, 1.6, 0.6, 5, 0.01, 2).map((loss, i) =>
          loss + 0.05 * Math.min(1, Math.max(0, i - 35) / 10)
        ),
        learning_rate: range(90).map((i) => i < 30 ? 1e-3 : lastRate(i)),
      }),
      "metrics.csv",
    );
  const halved = (i: number) => 1e-3 * 0.5 ** (i - 29);
  assertMatch(
    drifts(0.9, halved),
    /LEVELLED OFF AS THE RATE RAN OUT\n[^]*the rate had run out by epoch 35, and the training loss is no lower[^]*^Use: the checkpoint of epoch \d+ [^]*^Next: .*no overfitting.*min_lr/m,
  );
  assertNotMatch(drifts(0.2, halved), /AS THE RATE RAN OUT/);
  assertNotMatch(drifts(0.9, () => 1e-3), /AS THE RATE RAN OUT/);
});

Deno.test("quiet: a mean does not hide the one part that jumps; where all jump alike it is the noise of the evaluation", () => {
  const regions = (jumps: readonly number[]) => {
    const part = (by: number, seed: number) => {
      const normal = normalNumbers(seed);
      return range(18).map((i) => 0.9 - 0.3 * Math.exp(-i) - by * Math.abs(normal()));
    };
    const columns = Object.fromEntries(
      ["liver", "spleen", "kidney", "colon"].map((name, i) => [`val_dice_${name}`, part(jumps[i], i + 1)]),
    );
    return told(
      table({ epoch: epochs(18), train_loss: decay(18, 2, 0.3, 2), ...columns }),
      "metrics.csv",
    );
  };
  assertMatch(
    regions([0.004, 0.004, 0.3, 0.004]),
    /UNSTABLE IN ONE PART OF THE MEAN\n {2}val_dice_kidney jumps between [^]*^Next: .*confusion matrix/m,
  );
  assertNotMatch(regions([0.004, 0.004, 0.004, 0.004]), /ONE PART/);
  assertNotMatch(regions([0.2, 0.2, 0.2, 0.2]), /ONE PART/);
});

Deno.test("quiet: training rows that still gain ask for held-out rows, and for more training while these gain", () => {
  const alone = (to: number, tau: number) =>
    told(table({ epoch: epochs(40), loss: decay(40, 3, to, tau, 0.01) }), "history.csv");
  const text = alone(0.5, 40);
  assertMatch(text, /STILL/);
  assertMatch(text, /^Next: .*(Train on while they do: loss still falls|lower the training loss further)/m);
  assertNotMatch(alone(2, 3), /Train on/);
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

Deno.test("quiet: a held-out loss of one value beside a metric has no course, and says nothing against it", () => {
  const rows = range(30).map((i) => ({
    epoch: i + 1,
    train_loss: 0.2 + Math.exp(-i / 5),
    val_f1: 0.8 - 0.6 * Math.exp(-i / 5) + 0.02 * (i % 2),
    ...(i === 29 ? { test_loss: 0.4 } : {}),
  }));
  assertMatch(told(rows.map((row) => JSON.stringify(row)).join("\n"), "log.jsonl"), /^NO ALARM: /m);
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
  assertMatch(text, /^NO ALARM: STILL IMPROVING\n {2}f1 0\.5 -> 0\.55 -> 0\.6 -> 0\.65 -> 0\.7, highest/m);
  assertMatch(text, /^Use: the checkpoint of step 400 \(best f1\)$/m);
});

Deno.test("quiet: what climbs through its noise since the middle of the run is no level", () => {
  const noisy = (slope: number) =>
    detector(range(60).map((i) => 0.3 + slope * i + 0.05 * (i % 3 - 1) + 0.2 * (1 - Math.exp(-i / 5))));
  assertMatch(noisy(0.005), /^NO ALARM: STILL IMPROVING$/m);
  assertNotMatch(noisy(0), /IMPROVING|LEVELLING/);
});

Deno.test("quiet: a held-out metric that jumps by more than a tenth of all it gained has no level, and its best epoch is kept", () => {
  const text = classifier(
    [0.6, 0.45, 0.75, 0.8, 0.62, 0.9, 0.78, 0.93, 0.92, 0.83],
    [0.6, 0.8, 0.5, 0.45, 0.8, 0.4, 0.6, 0.21, 0.22, 0.35],
  );
  assertMatch(
    text,
    /^NO ALARM: NOISY VALIDATION\n {2}val_accuracy jumps between 0\.83 and 0\.93 in the last third, highest at epoch 8 \(0\.93\)$/m,
  );
  assertMatch(text, /^Use: the checkpoint of epoch 8 /m);
  assertNotMatch(text, /[Nn]othing to mend/);
});

Deno.test("quiet: beside a metric that stands still a held-out loss that falls to the end asks for more training, unless nearly all is right", () => {
  const run = (accuracy: number) =>
    classifier(
      range(40).map((i) => accuracy - 0.3 * Math.exp(-i / 4) + 0.004 * (i % 3)),
      range(40).map((i) => 0.4 + 0.6 * Math.exp(-i / 6) - 0.005 * i),
    );
  const falls = run(0.8);
  assertMatch(
    falls,
    /^NO ALARM: METRIC LEVELS OFF, LOSS STILL FALLS\n {2}val_accuracy has stood near .*; val_loss fell by \d+% in it$/m,
  );
  assertMatch(falls, /^Next: Train on, with a rate that comes down/m);
  assertMatch(run(0.96), /^NO ALARM: CONVERGED$/m);
});

Deno.test("quiet: of a level that is hardly better than the beginning it is said by how little", () => {
  const level = (first: number) =>
    told(
      table({
        epoch: epochs(30),
        loss: decay(30, 0.54, 0.3, 10),
        val_loss: range(30).map((i) => 0.441 + (first - 0.441) * Math.exp(-i / 2) + 0.0005 * (i % 2)),
      }),
      "history.csv",
    );
  assertMatch(
    level(0.452),
    /has stood near 0\.44\d* for the last third, .*, in all 2% better than at first$/m,
  );
  assertNotMatch(level(0.9), /better than at first/);
});

Deno.test("quiet: a held-out loss that has risen steadily since its best is past it, however little, and takes back a gain of the metric", () => {
  const losses = (rise: number) =>
    range(60).map((i) => 4.1 + 2 * Math.exp(-i / 6) + rise * Math.max(0, i - 35));
  const run = (rise: number, more: Readonly<Record<string, readonly number[]>> = {}) =>
    told(
      table({ epoch: epochs(60), train_loss: decay(60, 8, 3, 20), val_loss: losses(rise), ...more }),
      "history.csv",
    );
  assertMatch(
    run(0.004),
    /^NO ALARM: BEST BEFORE THE END\n {2}val_loss was lowest at epoch \d+ \(4\.1\d*\), and is about 4\.1\d* at the end$/m,
  );
  const val_mAP = range(60).map((i) => 0.2 + 0.003 * i);
  assertMatch(run(0, { val_mAP }), /^NO ALARM: STILL IMPROVING$/m);
  assertMatch(
    run(0.004, { val_mAP }),
    /^NO ALARM: LEVELLING OFF\n {2}val_mAP rose .*; val_loss was lowest at epoch \d+/m,
  );
});

Deno.test("quiet: few evaluations whose last is the best of all measures have not levelled off", () => {
  const accuracies = [0.8, 0.83, 0.834, 0.837, 0.839];
  const improves = classifier(accuracies, [0.5, 0.44, 0.43, 0.42, 0.415]);
  assertMatch(
    improves,
    /^NO ALARM: STILL IMPROVING\n {2}val_accuracy 0\.8 -> 0\.83 -> 0\.834 -> 0\.837 -> 0\.839, highest[^]*^Next: More epochs of the same would still help/m,
  );
  const stands = classifier(accuracies, [0.5, 0.44, 0.43, 0.428, 0.4279]);
  assertMatch(stands, /^NO ALARM: LEVELLED OFF/m);
  assertNotMatch(classifier(accuracies, [0.5, 0.44, 0.42, 0.43, 0.45]), /STILL IMPROVING/);
  const nearlyAll = classifier([0.96, 0.981, 0.984, 0.987, 0.989], [0.2, 0.11, 0.1, 0.099, 0.098]);
  assertNotMatch(nearlyAll, /STILL IMPROVING/);
});

Deno.test("quiet: two evaluations of a training that still falls ask for more of both", () => {
  const run = (slope: number) =>
    told(
      [
        ...range(60).map((i) => ({
          step: 10 * (i + 1),
          loss: 2.2 + 3 * Math.exp(-i / 8) - slope * i + 0.1 * (i % 3),
        })),
        ...[2.9, 2.5].map((eval_loss, i) => ({ step: 300 * (i + 1), eval_loss })),
      ].map((row) => JSON.stringify(row)).join("\n"),
      "log.jsonl",
    );
  assertMatch(
    run(0.006),
    /^NO ALARM: TWO EVALUATIONS ONLY[^]*; and train longer, the training loss still falls\.$/m,
  );
  assertNotMatch(run(0), /train longer/);
});

Deno.test("quiet: batches whose noise hides every gain show no trend, though their last third begins high", () => {
  const normal = normalNumbers(3);
  const run = (level: (i: number) => number) =>
    told(
      range(150).map((i) => JSON.stringify({ step: 10 * (i + 1), loss: level(i) * Math.exp(0.4 * normal()) }))
        .join("\n"),
      "log.jsonl",
    );
  const back = run((i) => i < 100 ? 0.06 : 0.08 - 0.0006 * (i - 100));
  assertMatch(
    back,
    /^NO ALARM: NO TREND IN THE NOISE OF THE BATCHES\n[^]*^Next: Log the mean over an epoch/m,
  );
  assertMatch(run((i) => 0.1 * Math.exp(-i / 50)), /^NO ALARM: TRAINING STILL IMPROVING$/m);
});

Deno.test("quiet: what rose while the rate came down, and hardly any more at its end, has converged; what still rises there has not", () => {
  const run = (top1: readonly number[]) => {
    const share = (i: number) => i / (top1.length - 1);
    const learning_rate = range(top1.length).map((i) => 0.05 * (1 + Math.cos(Math.PI * share(i))) / 2);
    return told(
      table({ epoch: epochs(top1.length), accuracy: top1, val_top1: top1, learning_rate }),
      "log.csv",
    );
  };
  const ends = range(120).map((i) =>
    i < 80 ? 0.6 + 0.0002 * i : 0.616 + 0.08 * Math.sin(Math.PI / 2 * (i - 80) / 40)
  );
  assertMatch(
    run(ends),
    /^NO ALARM: CONVERGED\n {2}val_top1 rose by 1\d% in the last third as the rate came down, and hardly any more at its end[^]*^Next: Nothing to mend; the schedule is over/m,
  );
  const goesOn = range(120).map((i) => i < 80 ? 0.6 + 0.0002 * i : 0.616 + 0.002 * (i - 80));
  assertMatch(run(goesOn), /^NO ALARM: STILL IMPROVING\n[^]*^Next: Train again with a longer schedule/m);
});

Deno.test("quiet: a metric whose last evaluation is the best of all has not come to stand, and a loss that falls with it is told", () => {
  // noise that is no formula's; the last value the best
  const normal = normalNumbers(5),
    rise = range(40).map((i) => 0.7 - 0.3 * Math.exp(-i / 14) + 0.004 * normal());
  const val_accuracy = [...rise.slice(0, -1), 0.71];
  assertNotMatch(
    classifier(val_accuracy, decay(40, 1.6, 0.9, 14)),
    /CONVERGED|LEVELLED OFF|would give little/,
  );
  assertMatch(
    classifier(range(15).map((i) => 0.84 - 0.12 * Math.exp(-i / 6)), range(15).map((i) => 0.64 * 0.96 ** i)),
    /^NO ALARM: METRIC LEVELS OFF, LOSS STILL FALLS$/m,
  );
});

Deno.test("quiet: three evaluations that each are better are said to be too few to tell how far it goes", () => {
  assertMatch(
    detector([0.3, 0.4, 0.52]),
    /^NO ALARM: STILL IMPROVING\n {2}.* 0\.3 -> 0\.4 -> 0\.52, highest at epoch 3 \(0\.52\): too few to tell/m,
  );
  assertNotMatch(detector([0.3, 0.36, 0.42, 0.47, 0.53]), /too few to tell/);
});

Deno.test("quiet: an area under the curve near a half is told as one near guessing", () => {
  const run = (level: number) =>
    told(
      table({
        epoch: epochs(40),
        loss: decay(40, 0.69, 0.6, 30),
        val_auc: range(40).map((i) => level + 0.04 * Math.sin(Math.PI * Math.min(1, i / 40))),
      }),
      "history.csv",
    );
  assertMatch(
    run(0.548),
    /^NO ALARM: BEST BEFORE THE END\n {2}val_auc was .* at the end; 0\.5 is guessing$/m,
  );
  assertNotMatch(run(0.8), /guessing/);
});

Deno.test("quiet: where next to nothing is left of the training loss more of the same is not said to give more", () => {
  const run = (left: number) =>
    told(
      table({
        epoch: epochs(20),
        "Train Loss": decay(20, 1.6, left, 1.5),
        "val BLEU": range(20).map((i) => 30 + 4 * (1 - Math.exp(-i / 9))),
      }),
      "history.csv",
    );
  assertMatch(
    run(0.004),
    /^Next: The training rows are learned by heart: more epochs of the same would give little/m,
  );
  assertMatch(run(0.8), /^Next: More epochs of the same would give a little more/m);
});

Deno.test("quiet: beside a metric that stands, a held-out loss that ends at twice its best is told", () => {
  // the spike of the third epoch hides the rise from the rules that ask for more than noise
  const run = (end: readonly number[]) =>
    classifier(
      [0.9, 0.86, 0.5, 0.91, 0.97, 0.98, 0.985, 0.984, 0.986, 0.985, 0.983, 0.982, 0.981, 0.981],
      [0.3, 1, 700, 2, 0.5, 0.1, 0.03, 0.025, ...end],
    );
  assertMatch(
    run([0.05, 0.03, 0.06, 0.04, 0.07, 0.075]),
    /^ {2}val_accuracy has stood .*; val_loss was lowest at epoch 8 \(0\.025\), and ends at 0\.07\d* or more$/m,
  );
  assertNotMatch(run([0.05, 0.03, 0.06, 0.04, 0.07, 0.03]), /or more/);
});

Deno.test("quiet: a metric that stands beside a held-out loss that is past its best is no reason to be calm", () => {
  const run = (rise: number) =>
    told(
      table({
        epoch: epochs(40),
        val_loss: range(40).map((i) => 0.4 + 0.5 * Math.exp(-i / 2) + rise * i),
        val_acc: range(40).map((i) => 0.85 - 0.3 * Math.exp(-i / 2)),
      }),
      "history.csv",
    );
  const past =
    /^NO ALARM: METRIC STANDS, LOSS PAST ITS BEST\n.*; val_loss was lowest at epoch \d+ .*, and ends at [\d.]+ or more$/m;
  assertMatch(run(0.0015), past);
  for (const rise of [0.0015, 0.02]) assertNotMatch(run(rise), /CONVERGED|othing to mend/, `${rise}`);
  assertMatch(run(0), /^NO ALARM: CONVERGED$/m);
});

Deno.test("quiet: a few evaluations that go back and forth were at no best before the end", () => {
  const run = (...val_acc: readonly number[]) =>
    told(
      table({ epoch: epochs(val_acc.length), train_loss: decay(val_acc.length, 0.9, 0.3, 2), val_acc }),
      "log.csv",
    );
  const noisy = run(0.7, 0.78, 0.72, 0.76);
  assertMatch(noisy, /^NO ALARM: TOO NOISY TO TELL[^]*0\.76, give or take 0\.042, highest at epoch 2/m);
  assertMatch(run(0.7, 0.78, 0.75, 0.72), /^NO ALARM: BEST BEFORE THE END$/m);
});

Deno.test("quiet: the bend of a curve that only falls is no noise", () => {
  const errors = range(8).map((i) => 3 + 90 * Math.exp(-i / 2));
  const rows = errors.map((eval_cer, i) => ({ step: 500 * (i + 1), eval_cer }));
  const text = told(rows.map((row) => JSON.stringify(row)).join("\n"), "log.json");
  assertMatch(text, /^NO ALARM: STILL IMPROVING$/m);
});

Deno.test("quiet: an accuracy of a few rows does not judge where their loss was logged, unless all of them are right", () => {
  const run = (accuracy: (i: number) => number) =>
    told(
      table({
        epoch: epochs(16),
        loss: range(16).map((i) => 0.3 + 0.4 * Math.exp(-i / 5)),
        val_loss: range(16).map((i) => 0.35 + 0.4 * Math.exp(-i / 5)),
        val_accuracy: range(16).map(accuracy),
      }),
      "log.csv",
    );
  const few = run((i) => [13, 12, 12, 11, 12][i % 5] / 16);
  assertMatch(few, /^ {2}val_loss /m);
  assertMatch(
    few,
    /^Use: .*epoch 16 \(best val_loss; an accuracy of 16 rows tells too little to choose by\)$/m,
  );
  assertNotMatch(run((i) => [811, 767, 772, 705, 743][i % 5] / 1000), /too little to choose by/);
  assertNotMatch(run((i) => (i < 4 ? 12 : 16) / 16), /too little to choose by/);
});

Deno.test("quiet: what was best before the last third has levelled off, though noise leaves a gain open", () => {
  const f1 = [0.44, 0.43, 0.45, 0.455, 0.46, 0.45, 0.475, 0.484, 0.472, 0.46, 0.478, 0.463, 0.476];
  const run = (more: Readonly<Record<string, readonly number[]>>) =>
    told(
      table({ epoch: epochs(13), train_loss: decay(13, 0.8, 0.5, 8), ...more, val_f1: f1 }),
      "history.csv",
    );
  assertMatch(
    run({}),
    /^NO ALARM: LEVELLED OFF\n.*give or take.*highest at epoch 8 \(0\.484\)\n[^]*^Use: the checkpoint of epoch 8 [^]*^Next: More of the same would give little; if that is not good enough, change/m,
  );
  // the loss of the same rows may be best later
  assertNotMatch(run({ val_loss: f1.map((f, i) => 1 - f - 0.003 * i) }), /^NO ALARM: LEVELLED OFF$/m);
  // and of nearly all right answers there is nothing to gain
  const right = [0.955, 0.96, 0.97, 0.98, 0.975, 0.982, 0.986, 0.981];
  assertMatch(
    classifier(right, [0.12, 0.1, 0.12, 0.07, 0.09, 0.07, 0.03, 0.06]),
    /^Next: Nothing to mend; more of the same would give little\.$/m,
  );
});

Deno.test("quiet: training losses whose last fifth stands are no level where the last third shows that they fell far", () => {
  const run = (loss: (i: number) => number) =>
    told(table({ step: range(30).map((i) => 10 * (i + 1)), loss: range(30).map(loss) }), "log.csv");
  const falls = (i: number) => 0.7 - 0.02 * Math.min(i, 24) + 0.01 * ((7 * i) % 3);
  assertMatch(run(falls), /^NO ALARM: TRAINING (LEVELLING OFF|STILL IMPROVING)$/m);
  assertMatch(
    run((i) => i < 17 ? falls(i) : 0.36 + 0.004 * ((5 * i) % 7)),
    /^NO ALARM: TRAINING FLAT AT THE END$/m,
  );
});

Deno.test("a metric that falls off its level again and again has not converged; one that falls once has", () => {
  const course = (falls: readonly number[]) =>
    classifier(
      epochs(60).map((e) => falls.includes(e) ? 0.62 : e < 10 ? 0.5 + 0.03 * e : 0.8 + 0.002 * (e % 3)),
      epochs(60).map((e) => falls.includes(e) ? 0.7 : e < 10 ? 1 - 0.05 * e : 0.5 + 0.002 * (e % 3)),
    );
  assertMatch(
    course([45, 51, 57]),
    /^NO ALARM: NOISY VALIDATION\n {2}val_accuracy jumps between 0\.62 and 0\.804 in the last third/m,
  );
  assertMatch(course([51]), /^NO ALARM: (CONVERGED|LEVELLED OFF)$/m);
});

Deno.test("quiet: held-out rows that gain nothing while training falls ask for less fitting, not for another rate", () => {
  const run = (loss: readonly number[]) =>
    told(
      table({
        epoch: epochs(10),
        loss,
        val_loss: [0.5, 0.499, 0.503, 0.506, 0.502, 0.508, 0.505, 0.51, 0.507, 0.511],
      }),
      "log.csv",
    );
  const falls = run(range(10).map((i) => 0.6 - 0.025 * i));
  assertMatch(
    falls,
    /^NO ALARM: HELD-OUT ROWS GAIN NOTHING WHILE TRAINING FALLS\n {2}val_loss was 0\.5 at first/m,
  );
  assertMatch(falls, /^Use: the checkpoint of epoch 2 /m);
  assertMatch(falls, /^Next: Use the best checkpoint, .*weight decay, dropout or more data/m);
  assertNotMatch(falls, /ten times/);
});

Deno.test("course: of a metric that goes one way it is not said that more rows make it less noisy", () => {
  const falling = range(15).map((i) => 0.36 + 0.28 * (1 - i / 14));
  const smooth = classifier(range(15).map((i) => 0.72 + 0.12 * (1 - Math.exp(-i / 6))), falling);
  assertMatch(smooth, /LOSS STILL FALLS$/m);
  assertNotMatch(smooth, /less noisy/);
});
