/**
 * A cause is named where no series of the same file refutes it; where something harmless does the same, it is asked.
 */
import { assertMatch, assertNotMatch } from "@std/assert";
import { told } from "../report/told.ts";
import { decay, epochs, range, table } from "./shapes.ts";

const history = (columns: Readonly<Record<string, readonly number[]>>) => told(table(columns), "history.csv");

Deno.test("causes: a softmax is asked for only where no loss lies below what it lets a loss fall to, nor a nat above", () => {
  const accuracy = range(20).map((i) => 0.96 - 0.7 * Math.exp(-i / 3));
  // ten classes: probabilities taken for logits cost 1.46 at least
  const run = (of: (i: number, loss: number) => number) =>
    history({
      epoch: epochs(20),
      loss: range(20).map((i) => of(i, 1.505 + 0.75 * Math.exp(-i / 2.5))),
      accuracy,
    });
  const twice = run((_, loss) => loss);
  assertMatch(twice, /^SOFTMAX APPLIED TWICE\? since epoch 1$/m);
  assertMatch(twice, /^Next: Look at the last layer and at the loss\./m);
  // one epoch below refutes it, and so do one that cost more than any answer can, and a loss that has risen since
  assertNotMatch(run((i, loss) => i === 12 ? 1.2 : loss), /SOFTMAX/);
  assertNotMatch(run((i, loss) => i === 0 ? 3.9 : loss), /SOFTMAX/);
  assertNotMatch(run((i, loss) => loss + (i > 14 ? 0.04 * (i - 14) : 0)), /SOFTMAX/);
});

Deno.test("causes: the only loss of a file that rises while the answers stay as good is asked whose rows it is of, and is no divergence", () => {
  const run = (accuracy: readonly number[]) =>
    history({
      epoch: epochs(12),
      loss: range(12).map((i) => i < 3 ? 0.7 - 0.09 * i : 0.5 + 0.035 * (i - 2)),
      accuracy,
    });
  const stands = run(range(12).map((i) => i === 0 ? 0.6 : 0.862 + 0.006 * (i % 3)));
  assertMatch(stands, /^THE LOSS RISES, THE ANSWERS STAY AS GOOD since epoch 3$/m);
  assertMatch(stands, /^Next: Say of which rows these are\..*epoch 3 for its probabilities/m);
  // weights that diverge take their answers along
  assertMatch(run(range(12).map((i) => 0.86 - 0.03 * Math.max(0, i - 2))), /^DIVERGENCE$/m);
});

Deno.test("causes: a held-out accuracy that came up by more than its noise is no guessing, however many classes the loss may be of", () => {
  const run = (val_acc: readonly number[]) =>
    history({
      epoch: epochs(10),
      train_loss: decay(10, 1.3, 0.2, 2.5),
      train_acc: range(10).map((i) => 0.8 - 0.5 * Math.exp(-i / 3)),
      val_loss: range(10).map((i) => i < 5 ? 1.5 - 0.09 * i : 1.14 + 0.015 * (i - 5)),
      val_acc,
    });
  const rises = run(range(10).map((i) => 0.38 - 0.22 * Math.exp(-i / 2.5) + 0.004 * (i % 2)));
  assertNotMatch(rises, /CHANCE|none of these/);
  assertMatch(rises, /^GENERALISATION GAP$/m);
  const guesses = run(range(10).map((i) => 0.34 + 0.02 * ((3 * i) % 5 - 2)));
  assertMatch(
    guesses,
    /^TRAINING LEARNS, UNSEEN ROWS STAY AT CHANCE\n.*do the labels belong to their inputs\?$/m,
  );
});

Deno.test("causes: a training loss of exactly 0 in all rows was not trained or not logged, and labels are one cause of several", () => {
  const zero = history({ epoch: epochs(30), train_loss: range(30).map(() => 0) });
  assertMatch(zero, /^LOSS EXACTLY 0: WAS ANYTHING TRAINED\?$/m);
  assertMatch(zero, /^Next: Count the batches of one epoch.*; else labels/m);
  assertMatch(zero, /^Use: none of these checkpoints$/m);
});

