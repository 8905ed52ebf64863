/**
 * Where a run stands still: what is said of the level, and which checkpoint is named.
 */
import { assert, assertEquals, assertMatch, assertNotMatch } from "@std/assert";
import { diagnose } from "../../src/monitor/mod.ts";
import { readHistory } from "../../src/monitor/readers/mod.ts";
import { levelOf } from "../../src/monitor/rules/outcome.ts";
import { shortText } from "../../src/report/short_text.ts";
import { normalNumbers } from "./histories.ts";
import { decay, range, table } from "./shapes.ts";

const read = (text: string, name: string) => readHistory(new TextEncoder().encode(text), { name });
const tell = (text: string, name = "history.csv") => {
  const history = read(text, name);
  return shortText(history, diagnose({ history, evidence: {} }), name);
};

Deno.test("levels: a held-out accuracy that stands still while training gains is over, and its best epoch is kept", () => {
  const accuracies = (train: (i: number) => number, held: (i: number) => number) =>
    tell(
      JSON.stringify({
        train_acc: range(20).map((i) => train(i)),
        val_acc: range(20).map((i) => held(i)),
      }),
      "history.json",
    );
  const told = accuracies((i) => 86 + 0.1 * i, (i) => i === 8 ? 87 : 85 + 0.2 * (i % 3));
  assertMatch(told, /^NO ALARM: PLATEAU$/m);
  assertMatch(told, /^Use: the checkpoint of epoch 9 \(best val_acc\)$/m);
  assertMatch(told, /^Next: .*stop, and keep the best checkpoint/m);
  // where nothing is learned on either set, none is better than another
  const stuck = accuracies((i) => 20 + 0.2 * (i % 3), (i) => 20 + 0.2 * (i % 2));
  assertMatch(stuck, /^PLATEAU\n[^]*^Next: Log the loss too/m);
  assertMatch(stuck, /^Use: none of these checkpoints: none is better than the first by val_acc$/m);
});

Deno.test("levels: OpenMMLab's lines of mode val are measured on held-out rows, and give the checkpoint", () => {
  const lines = range(5).flatMap((k) => [
    ...range(40).map((i) => ({
      mode: "train",
      epoch: 5 * k + 1 + Math.floor(i / 8),
      iter: 1 + i % 8,
      loss: 0.0005 + 0.001 * Math.exp(-(40 * k + i) / 40),
    })),
    { mode: "val", epoch: 5 * (k + 1), iter: 9, lr: 1e-4, AP: [0.47, 0.56, 0.61, 0.61, 0.62][k] },
  ]);
  const text = lines.map((line) => JSON.stringify(line)).join("\n");
  const metric = read(text, "None.log.json").series?.find(({ role }) => role === "metric");
  assertEquals([metric?.name, metric?.split], ["val/AP", "validation"]);
  const told = tell(text, "None.log.json");
  assertMatch(told, /^Use: the checkpoint of epoch 25 \(best val\/AP\)$/m);
  assert(!/ln K/.test(told), told);
});

Deno.test("levels: held-out answers that are as good since two thirds of the run have converged, though training falls on", () => {
  const run = (accuracy: (i: number) => number) =>
    tell(table({
      epoch: range(30),
      loss: range(30).map((i) => 0.2 + 0.5 * Math.exp(-i / 12)),
      val_loss: range(30).map((i) => 0.3 + 0.5 * Math.exp(-i / 3) + 0.004 * (i % 3)),
      val_accuracy: range(30).map(accuracy),
    }));
  const settled = run((i) => 0.92 - 0.3 * Math.exp(-i / 3) + 0.002 * (i % 2));
  assertMatch(settled, /^NO ALARM: CONVERGED$/m);
  assertMatch(settled, /^Next: Nothing to mend; more of the same would give little\.$/m);
  assert(!/CONVERGED/.test(run((i) => 0.6 + 0.012 * i)));
});

Deno.test("levels: of a run past its best it is told where the metric was best after the loss, and how far off the end is", () => {
  const run = (held: (i: number) => number) => {
    const history = read(
      table({
        epoch: range(60),
        loss: range(60).map((i) => 0.4 + 0.6 * Math.exp(-i / 10)),
        val_loss: range(60).map(held),
        val_accuracy: range(60).map((i) => i < 40 ? 0.5 + 0.01 * i : 0.9 - 0.001 * (i - 40)),
      }),
      "history.csv",
    );
    return `${
      diagnose({ history, evidence: {} }).findings.find(({ rule }) => rule === "early-stopping-due")?.title
    }`;
  };
  const crept = run((i) => i < 30 ? 0.9 - 0.01 * i : 0.6 + 0.001 * (i - 30));
  assertMatch(
    crept,
    /at its best at epoch 31 .*, 29 epochs before the end; val_accuracy at epoch 41 \(0\.9\)$/,
  );
  const jumps = run((i) => i === 59 ? 0.8 : i < 30 ? 0.9 - 0.01 * i : 0.6 + 0.001 * (i - 30));
  assertMatch(jumps, /, and ends at 0\.8; val_accuracy at epoch 41 \(0\.9\)$/);
});

