/**
 * Players of games: what is won against oneself is no measure of progress, a rating and games against others are.
 */
import { assert, assertMatch, assertNotMatch } from "@std/assert";
import { isOfWins, isZeroSum } from "../../../src/monitor/rewards/games.ts";
import { diagnose } from "../../../src/monitor/mod.ts";
import { readHistory } from "../../../src/monitor/readers/mod.ts";
import { shortText } from "../../../src/report/short_text.ts";
import { normalNumbers } from "../histories.ts";
import { range, table } from "../shapes.ts";

const N = 150;
const tell = (columns: Readonly<Record<string, readonly number[]>>) => {
  const text = table({ iteration: range(N).map((i) => i + 1), ...columns });
  const history = readHistory(new TextEncoder().encode(text), { name: "log.csv" });
  return shortText(history, diagnose({ history, evidence: {} }), "log.csv");
};
const along = (course: (share: number) => number, noise: number, seed: number) => {
  const normal = normalNumbers(61 * seed + 3);
  return range(N).map((i) => course((i + 1) / N) + noise * normal());
};
const losses = (seed: number) => ({
  policy_loss: along(() => 0.02, 0.002, seed + 1),
  value_loss: along((share) => 0.3 + Math.exp(-5 * share), 0.02, seed + 2),
});
const EQUALS = /^AS MUCH AS ITS OPPONENT GETS: NO MEASURE OF PROGRESS$/m;

for (const seed of [1, 2, 3, 4, 5]) {
  const nothing = along(() => 0, 0.1, seed);

  Deno.test(`games: a reward about 0 beside the signs of self-play is no standstill, seed ${seed}`, () => {
    const told = tell({ mean_reward: nothing, opponent_id: range(N).map((i) => i >> 4), ...losses(seed) });
    assertMatch(told, EQUALS);
    assertMatch(told, /stays about 0 \(mean_reward .*against itself by construction/);
    assertMatch(told, /^Next: Evaluate every so often against opponents that stay as they are/m);
    // nothing tells who is played: asked, beside what is wrong otherwise
    const unknown = tell({ mean_reward: nothing, ...losses(seed) });
    assertMatch(unknown, /^REWARD FLAT\n[^]*^Next: If it plays against itself .* Else: Look at/m);
    // the same noise about another level is a reward that stands still
    const level = tell({ mean_reward: nothing.map((value) => value + 0.4), ...losses(seed) });
    assertMatch(level, /^REWARD FLAT$/m);
    assertNotMatch(level, /against itself/);
  });

  Deno.test(`games: a rating or a share of games won leads before a reward about 0, by its name, seed ${seed}`, () => {
    const rated = (elo: (share: number) => number) =>
      tell({ "Cumulative Reward": nothing, "Self-play/ELO": along(elo, 12, seed + 3), ...losses(seed) });
    const rises = rated((share) => 1200 + 300 * share);
    assertMatch(
      rises,
      /^NO ALARM: ELO RISES\n {2}The reward rises: Self-play\/ELO 1[12]\d\d[\d.]* at first, 1[45]\d\d/m,
    );
    assertMatch(rises, /^ {2}Cumulative Reward +[▁-█]/m);
    assertMatch(rated(() => 1200), /^ELO FLAT$/m);
    assertMatch(
      rated((share) => share < 0.5 ? 1200 + 600 * share : 1800 - 600 * share),
      /^ELO FALLEN BACK since/m,
    );
    const won = tell({ ep_rew_mean: nothing, win_rate: along((share) => 0.45 + 0.5 * share, 0.03, seed) });
    assertMatch(won, /^NO ALARM: WIN RATE RISES$/m);
    assertMatch(won, /^Next: .*stronger ones as it wins/m);
    // a reward that is none of self-play leads as ever
    const shaped = tell({
      reward: along((share) => 40 * share, 2, seed),
      win_rate: along(() => 0.5, 0.03, seed),
    });
    assertMatch(shaped, /^NO ALARM: REWARD RISES\n {2}Reward /m);
  });

  Deno.test(`games: a win rate about 1/2 is what equals get, one that is lower or rises is told as such, seed ${seed}`, () => {
    for (const name of ["WinChampion", "win_rate_vs_champion"]) {
      const told = (course: (share: number) => number) =>
        tell({ [name]: along(course, 0.04, seed), ...losses(seed) });
      assertMatch(told(() => 0.54), EQUALS);
      assertMatch(told(() => 0.54), /is what equals get: no progress against a fixed opponent/);
      assertMatch(told(() => 0.2), /^WIN RATE FLAT$/m);
      assertMatch(told((share) => 0.35 + 0.5 * share), /^NO ALARM: WIN RATE RISES$/m);
    }
  });
}

Deno.test("games: without a reward whoever plays against itself is asked for another opponent", () => {
  const told = tell({ white_wins: along(() => 10, 2, 3), black_wins: along(() => 10, 2, 4), ...losses(5) });
  assertMatch(told, /^Next: Evaluate every so often against opponents that stay as they are/m);
});

Deno.test("games: rewards that come from below 0 to above it are no zero sum", () => {
  assert(isZeroSum(along(() => 0, 1, 2)));
  assert(!isZeroSum(along((share) => 2 * share - 1, 0.5, 2)));
  assert(!isZeroSum(range(N).map(() => 0)));
});

Deno.test("games: words that hold win are no wins", () => {
  for (const name of ["WinRandom", "win_rate", "num_wins", "win_ratio"]) assert(isOfWins(name), name);
  for (const name of ["window", "winning_margin_loss", "twin_q_loss", "WindowReward"]) {
    assert(!isOfWins(name), name);
  }
});
