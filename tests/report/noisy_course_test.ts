/**
 * What a last third of noisy evaluations tells, and what it leaves open: curves whose truth is known, drawn with many seeds.
 */
import { assert, assertMatch } from "@std/assert";
import { normalNumbers } from "../monitor/histories.ts";
import { decay, epochs, range, table } from "../monitor/shapes.ts";
import { told } from "./told.ts";

const SEEDS = range(20).map((i) => 101 + 7 * i);

/** Headlines of an accuracy that goes as given, with noise of this size, once for each seed. */
const headlines = (n: number, accuracy: (share: number) => number, noise: number) =>
  SEEDS.map((seed) => {
    const normal = normalNumbers(seed);
    return told(
      table({
        epoch: epochs(n),
        loss: decay(n, 1, 0.5, n / 4),
        val_accuracy: range(n).map((i) => accuracy(i / (n - 1)) + noise * normal()),
      }),
      "history.csv",
    ).split("\n")[1];
  });
const count = (lines: readonly string[], pattern: RegExp) =>
  lines.filter((line) => pattern.test(line)).length;

Deno.test("noisy: of a gain that goes on under noise it is not said that it has converged", () => {
  // a sixth of all that was gained comes in the next third
  for (const n of [10, 20, 50, 200]) {
    for (const noise of [0.01, 0.03]) {
      const lines = headlines(n, (share) => 0.4 + 0.3 * (1 - Math.exp(-share)) / (1 - Math.exp(-1)), noise);
      assert(count(lines, /CONVERGED|LEVELLED OFF/) <= 1, `${n} ${noise}: ${lines}`);
    }
  }
});

Deno.test("noisy: of a level under noise it is not said that it still improves, whatever was gained at first", () => {
  for (const n of [10, 20, 50, 200]) {
    for (const noise of [0.01, 0.03]) {
      const lines = headlines(n, (share) => 0.7 - 0.3 * Math.exp(-share / 0.04), noise);
      assert(count(lines, /STILL IMPROVING/) <= 1, `${n} ${noise}: ${lines}`);
      assert(count(lines, /BEST BEFORE|PAST ITS BEST|OVERFITTING/) <= 2, `${n} ${noise}: ${lines}`);
    }
  }
});

Deno.test("noisy: what evaluations do show is said: a level of many, a trend of many", () => {
  const level = headlines(200, (share) => 0.7 - 0.3 * Math.exp(-share / 0.04), 0.01);
  assert(count(level, /CONVERGED|LEVELLED OFF/) >= 18, String(level));
  const trend = headlines(200, (share) => 0.4 + 0.3 * share, 0.03);
  assert(count(trend, /STILL IMPROVING/) >= 18, String(trend));
});

Deno.test("noisy: where it cannot be told the best so far is named, and what would tell", () => {
  const normal = normalNumbers(9);
  const text = told(
    table({
      epoch: epochs(20),
      loss: decay(20, 1, 0.5, 5),
      val_accuracy: range(20).map((i) => 0.4 + 0.3 * (1 - Math.exp(-i / 8)) + 0.03 * normal()),
    }),
    "history.csv",
  );
  assertMatch(
    text,
    /^NO ALARM: TOO NOISY TO TELL WHETHER IT STILL GAINS\n {2}val_accuracy is about 0\.6\d* in the last third, give or take 0\.0\d+, highest at epoch \d+ /m,
  );
  assertMatch(text, /^Use: the checkpoint of epoch \d+ \(best val_accuracy\)$/m);
  assertMatch(text, /^Next: Use that checkpoint; half as much training again.* would tell/m);
});

Deno.test("noisy: the luckiest of many losses on a level is no best that was left", () => {
  const lines = SEEDS.map((seed) => {
    const normal = normalNumbers(seed);
    return told(
      table({
        epoch: epochs(60),
        loss: decay(60, 1, 0.5, 15),
        val_loss: range(60).map((i) => 0.6 + 0.6 * Math.exp(-i / 5) + 0.02 * normal()),
      }),
      "history.csv",
    ).split("\n")[1];
  });
  assert(count(lines, /PAST ITS BEST|BEST BEFORE|OVERFITTING/) <= 1, String(lines));
});
