/**
 * A reward that is the mean of the last hundred episodes: its first entries are means of one or two, and neighbours share most of theirs.
 */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { diagnose } from "../../../src/monitor/mod.ts";
import { readHistory } from "../../../src/monitor/readers/mod.ts";
import { shortText } from "../../../src/report/short_text.ts";
import { normalNumbers } from "../histories.ts";
import { range, table } from "../shapes.ts";

const tell = (text: string) => {
  const history = readHistory(new TextEncoder().encode(text), { name: "progress.csv" });
  return shortText(history, diagnose({ history, evidence: {} }), "progress.csv");
};
const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

/** What is logged of single episodes, each of 500 steps: after every so many the mean of the last hundred. */
function logged(episodes: readonly number[], every = 1, withLengths = true): string {
  const ends = range(Math.floor(episodes.length / every)).map((i) => every * (i + 1));
  return tell(table({
    "time/total_timesteps": ends.map((end) => 500 * end),
    "rollout/ep_rew_mean": ends.map((end) => mean(episodes.slice(Math.max(0, end - 100), end))),
    ...(withLengths ? { "rollout/ep_len_mean": ends.map(() => 500) } : {}),
  }));
}
const played = (count: number, reward: (share: number) => number, noise: number, seed = 1) => {
  const normal = normalNumbers(seed);
  return range(count).map((i) => reward(i / count) + noise * normal());
};
const headlines = (told: (seed: number) => string) => range(12).map((seed) => told(seed + 1).split("\n")[1]);

Deno.test("running mean: one lucky episode at first is neither a level nor the best checkpoint", () => {
  for (const withLengths of [true, false]) {
    const lucky = [30, ...played(400, () => 10, 4)];
    const told = logged(lucky, 1, withLengths);
    assertMatch(told, /^REWARD FLAT$/m);
    assert(!/nearest step 500 |NO BETTER|FALLEN/.test(told), told);
    const rises = logged([60, ...played(600, (share) => 10 + 40 * share, 4)], 2, withLengths);
    assertMatch(rises, /^NO ALARM: REWARD RISES\n.* after its first entries, means of a few episodes, /m);
    assertMatch(rises, /^Use: the checkpoint nearest step 300000 /m);
  }
});

Deno.test("running mean: one unlucky episode at first is no rise, where the steps tell how many there were", () => {
  assertMatch(logged([-30, ...played(400, () => 10, 4)]), /^REWARD FLAT$/m);
});

Deno.test("running mean: what it wanders by from one hundred episodes to the next is no rise and no collapse", () => {
  const flat = headlines((seed) => logged(played(500, () => 100, 30, seed), 4));
  assert(flat.every((line) => line === "REWARD FLAT"), String(flat));
  const late = headlines((seed) => logged(played(1200, (share) => share < 0.8 ? 0 : 90, 30, seed), 4));
  assert(late.every((line) => line === "NO ALARM: REWARD RISES"), String(late));
});

Deno.test("running mean: two or three hundred episodes that rise by as much in each have risen", () => {
  const rises = headlines((seed) =>
    logged(played(300, (share) => -500 + 4000 * (1 - Math.exp(-2 * share)), 800, seed), 4)
  );
  assert(rises.every((line) => /RISES|ROSE/.test(line)), String(rises));
});

Deno.test("running mean: a mean of all episodes so far is judged by the episodes, of which thirty tell little", () => {
  const few = logged(played(30, () => -240, 20));
  assertMatch(
    few,
    /^TOO FEW EPISODES TO TELL\n.* the 30 episodes that rollout\/ep_rew_mean averages gave about/m,
  );
  assertMatch(few, /^Use: the last one; so few episodes tell none apart$/m);
  assertMatch(few, /^Next: Train on: it takes a hundred episodes/m);
  assertMatch(few, /^Sure\? Little, /m);
  const states = headlines((seed) => logged(played(30, (share) => 10 + 20 * share, 10, seed)));
  assert(!states.some((line) => /PLATEAU|LEVELS OFF|FLAT|FALLEN/.test(line)), String(states));
});

Deno.test("running mean: of a late breakthrough, and of a rise within the first tenth, both are told", () => {
  const late = logged(played(2000, (share) => share < 0.85 ? 0 : 50, 20), 20);
  assertMatch(late, /^NO ALARM: REWARD RISES$/m);
  const early = headlines((seed) =>
    logged(played(5000, (share) => Math.min(300, 2000 * share), 30, seed), 100)
  );
  assertEquals(early.filter((line) => !/PLATEAU/.test(line)), []);
});
