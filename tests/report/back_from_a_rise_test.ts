/**
 * Losses that were thrown off their best and come back: the fall is a recovery and no progress, until it is made good. Curves whose truth is
 * known, drawn with many seeds.
 */
import { readHistory } from "../../src/monitor/readers/mod.ts";
import { notMadeGood } from "../../src/monitor/rules/course/not_made_good.ts";
import { assert, assertMatch } from "@std/assert";
import { normalNumbers } from "../monitor/histories.ts";
import { range, table } from "../monitor/shapes.ts";
import { told } from "./told.ts";

const SEEDS = range(40).map((i) => 31 + 11 * i);

/** Shape of a rise over a share of the run: 0 before it, 1 at its top, and what is left of it at the end. */
const rise = (share: number, left: number) =>
  share < 0.6
    ? 0
    : share < 0.72
    ? (share - 0.6) / 0.12
    : left + (1 - left) * Math.exp(-(share - 0.72) / 0.07);

/** A training by steps with an evaluation at every fifth entry, thrown off by this many times its loss, of which a share is left. */
function run(seed: number, times: number, left: number, falls = 0): string {
  const normal = normalNumbers(seed), count = 80;
  const loss = (i: number) => {
    const share = i / (count - 1), thrown = 1 + (times - 1) * rise(share, left);
    return (0.4 + 2.6 * Math.exp(-share / 0.15) - falls * Math.max(0, share - 0.5)) * thrown;
  };
  return told(
    table({
      step: range(count).map((i) => 50 * (i + 1)),
      loss: range(count).map((i) => loss(i) * (1 + 0.03 * normal())),
      eval_loss: range(count).map((i) => (i + 1) % 5 === 0 ? 0.9 * loss(i) * (1 + 0.02 * normal()) : NaN),
      learning_rate: range(count).map(() => 3e-4),
    }).replaceAll("NaN", ""),
    "history.csv",
  );
}
const share = (texts: readonly string[], pattern: RegExp) =>
  texts.filter((text) => pattern.test(text)).length / texts.length;
const IMPROVES = /STILL IMPROVING|of the same would still help/,
  ROSE = /^THE LOSS ROSE FAR ABOVE ITS BEST/m,
  UNSTABLE = /^(THE LOSS ROSE FAR ABOVE ITS BEST|DIVERGENCE|OSCILLATION)/m;

Deno.test("rise: a recovery that has not come back to the best is none of progress, in every one of many runs", () => {
  for (const times of [2, 3, 5]) {
    const texts = SEEDS.map((seed) => run(seed, times, 0.5 / times));
    assert(share(texts, IMPROVES) === 0, `${times}: ${share(texts, IMPROVES)}`);
    // of less the noise of the evaluations leaves open whether it was made good
    if (times < 3) continue;
    const before = share(texts, /^Use: the checkpoint of step (1\d{3}|2[0-4]\d\d) /m);
    assert(before >= 0.9, `${times}: ${before}`);
    assert(share(texts, UNSTABLE) >= 0.95, `${times}: ${share(texts, UNSTABLE)}`);
    const next = share(texts, /^Next: (Lower the learning rate|Go back to the best checkpoint)/m);
    assert(next >= 0.95, `${times}: ${next}`);
  }
});

Deno.test("rise: what a training without one is told, or with one that it has made good, says nothing of it", () => {
  for (const texts of [SEEDS.map((seed) => run(seed, 1, 0)), SEEDS.map((seed) => run(seed, 2.5, 0, 0.5))]) {
    assert(share(texts, ROSE) === 0, `${share(texts, ROSE)}`);
  }
});

Deno.test("rise: a training that falls throughout still improves", () => {
  const texts = SEEDS.map((seed) => run(seed, 1, 0, 0.6));
  assert(share(texts, IMPROVES) >= 0.95, `${share(texts, IMPROVES)}`);
});

Deno.test("rise: of the training loss alone it is told too, with where it was and has come back to", () => {
  const text = told(
    table({
      step: range(60).map((i) => 10 * (i + 1)),
      loss: range(60).map((i) =>
        i < 40 ? 3 * Math.exp(-i / 12) + 0.2 : 0.38 + 1.62 * Math.exp(-(i - 40) / 4)
      ),
    }),
    "history.csv",
  );
  assertMatch(text, /^THE LOSS ROSE FAR ABOVE ITS BEST, NOT MADE GOOD SINCE STEP 410$/m);
  assertMatch(
    text,
    /was down to 0\.3\d*, rose to 2 \(step 410\), and has come back to 0\.3\d*: never as good again/,
  );
});

Deno.test("rise: what it rose to is the highest of all that came after the best, in a later rise too", () => {
  const losses = range(60).map((i) =>
    i < 40 ? 3 * Math.exp(-i / 12) + 0.2 : i === 55 ? 9 : 0.6 - (i - 40) / 100
  );
  const text = table({ epoch: range(60).map((i) => i + 1), loss: losses });
  const history = readHistory(new TextEncoder().encode(text), { name: "history.csv" });
  const first = { from: 41, to: 52, peak: 0.7, peakEpoch: 42, givenBack: 0.2, entries: 12, over: true };
  const found = notMadeGood(history, first);
  assertMatch(found?.title ?? "", /rose to 9 \(epoch 56\), and has come back to 0\.41/);
});

Deno.test("rise: few evaluations whose steps shrink to nothing have converged, those that keep their pace improve", () => {
  const few = (val_loss: readonly number[], val_f1: readonly number[]) =>
    told(
      table({
        epoch: range(val_loss.length).map((i) => i + 1),
        loss: range(val_loss.length).map((i) => 1.2 * 0.6 ** i),
        val_loss,
        val_f1,
      }),
      "history.csv",
    );
  const f1 = [0.6, 0.93, 0.975, 0.97, 0.976, 0.976, 0.976, 0.976];
  assertMatch(few([1, 0.6, 0.35, 0.2, 0.15, 0.13, 0.122, 0.12], f1), /^NO ALARM: CONVERGED$/m);
  const climbs = [0.4, 0.5, 0.58, 0.65, 0.7, 0.75, 0.79, 0.82];
  assertMatch(few([1, 0.85, 0.72, 0.61, 0.52, 0.44, 0.38, 0.32], climbs), /^NO ALARM: STILL IMPROVING$/m);
});

Deno.test("rise: beside a metric that stands a loss that comes back to where it was falls no further; one that falls on does", () => {
  const detector = (loss: (i: number) => number) =>
    told(
      table({
        epoch: range(75).map((i) => i + 1),
        train_loss: range(75).map((i) => 3 + 4 * Math.exp(-i / 10)),
        val_loss: range(75).map((i) => loss(i) + 0.005 * (i % 2)),
        "metrics/mAP50(B)": range(75).map((i) => 0.5 * (1 - Math.exp(-(i + 1) / 8)) + 0.003 * (i % 3)),
      }),
      "results.csv",
    );
  const back = (i: number) =>
    4.5 + 3 * Math.exp(-i / 12) + (i < 49 ? 0 : 0.5 * Math.max(0, 1 - (i - 49) / 24));
  assert(!/LOSS STILL FALLS/.test(detector(back)), detector(back));
  assertMatch(detector((i) => 7 - 0.03 * i), /LOSS STILL FALLS/);
});
