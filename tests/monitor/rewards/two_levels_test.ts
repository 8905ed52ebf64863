/**
 * Episodes that fail or succeed: their rewards lie near one of two levels, and the share at the upper one is what is learned.
 */
import { assert, assertEquals, assertMatch, assertNotMatch } from "@std/assert";
import { diagnose } from "../../../src/monitor/mod.ts";
import { readHistory } from "../../../src/monitor/readers/mod.ts";
import { twoLevelsOf } from "../../../src/monitor/rewards/two_levels.ts";
import { shortText } from "../../../src/report/short_text.ts";
import { normalNumbers } from "../histories.ts";
import { range, table } from "../shapes.ts";

const SEEDS = range(8).map((i) => i + 1);
const tell = (rewards: readonly number[]) => {
  const text = table({ episode: range(rewards.length).map((i) => i + 1), reward: rewards });
  const history = readHistory(new TextEncoder().encode(text), { name: "log.csv" });
  return shortText(history, diagnose({ history, evidence: {} }), "log.csv");
};
const uniform = (seed: number) => {
  let state = Math.imul(seed, 2654435761) >>> 0;
  return () => (state = (Math.imul(1664525, state) + 1013904223) >>> 0) / 2 ** 32;
};
/** Landings: a crash costs about 150, a success gives about 250, as often as the share of the run has it. */
const landings = (count: number, success: (share: number) => number, seed: number) => {
  const chance = uniform(seed), normal = normalNumbers(77 * seed + 5);
  range(9).forEach(() => chance());
  return range(count).map((i) =>
    chance() < success((i + 1) / count) ? 250 + 20 * normal() : -150 + 40 * normal()
  );
};
const headlines = (count: number, success: (share: number) => number) =>
  SEEDS.map((seed) => tell(landings(count, success, seed)).split("\n")[1]);

Deno.test("two levels: a share of successes that rises is a rise, though the median stays at the floor", () => {
  const told = headlines(1000, (share) => 0.35 * share);
  assert(told.every((line) => /RISES|ROSE/.test(line)), String(told));
  assertMatch(
    tell(landings(1000, (share) => 0.35 * share, 1)),
    /; of the first 333 episodes [2-9]% came near 2[45]\d[\d.]* \(the others near -1[45]\d[\d.]*\), of the last 333 [23]\d%/,
  );
});

Deno.test("two levels: a share of successes that is lost has fallen back, by the levels of means and not of medians", () => {
  for (
    const success of [(share: number) => 0.8 - 0.7 * share, (share: number) => share < 0.6 ? share : 0.15]
  ) {
    const told = headlines(1000, success);
    assert(told.every((line) => /^REWARD FALLEN BACK/.test(line)), String(told));
  }
  const told = tell(landings(1000, (share) => 0.8 - 0.7 * share, 2));
  assertMatch(told, /\(means of some \d+\); of the first 333 episodes [67]\d% came near/);
});

Deno.test("two levels: a share that stands still is told with its height, and watched by both kinds of episodes", () => {
  for (const share of [0.2, 0.3, 0.7]) {
    const told = headlines(1000, () => share);
    const flat = told.filter((line) => /^SUCCESS RATE FLAT, AT ABOUT \d+%$/.test(line));
    assert(flat.length >= SEEDS.length - 1, String(told));
    assert(!told.some((line) => /UNSTABLE|SWINGS|FALLEN/.test(line)), String(told));
  }
  assertMatch(tell(landings(1000, () => 0.3, 1)), /^Next: Judge by the share of episodes that succeed/m);
  // where nearly all come to one level the others are accidents
  assertMatch(
    tell(landings(1000, () => 0.93, 1)),
    /^REWARD FLAT\n.*of the first 333 episodes 9\d% came near/m,
  );
});

Deno.test("two levels: of few episodes the shares are told, and what may be chance as that", () => {
  assertMatch(
    tell(landings(45, () => 0.4, 2)),
    /^TOO FEW EPISODES TO TELL\n.*of the first 15 episodes \d+% came near .* of the last 15 \d+%/m,
  );
  const told = headlines(45, (share) => 0.05 + 0.9 * share);
  assert(told.filter((line) => /RISES|ROSE/.test(line)).length >= SEEDS.length - 2, String(told));
});

Deno.test("two levels: rewards of one level, of a level after another, or with some in between are none of these", () => {
  for (const seed of SEEDS) {
    const normal = normalNumbers(31 * seed), chance = uniform(seed);
    const none = [
      range(30).map(() => 100 + 60 * normal()),
      range(400).map(() => 100 + 60 * normal()),
      range(400).map((i) => i + 20 * normal()),
      range(400).map((i) => (i < 160 ? 20 : 480) + 8 * normal()),
      range(400).map(() => Math.min(500, -200 * Math.log(1 - chance()))),
      // wins, draws and losses
      range(400).map(() => Math.floor(3 * chance()) - 1),
      // few that went far wrong
      range(400).map((i) => i % 97 === 5 ? -5000 : -100 + 10 * normal()),
    ];
    none.forEach((values, i) => assertEquals(twoLevelsOf(values), undefined, `${i}, seed ${seed}`));
    assertNotMatch(tell(none[1]), /came near|SUCCESS/);
  }
});

Deno.test("two levels: the share at the upper one moves where its halves differ by more than chance", () => {
  const moves = (success: (share: number) => number) =>
    SEEDS.map((seed) => twoLevelsOf(landings(400, success, seed))?.moves);
  assert(moves((share) => 0.1 + 0.7 * share).every((one) => one === "up"));
  assert(moves((share) => 0.8 - 0.7 * share).every((one) => one === "down"));
  assert(moves(() => 0.5).filter((one) => one === "neither").length >= SEEDS.length - 1);
});