Deno.test("levels: a diffusion model's loss that still falls is trained on, one that stands is not", () => {
  const normal = normalNumbers(4);
  const run = (fall: number) =>
    tell(
      table({
        step: range(2000).map((i) => 10 * (i + 1)),
        loss: range(2000).map((i) => 14 - fall * i + normal()),
        loss_q0: range(2000).map((i) => 40 - fall * i + normal()),
        loss_q1: range(2000).map((i) => 10 - fall * i + normal()),
      }),
      "progress.csv",
    );
  const falls = run(0.002);
  assertMatch(falls, /^NO ALARM: STILL FALLING, JUDGE BY SAMPLES$/m);
  assertMatch(falls, /^Next: The loss still falls: train longer .* higher rate/m);
  assertMatch(run(0), /^NO ALARM: JUDGE BY SAMPLES$/m);
});

Deno.test("levels: a held-out loss of next to nothing is doubted before the schedule's end is waited for", () => {
  const told = tell(
    JSON.stringify({
      max_steps: 900,
      global_step: 300,
      log_history: [
        ...range(30).map((i) => ({ step: 10 * (i + 1), loss: 0.02 + 10 * Math.exp(-i / 3) })),
        { step: 300, eval_loss: 0.0003 },
      ],
    }),
    "trainer_state.json",
  );
  assertMatch(told, /^NO ALARM: VERY LOW HELD-OUT LOSS$/m);
});

Deno.test("levels: training rows alone tell nothing of the level: evaluate on others", () => {
  const told = tell(table({ epoch: range(60), loss: range(60).map((i) => 1.75 + 0.25 * Math.exp(-i / 5)) }));
  assertMatch(told, /^Next: .*evaluate on held-out rows/mi);
});

Deno.test("levels: squares of large targets are large, and no fault where the variance is explained", () => {
  const run = (r2: readonly number[]) =>
    tell(table({
      epoch: range(12),
      loss: range(12).map((i) => 4e9 * (0.8 + 0.15 * Math.cos(2 * i))),
      val_loss: range(12).map((i) => 4.2e9 * (0.8 + 0.15 * Math.cos(2 * i))),
      val_r2: r2,
    }));
  assertMatch(run(range(12).map(() => -0.01)), /^Use: none of these checkpoints$/m);
  const explained = run(range(12).map((i) => 0.5 - 0.15 * Math.cos(2 * i)));
  assert(!/TARGETS NOT SCALED|none of these/.test(explained), explained);
  assertMatch(explained, /^Use: the checkpoint of epoch \d+ \(best val_r2/m);
});

Deno.test("levels: a metric that rises only at the end does not get worse", () => {
  const told = tell(table({
    epoch: range(40),
    loss: range(40).map((i) => 12 - 0.09 * i),
    val_loss: range(40).map((i) => 11.5 - 0.06 * i),
    val_mAP: range(40).map((i) => i === 39 ? 0.03 : 0.0004 + 0.00003 * i),
  }));
  assertMatch(told, /^NO ALARM: STILL IMPROVING$/m);
});

Deno.test("levels: what is no value of the series is said to be about so much, also in per cent", () => {
  assertEquals(levelOf(0.5, [0.9, 0.5]), "0.5");
  assertEquals(levelOf(0.5, [0.9, 50]), "0.5");
  assertEquals(levelOf(0.5, [0.9, 0.4]), "about 0.5");
});

Deno.test("levels: a classifier of noised inputs has an accuracy, and is not judged by samples", () => {
  const run = (beside: Readonly<Record<string, readonly number[]>>) =>
    tell(
      table({ step: range(400), loss: decay(400, 2, 0.3, 30), loss_q0: decay(400, 3, 0.5, 30), ...beside }),
      "progress.csv",
    );
  assertMatch(run({}), /JUDGE BY SAMPLES/);
  assertNotMatch(
    run({ "train_acc@1": range(400).map((i) => 0.9 - 0.8 * Math.exp(-i / 30)) }),
    /SAMPLES|samples/,
  );
});
