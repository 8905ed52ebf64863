/**
 * Where less is said than a curve seems to tell: losses that move by rounding alone, batches of one epoch, blow-ups that came back, beginnings of
 * a few lucky episodes; and where more is: a training loss that falls on, a metric that climbs after it jumped.
 */
import { assertMatch, assertNotMatch } from "@std/assert";
import { normalNumbers } from "../monitor/histories.ts";
import { decay, epochs, range, table } from "../monitor/shapes.ts";
import { told } from "./told.ts";

Deno.test("said less: a held-out loss that moves by rounding alone is frozen, and none of its checkpoints better", () => {
  const run = (moves: number) =>
    told(
      table({ epoch: epochs(40), val_loss: range(40).map((i) => 87.341259 - (i === 0 ? 0 : moves)) }),
      "metrics.csv",
    );
  const frozen = run(2e-4);
  assertMatch(
    frozen,
    /^THE LOSS DOES NOT FALL\n.* in 40 evaluations, which is rounding: the answers never change/m,
  );
  assertMatch(frozen, /^Use: none of these checkpoints/m);
  assertMatch(frozen, /^Next: Look whether anything reaches the weights/m);
  assertNotMatch(run(0.2), /rounding/);
});

Deno.test("said less: a dozen updates are too few for a loss to fall, or a latent code to be lost", () => {
  const run = (n: number) =>
    told(
      table({
        step: range(n),
        train_loss: range(n).map((i) => 2.31 + 0.02 * Math.sin(2.1 * i)),
        train_recon_loss: range(n).map((i) => 2.25 + 0.02 * Math.sin(2.1 * i)),
        train_kld: range(n).map((i) => 0.06 * Math.exp(-i / 6)),
      }),
      "metrics.csv",
    );
  assertMatch(run(12), /^TOO SHORT TO TELL\n {2}The losses of 12 single batches/m);
  assertMatch(run(150), /latent code is unused/);
});

Deno.test("said less: batches that differ by a factor come to no level by the last few of them", () => {
  const losses = range(30).map((i) => i < 27 ? [0.02, 0.3, 0.005, 0.12, 0.6][i % 5] : [0.8, 0.5, 4][i - 27]);
  assertMatch(told(table({ step: epochs(30), loss: losses }), "log.csv"), /^TOO SHORT TO TELL$/m);
});

Deno.test("said less: a loss that ends above its beginning is not said to fall", () => {
  const run = (end: number) =>
    told(
      table({
        epoch: epochs(12),
        loss: range(12).map((i) => i === 2 ? 1690 : 1800 + (end - 1800) * i / 11),
      }),
      "log.csv",
    );
  const rises = run(1930);
  assertMatch(rises, /^HIGH LOSS THAT ENDS ABOVE ITS BEGINNING.*\n.* higher at the end, about 1\d\d\d/m);
  assertNotMatch(rises, /falls by/);
  assertMatch(rises, /^Use: one of about epoch 3, before loss rose$/m);
  assertMatch(run(1750), /^HIGH LOSS THAT HARDLY FALLS.*\n.*falls by/m);
});

Deno.test("said less: a lone loss that blew up and came back is told so, and chooses no checkpoint", () => {
  const normal = normalNumbers(5);
  const losses = range(400).map((i) => Math.exp(0.5 * normal() + 7 * Math.exp(-(((i - 130) / 40) ** 2))));
  const blown = told(table({ loss: losses }), "losses.csv");
  assertMatch(blown, /^THE LOSS BLEW UP AND CAME BACK\n.* rose from about .* and has come back to about/m);
  assertMatch(blown, /^Use: none is known by this loss alone$/m);
});

Deno.test("said less: what rose from its first entry and came back in part has not diverged to the end", () => {
  const run = (end: number) =>
    told(
      table({
        loss: range(120).map((i) => i < 30 ? 0.2 + 0.4 * i : end + (12.2 - end) * Math.exp(-(i - 30) / 12)),
      }),
      "losses.csv",
    );
  const back = run(2.5);
  assertMatch(
    back,
    /^THE LOSS ROSE FAR ABOVE ITS BEGINNING AND CAME BACK IN PART\n.* has come back to about 2\.5/m,
  );
  assertMatch(back, /^Use: none of these checkpoints$/m);
  assertMatch(run(11), /^DIVERGENCE/m);
});

Deno.test("said less: three lucky episodes are no beginning of a reward", () => {
  const normal = normalNumbers(11);
  const luck = (i: number) => 200 * Math.exp(normal()) + (i < 2 ? 6000 : 0);
  const lucky = told(
    table({ Episode: epochs(600), "Total Reward": range(600).map(luck) }),
    "reward_log.csv",
  );
  assertNotMatch(lucky, /NO BETTER THAN AT FIRST|FALLEN/);
});

Deno.test("said less: a run that is too short and right in one answer of a hundred has no checkpoint to prefer", () => {
  const run = (success: readonly number[]) =>
    told(table({ epoch: epochs(2), "test/success_rate": success }), "progress.csv");
  assertMatch(run([0, 0.008]), /^Use: none to prefer yet: test\/success_rate is next to 0/m);
  assertNotMatch(run([0.2, 0.4]), /none to prefer/);
});

Deno.test("said: a training loss that falls at an even pace is no plateau, though a fifth of it falls by little", () => {
  const run = (val_loss: readonly number[]) =>
    told(
      table({ epoch: epochs(16), loss: range(16).map((i) => 3.9 - 0.013 * i), val_loss }),
      "history.csv",
    );
  const apart = run(range(16).map((i) => 5.2 + 0.0012 * (i - 8) ** 2 - 0.01 * (i === 0 ? -1 : 0)));
  assertNotMatch(apart, /PLATEAU/);
  assertMatch(apart, /GAIN NO MORE WHILE TRAINING FALLS\n.*the training loss falls on to 3\.7/m);
  assertMatch(apart, /^Use: the checkpoint of epoch 9 /m);
});

Deno.test("said: what climbs at each of the last evaluations in metric and loss still improves, whatever it jumped before", () => {
  const run = (last: number) =>
    told(
      table({
        epoch: epochs(9),
        train_loss: decay(9, 3, 1.8, 5),
        val_loss: [3.1, 2.2, 3.4, 2.3, 3.2, 2.7, 2.4, 2.1, last < 0.6 ? 2.2 : 1.9],
        "metrics/mAP50-95(B)": [0.2, 0.45, 0.15, 0.47, 0.3, 0.4, 0.52, 0.6, last],
      }),
      "results.csv",
    );
  assertMatch(run(0.64), /^NO ALARM: STILL IMPROVING$/m);
  assertNotMatch(run(0.5), /STILL IMPROVING$/m);
});

Deno.test("said: where little is right of training and held-out rows alike, more rows are not what is missing", () => {
  const accuracy = range(60).map((i) =>
    0.121 - 0.03 * Math.exp(-i / 5) + 0.003 * Math.sin(2.3 * i) + 3e-5 * i
  );
  const loss = range(60).map((i) => 3.75 + 0.3 * Math.exp(-i / 4) - 2e-4 * i);
  const stuck = told(
    table({ epoch: epochs(60), loss, val_loss: loss.map((value) => value + 0.01), val_accuracy: accuracy }),
    "history.csv",
  );
  assertMatch(stuck, /^Next: More of the same gives little, and so would more rows: .* a larger model/m);
});