Deno.test("causes: a high loss that hardly falls is of targets that were not scaled where its name or its height says so, else it may be a sum", () => {
  const run = (
    name: string,
    from: number,
    to: number,
    more: Readonly<Record<string, readonly number[]>> = {},
  ) => history({ epoch: epochs(12), [name]: decay(12, from, to, 4), ...more });
  assertMatch(run("mse_loss", 9000, 8700), /^TARGETS NOT SCALED$/m);
  assertMatch(run("loss", 3e9, 2.95e9), /^TARGETS NOT SCALED$/m);
  const sum = run("loss", 9000, 8700);
  assertMatch(sum, /^HIGH LOSS THAT HARDLY FALLS: A SUM, OR TARGETS NOT SCALED\?$/m);
  assertNotMatch(sum, /none of these checkpoints/);
  // what falls by a third learns, whatever its unit
  assertNotMatch(run("loss", 20_000, 13_000), /SCALED/);
  const elbo = { recon_loss: decay(12, 8900, 8650, 4), kl_loss: decay(12, 100, 50, 4) };
  assertNotMatch(run("loss", 9000, 8700, elbo), /SCALED/);
});

Deno.test("causes: a loss of thousands that falls faster and faster has only begun to learn, whatever its unit", () => {
  const falls = (by: (i: number) => number) =>
    history({
      epoch: epochs(12),
      loss: range(12).map((i) => 5200 - by(i)),
      val_loss: range(12).map((i) => 5100 - 0.9 * by(i)),
    });
  const faster = falls((i) => 4 * i ** 2);
  assertMatch(faster, /^NO ALARM: STILL IMPROVING$/m);
  assertMatch(faster, /^Next: More epochs/m);
  assertMatch(falls((i) => 40 * i), /^HIGH LOSS THAT HARDLY FALLS/m);
  // towards targets that are far off it falls faster too, and comes nowhere
  assertMatch(falls((i) => 0.8 * i ** 2), /^HIGH LOSS THAT HARDLY FALLS/m);
});

Deno.test("causes: an R2 that was good once is no model that never beat the mean", () => {
  const run = (r2: (i: number) => number) =>
    history({ epoch: epochs(12), loss: decay(12, 3, 0.2, 4), val_r2: range(12).map(r2) });
  assertMatch(run((i) => -3 + 0.1 * i), /^NO BETTER THAN PREDICTING THE MEAN$/m);
  assertNotMatch(run((i) => i < 5 ? 0.1 * i : 0.4 - 0.09 * (i - 4)), /PREDICTING THE MEAN|none of these/);
});

Deno.test("causes: a loss below zero is of labels that are none only where no answer gets better", () => {
  const run = (accuracy: (i: number) => number) =>
    history({
      epoch: epochs(12),
      loss: range(12).map((i) => 1 - 0.3 * i),
      accuracy: range(12).map(accuracy),
    });
  assertMatch(run((i) => 0.2 + 0.002 * (i % 2)), /^LOSS BELOW ZERO$/m);
  assertNotMatch(run((i) => 0.3 + 0.05 * i), /BELOW ZERO/);
});

Deno.test("causes: a KL term next to nothing is asked about where the reconstruction came far down", () => {
  const run = (left: number) =>
    history({
      epoch: epochs(30),
      train_loss: decay(30, 60, 60 * left, 5),
      val_loss: decay(30, 61, 61 * left, 5),
      val_recon_loss: decay(30, 61, 61 * left, 5),
      val_kl_loss: decay(30, 0.02, 1e-3, 3),
    });
  assertMatch(run(0.98), /^POSTERIOR COLLAPSE: [^]*^Use: none of these checkpoints$/m);
  assertMatch(run(0.3), /^IS THE LATENT CODE USED\?\n[^]*^Use: the checkpoint of epoch 30 /m);
});

