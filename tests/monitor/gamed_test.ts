/**
 * A language model that is rewarded for its answers (GRPO, PPO, RLOO): a reward that rises while its answers come far from all they were.
 */
import { assert, assertMatch, assertNotMatch } from "@std/assert";
import { diagnose } from "../../src/monitor/mod.ts";
import { readHistory } from "../../src/monitor/readers/mod.ts";
import { shortText } from "../../src/report/short_text.ts";
import { normalNumbers } from "./histories.ts";
import { range, table } from "./shapes.ts";

const N = 100;
const tell = (columns: Readonly<Record<string, readonly number[]>>) => {
  const text = table({ step: range(N).map((i) => 10 * (i + 1)), ...columns });
  const history = readHistory(new TextEncoder().encode(text), { name: "log.csv" });
  return shortText(history, diagnose({ history, evidence: {} }), "log.csv");
};
const along = (course: (share: number) => number, noise: number, seed: number) => {
  const normal = normalNumbers(61 * seed + 3);
  return range(N).map((i) => course((i + 1) / N) + noise * normal());
};

for (const seed of [1, 2, 3, 4, 5]) {
  const reward = along((share) => 0.8 - 0.6 * Math.exp(-share / 0.4), 0.03, seed);
  const steady = along((share) => 300 + 50 * share, 10, seed);

  Deno.test(`gamed: a KL that grows ever faster, under each trainer's name, seed ${seed}`, () => {
    for (const name of ["kl", "train/kl", "actor/kl_loss", "kl_divergence"]) {
      const told = tell({
        reward,
        [name]: along((share) => 0.01 * Math.exp(7 * share), 0.003, seed),
        response_length: steady,
      });
      assertMatch(told, /^REWARD UP, BUT THE KL EXPLODES: GAMED\?$/m);
      assertMatch(told, /^Next: Read answers of several checkpoints/m);
    }
    // of whole answers, not of their tokens
    const ofAnswers = (kl: (share: number) => number) =>
      tell({ "objective/rlhf_reward": reward, "objective/kl": along(kl, 0.1, seed) });
    assertMatch(ofAnswers((share) => 0.5 * Math.exp(5 * share)), /THE KL EXPLODES/);
    assertNotMatch(ofAnswers((share) => 0.5 + 6 * share), /KL EXPLODES|GAMED|meanwhile/);
  });

  Deno.test(`gamed: answers that shrink to next to nothing, and not those that are told more briefly or think longer, seed ${seed}`, () => {
    const long = (length: (share: number) => number) =>
      tell({
        reward,
        kl: along((share) => 0.05 * share, 0.002, seed),
        response_length: along(length, 4, seed),
      });
    const shrinks = long((share) => 20 + 280 / (1 + Math.exp((share - 0.5) / 0.04)));
    assertMatch(
      shrinks,
      /^REWARD UP, BUT ANSWERS SHRINK: GAMED\?\n.*response_length went from about (29|30)\d[\d.]* to about [12]\d/m,
    );
    assertMatch(shrinks, /^Next: Read answers .*may say nothing any more/m);
    assertMatch(
      long((share) => 300 - 190 * share),
      /^NO ALARM: REWARD .*\n.*; meanwhile response_length went/m,
    );
    assertMatch(
      long((share) => 300 + 600 * share),
      /^NO ALARM: REWARD .*\n.*; meanwhile response_length went/m,
    );
  });

  Deno.test(`gamed: nothing is asked of a healthy run, and a KL that leapt once has not exploded, seed ${seed}`, () => {
    const kl = along((share) => 0.05 * share, 0.003, seed);
    for (const one of [kl, kl.map((value, i) => i === 50 ? 40 : value)]) {
      const told = tell({ reward, kl: one, response_length: steady });
      assertMatch(told, /^NO ALARM: REWARD (RISES|ROSE)/m);
      assertNotMatch(told, /meanwhile/);
    }
  });

  Deno.test(`gamed: answers cut at their limit, as verl logs it, seed ${seed}`, () => {
    const told = tell({
      "critic/rewards/mean": reward,
      "response_length/mean": along((share) => Math.min(1024, 300 + 1500 * share), 5, seed),
      "response_length/clip_ratio": along(
        (share) => Math.max(0, Math.min(0.95, 2 * share - 0.6)),
        0.01,
        seed,
      ),
    });
    assertMatch(
      told,
      /^ANSWERS ARE CUT AT THEIR LIMIT since step \d+\n.*response_length\/mean about 10\d\d/m,
    );
  });
}

Deno.test("gamed: beside a reward that stands still the KL is told", () => {
  const told = tell({
    reward: along(() => 0.4, 0.05, 2),
    kl: along((share) => 0.01 * Math.exp(7 * share), 0.003, 2),
    response_length: along(() => 300, 10, 2),
  });
  assertMatch(told, /^REWARD FLAT\n.*; meanwhile kl went from/m);
  assert(!/entropy coefficient|episode/.test(told.match(/^Next.*$/m)![0]), told);
});
