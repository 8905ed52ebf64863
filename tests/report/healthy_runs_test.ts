/**
 * Runs that are in order and look as if they were not: whom the shape of one curve would alarm for nothing.
 */
import { assertMatch, assertNotMatch } from "@std/assert";
import { normalNumbers } from "../monitor/histories.ts";
import { decay, epochs, range, table } from "../monitor/shapes.ts";
import { told } from "./told.ts";

/** A log-normal jump from value to value. */
const jumping = (count: number, level: number, noise: number, seed = 1) => {
  const normal = normalNumbers(seed);
  return range(count).map(() => level * Math.exp(noise * normal()));
};

Deno.test("healthy: the jumps of a loss that is next to nothing are none where every row is answered right", () => {
  const rate = range(60).map((i) => 1e-3 * 0.5 ** Math.floor(i / 15));
  const held = (accuracy: number) =>
    told(
      table({
        epoch: epochs(60),
        loss: jumping(60, 1e-4, 1),
        val_accuracy: range(60).map(() => accuracy),
        lr: rate,
      }),
      "log.csv",
    );
  assertMatch(held(1), /^NO ALARM: PERFECT FROM THE FIRST EVALUATION ON$/m);
  // answers that are wrong are no excuse; what was tried already is not advised
  assertMatch(held(0.7), /^OSCILLATION$/m);
  assertMatch(held(0.7), /^Next: The rate has come down already: clip the gradients/m);
  const swings = range(90).map((i) => 0.6 * Math.exp(-i / 2) + 10 ** (-6 + 3.5 * ((7 * i) % 10) / 10));
  const own = (accuracy: number) =>
    told(table({ epoch: epochs(90), loss: swings, accuracy: range(90).map(() => accuracy) }), "log.csv");
  assertMatch(own(1), /^NO ALARM/m);
  assertMatch(own(0.8), /^UNSTABLE TO THE END$/m);
});

/** Thousands of evaluations that wander about a level, each not far from the one before. */
const wandering = (count: number, seed = 1) => {
  const normal = normalNumbers(seed);
  let away = 0;
  return range(count).map((i) =>
    (0.6 + 0.4 * Math.exp(-i / 300)) * Math.exp(away = 0.9 * away + 0.06 * normal())
  );
};

Deno.test("healthy: the luckiest of thousands of noisy evaluations is no level that the others left", () => {
  const run = (val_loss: readonly number[]) =>
    told(
      table({ epoch: epochs(3000), loss: decay(3000, 1.2, 0.5, 400), val_loss }),
      "log.csv",
    );
  const text = run(wandering(3000));
  assertNotMatch(text, /OVERFITTING/);
  assertMatch(text, /^Use: .*; the best of so many noisy evaluations is partly luck$/m);
  // a level that was left is one, however noisy
  const left = run(wandering(3000).map((value, i) => value + 0.0004 * Math.max(0, i - 1000)));
  assertMatch(left, /^OVERFITTING since/m);
});

Deno.test("healthy: a weak signal of boosted trees is no low rate", () => {
  const test = range(400).map((i) => 1.2 - 1e-4 * i), learn = range(400).map((i) => 1.2 - 1.5e-4 * i);
  const run = JSON.stringify({ training: { rmse: learn }, valid_1: { rmse: test } });
  assertNotMatch(told(run, "evals_result.json"), /LEARNING RATE/);
});

Deno.test("healthy: a loss that a penalty alone makes rise has not diverged", () => {
  const error = decay(80, 2, 0.3, 10), penalty = range(80).map((i) => 0.1 + 0.06 * i);
  const run = (errors: readonly number[]) =>
    told(
      table({
        epoch: epochs(80),
        loss: errors.map((value, i) => value + penalty[i]),
        loss_ce: errors,
        loss_kl: penalty,
      }),
      "log.csv",
    );
  const text = run(error);
  assertMatch(text, /^NO ALARM: ONLY A PENALTY GROWS$/m);
  assertMatch(text, /by loss_kl alone \(0\.1 -> 4\.84\)/);
  assertMatch(text, /^Next: Judge by the terms that measure an error/m);
  // where the error rises with it that is the news
  assertMatch(run(error.map((value, i) => value + 0.03 * Math.max(0, i - 20))), /^DIVERGENCE$/m);
});

Deno.test("healthy: the loss of some dozens of single batches has no course yet", () => {
  const run = (rise: number) =>
    told(
      table({ step: epochs(50), loss: jumping(50, 0.7, 0.25).map((value, i) => value * (1 + rise * i)) }),
      "log.csv",
    );
  assertMatch(run(0), /^TOO SHORT TO TELL$/m);
  assertMatch(run(0), /^Next: Train on: one batch differs from the next by its rows/m);
  assertNotMatch(run(0.1), /^TOO SHORT/m);
});

Deno.test("healthy: of three evaluations one bad one is no overfitting, one that is beyond doubt is", () => {
  const run = (last: number) =>
    told(
      table({
        epoch: epochs(3),
        loss: [0.6, 0.4, 0.3],
        val_loss: [0.5, 0.52, last],
        val_accuracy: [0.75, 0.77, 0.76],
      }),
      "log.csv",
    );
  assertNotMatch(run(0.58), /OVERFITTING/);
  assertMatch(run(0.75), /OVERFITTING/);
});