Deno.test("causes: a loss that happens to stand at ln K is asked about where no answers were counted, and only where it is very near", () => {
  const run = (level: number) =>
    history({ epoch: epochs(20), loss: range(20).map((i) => level + 0.001 * (i % 3)) });
  assertMatch(run(1.386), /^LOSS AT WHAT GUESSING COSTS: DOES IT LEARN\?$/m);
  assertNotMatch(run(1.4), /GUESSING/);
});

Deno.test("causes: rows that are ranked and of which none comes over the threshold are not all answered the same", () => {
  const run = (auc: (i: number) => number) =>
    history({
      epoch: epochs(15),
      loss: decay(15, 0.4, 0.25, 5),
      val_accuracy: range(15).map(() => 0.91),
      val_f1: range(15).map(() => 0),
      val_auc: range(15).map(auc),
    });
  assertMatch(
    run((i) => 0.55 + 0.015 * i),
    /^NOTHING COMES OVER THE THRESHOLD\n[^]*^Next: Choose the threshold/m,
  );
  assertMatch(run((i) => 0.5 + 0.01 * (i % 2)), /^ONE ANSWER TO EVERYTHING$/m);
});

Deno.test("causes: losses that are as far apart at the end as at first are measured in other ways, and no rows are sorted", () => {
  const run = (times: (i: number) => number) => {
    const loss = decay(20, 2, 0.6, 6);
    return history({ epoch: epochs(20), loss, val_loss: loss.map((value, i) => times(i) * value) });
  };
  assertNotMatch(run(() => 4), /SHUFFLED/);
  assertMatch(run((i) => 1.3 + 2.9 * Math.exp(-i / 5)), /^ARE THE ROWS SHUFFLED\?$/m);
});

Deno.test("causes: answers that get better refute a rate that throws the weights about", () => {
  const run = (accuracy: (i: number) => number) =>
    history({
      epoch: epochs(15),
      loss: range(15).map((i) => 40 + 0.3 * ((5 * i) % 7)),
      accuracy: range(15).map(accuracy),
    });
  assertMatch(run((i) => 0.3 + 0.01 * (i % 3)), /^LEARNING RATE TOO HIGH$/m);
  assertMatch(run((i) => 0.3 + 0.04 * i), /^Next: Log the parts of the loss by themselves/m);
});

Deno.test("causes: a loss of many nats whose held-out loss is of the usual size is a sum, and one that comes to nothing late was learned by heart", () => {
  const log = (loss: (i: number) => number, eval_loss?: number) =>
    told(
      JSON.stringify({
        log_history: range(60).flatMap((i) => [
          { step: 10 * (i + 1), epoch: (i + 1) / 6, loss: loss(i) },
          ...(eval_loss === undefined || i % 12 !== 11
            ? []
            : [{ step: 10 * (i + 1), epoch: (i + 1) / 6, eval_loss }]),
        ]),
      }),
      "trainer_state.json",
    );
  const high = (i: number) => 20 + 20 * Math.exp(-i / 15);
  assertMatch(log(high), /^LOSS ABOVE GUESSING: A SUM OVER STEPS\?\n[^]*^Next: Evaluate once/m);
  assertNotMatch(log(high, 1.4), /GUESSING/);
  const late = log((i) => i < 17 ? 2 * Math.exp(-i / 2.5) : 0.002);
  assertMatch(late, /^LEARNED BY HEART, OR A LEAK\?\n/m);
  assertNotMatch(late, /none of these/);
  assertMatch(log((i) => i < 3 ? 2 - 0.6 * i : 0.002), /^TOO GOOD TO BE TRUE$/m);
});

Deno.test("causes: a high loss that falls ever faster has only begun to, and is no matter of its scale nor of a rate too low", () => {
  const run = (loss: (i: number) => number) =>
    told(
      table({
        epoch: epochs(12),
        train_loss: range(12).map(loss),
        val_loss: range(12).map((i) => 1.01 * loss(i)),
      }),
      "loss.csv",
    );
  assertMatch(run((i) => 7000 - 4 * i * i), /^NO ALARM: STILL IMPROVING$/m);
  assertMatch(run((i) => 7000 - 45 * i), /^HIGH LOSS THAT HARDLY FALLS/m);
});
