/**
 * How often noise alone is told to be a gain, and a gain to be none: curves that fall to a level, with noise, from many seeds. In
 * twenty seeds of each cell (losses, answers or both; 5 to 300 evaluations; noise of 0 to 5% of the fall) 1% of the flat ones were told to
 * improve, most of them of five or six evaluations, and none that fell to have converged. Here are some of those.
 */
import { assert } from "@std/assert";
import { diagnose } from "../../src/monitor/mod.ts";
import { readHistory } from "../../src/monitor/readers/mod.ts";
import { headline } from "../../src/report/headline.ts";
import { normalNumbers } from "./histories.ts";
import { epochs, range, table } from "./shapes.ts";

const SEEDS = 20;
/** What is said of a run of `n` epochs that goes 1/e of its way in `pace` of it. */
function said(n: number, pace: number, noise: number, seed: number, answers: boolean): string {
  const normal = normalNumbers(seed);
  const to = (from: number, level: number) =>
    range(n).map((i) => level + (from - level) * (Math.exp(-i / (pace * n)) + noise * normal()));
  const text = table({
    epoch: epochs(n),
    train_loss: to(1, 0.3),
    val_loss: to(1, 0.4),
    ...(answers ? { val_acc: to(0.3, 0.85) } : {}),
  });
  const history = readHistory(new TextEncoder().encode(text), { name: "log.csv" });
  return headline(history, diagnose({ history, evidence: {} }));
}
const shareOf = (lengths: readonly number[], pace: number, noises: readonly number[], pattern: RegExp) => {
  const all = lengths.flatMap((n) =>
    noises.flatMap((noise) =>
      range(SEEDS).flatMap((seed) =>
        [true, false].map((answers) => said(n, pace, noise, 31 * seed + n, answers))
      )
    )
  );
  return all.filter((words) => pattern.test(words)).length / all.length;
};

Deno.test("still improving: noise about a level is told to be a gain in few of a hundred runs, of any length", () => {
  assert(shareOf([8, 12], 0.05, [0.02, 0.05], /STILL IMPROVING/) <= 0.04);
  assert(shareOf([20, 50], 0.1, [0.02, 0.05], /STILL IMPROVING/) <= 0.02);
});

Deno.test("still improving: a loss that falls on is not told to have converged", () => {
  assert(shareOf([8, 20, 50], 0.6, [0, 0.02], /CONVERGED|LEVELLED OFF|FLAT|PLATEAU/) === 0);
  assert(shareOf([12, 30], 0.6, [0.005], /STILL IMPROVING/) >= 0.99);
});
