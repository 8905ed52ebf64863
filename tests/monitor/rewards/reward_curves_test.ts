/**
 * What rewards are called, of each course under the noise of episodes, as they are logged: every episode by itself, the mean of the last
 * hundred, the mean of ten that are played to evaluate. The same seeds on each machine.
 */
import { assert, assertMatch, assertNotMatch } from "@std/assert";
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

/** Rewards of single episodes: along a course over the share of the run, with noise, and with a swing that lasts so long. */
interface Course {
  readonly along: (share: number) => number;
  readonly noise: number;
  readonly swing?: { readonly by: number; readonly lasts: number };
}

function episodes({ along, noise, swing }: Course, count: number, seed: number): number[] {
  const normal = normalNumbers(7919 * seed + 13);
  const kept = swing === undefined ? 0 : Math.exp(-1 / (swing.lasts * count));
  let swung = normal();
  return range(count).map((i) => {
    swung = kept * swung + Math.sqrt(1 - kept ** 2) * normal();
    return along((i + 1) / count) + noise * normal() + (swing?.by ?? 0) * swung;
  });
}

const LOGGED: Readonly<Record<string, (course: Course, seed: number) => string>> = {
  "a thousand episodes": (course, seed) =>
    table({ episode: range(1000), episode_reward: episodes(course, 1000, seed) }),
  "means of a hundred, each of others": (course, seed) => {
    const played = episodes(course, 88 * 110, seed), ends = range(88).map((i) => 110 * (i + 1));
    return table({
      "time/total_timesteps": ends.map((end) => 200 * end),
      "rollout/ep_rew_mean": ends.map((end) => mean(played.slice(end - 100, end))),
      "rollout/ep_len_mean": ends.map(() => 200),
    });
  },
  "means of a hundred that share most of theirs": (course, seed) => {
    const played = episodes(course, 3000, seed), ends = range(375).map((i) => 8 * (i + 1));
    return table({
      "time/total_timesteps": ends.map((end) => 200 * end),
      "rollout/ep_rew_mean": ends.map((end) => mean(played.slice(Math.max(0, end - 100), end))),
      "rollout/ep_len_mean": ends.map(() => 200),
    });
  },
  "evaluations of ten": (course, seed) => {
    const played = episodes(course, 2000, seed);
    return table({
      "time/total_timesteps": range(200).map((i) => 5000 * (i + 1)),
      "eval/mean_reward": range(200).map((i) => mean(played.slice(10 * i, 10 * i + 10))),
    });
  },
};

const SEEDS = 8, ALL = 1, MOST = 0.75, HALF = 0.5;
const COURSES: readonly {
  readonly what: string;
  readonly course: Course;
  readonly says: RegExp;
  readonly never?: RegExp;
  readonly share: number;
}[] = [
  {
    what: "rises",
    course: { along: (x) => 10 + 200 * x, noise: 30 },
    says: /REWARD RISES$/,
    share: ALL,
  },
  {
    what: "rises, below nothing",
    course: { along: (x) => -400 + 200 * x, noise: 30 },
    says: /REWARD RISES$/,
    share: ALL,
  },
  {
    what: "is nothing for long, and rises",
    course: { along: (x) => x < 0.6 ? 0 : 500 * (x - 0.6), noise: 10 },
    says: /REWARD RISES$/,
    share: ALL,
  },
  {
    what: "rises and collapses at the very end",
    course: { along: (x) => x < 0.98 ? 200 * x : 20, noise: 15 },
    says: /^REWARD FALLEN BACK since/,
    share: ALL,
  },
  {
    what: "collapses, comes back, and collapses at the very end",
    course: { along: (x) => x > 0.96 || x > 0.55 && x < 0.65 ? 20 : 200 * Math.min(1, 1.5 * x), noise: 15 },
    says: /^REWARD FALLEN BACK AGAIN since/,
    share: ALL,
  },
  {
    what: "collapses and comes back",
    course: { along: (x) => x > 0.5 && x < 0.6 ? 20 : 200 * Math.min(1, 3 * x), noise: 15 },
    says: /REWARD ROSE AND LEVELS OFF/,
    share: ALL,
  },
  {
    what: "collapses as often as it comes back",
    course: { along: (x) => x > 0.2 && (6 * x) % 1 > 0.6 ? 30 : 200 * Math.min(1, 3 * x), noise: 15 },
    says: /^REWARD UNSTABLE/,
    never: /RISES|ROSE|PLATEAU|FLAT/,
    share: HALF,
  },
  {
    what: "comes to its level and stands there",
    course: { along: (x) => Math.min(200, 2000 * x), noise: 15 },
    says: /REWARD ON A PLATEAU/,
    share: ALL,
  },
  {
    what: "is lost for good",
    course: { along: (x) => x < 0.5 ? 400 * x : Math.max(30, 600 - 800 * x), noise: 15 },
    says: /^REWARD FALLEN BACK since/,
    share: ALL,
  },
  {
    what: "never moves but by its noise",
    course: { along: () => 100, noise: 30 },
    says: /^REWARD FLAT$/,
    never: /FALLEN|UNSTABLE|WORSE|SWINGS/,
    share: MOST,
  },
  {
    what: "swings far without a trend",
    course: { along: () => -6000, noise: 300, swing: { by: 1000, lasts: 0.01 } },
    says: /^REWARD (SWINGS WITHOUT A TREND|FLAT)$/,
    never: /RISES|ROSE/,
    share: MOST,
  },
];

for (const { what, course, says, never, share } of COURSES) {
  for (const [logged, text] of Object.entries(LOGGED)) {
    Deno.test(`reward curves: one that ${what}, as ${logged}`, () => {
      const lines = range(SEEDS).map((seed) => tell(text(course, seed + 1)).split("\n")[1]);
      const right = lines.filter((line) => says.test(line)).length;
      assert(right >= share * SEEDS, `${right} of ${SEEDS}: ${lines.join("; ")}`);
      for (const line of lines) if (never !== undefined) assertNotMatch(line, never);
    });
  }
}

const steps = (n: number) => range(n).map((i) => 2048 * (i + 1));
const played = (reward: readonly number[], more: Readonly<Record<string, readonly number[]>> = {}) =>
  tell(table({ "time/total_timesteps": steps(reward.length), "rollout/ep_rew_mean": reward, ...more }));
const climbs = range(60).map((i) => 5 + 3 * i);

Deno.test("reward curves: the entries that fell are told with the best before them, and that it fell before", () => {
  const once = played([...climbs, 30, 24]);
  assertMatch(
    once,
    /^REWARD FALLEN BACK since step 122880\n {2}From 182 to about 27 in its last 2 entries$/m,
  );
  assertMatch(once, /^Use: the checkpoint nearest step 122880 \(highest rollout\/ep_rew_mean: 182\)$/m);
  assertNotMatch(once, /train longer|still rises/);
  const again = played([...climbs.map((value, i) => i > 35 && i < 41 ? 12 : value), 30, 24]);
  assertMatch(again, /; it had fallen before, to about 12 at step \d+, and come back/);
});

Deno.test("reward curves: one evaluation that is far down asks for another, and for no longer run", () => {
  const told = tell(table({
    "time/total_timesteps": steps(61),
    "eval/mean_reward": [...climbs, 20],
  }));
  assertMatch(told, /^NO ALARM: REWARD ROSE, BUT FELL AT ITS END: LUCK OR A COLLAPSE\?$/m);
  assertMatch(told, /; highest|, highest 182 at step 122880/);
  assertMatch(told, /^Next: Evaluate the last policy again, on more episodes/m);
});

Deno.test("reward curves: nothing is advised that the log shows as done", () => {
  const falls = [...climbs, ...range(12).map((i) => 150 - 12 * i)], n = falls.length;
  const small = {
    "train/approx_kl": range(n).map(() => 0.001),
    "train/clip_fraction": range(n).map(() => 0.01),
  };
  const rate = { "train/learning_rate": range(n).map((i) => 1e-3 * (1 - i / n)) };
  const plain = played(falls, { "train/approx_kl": range(n).map(() => 0.03) });
  assertMatch(
    plain,
    /^Next: Go back to .*; a lower rate that decays, smaller updates \(PPO: target_kl=0\.02/m,
  );
  assertNotMatch(played(falls, small), /smaller updates/);
  assertNotMatch(played(falls, rate), /rate that decays/);
  const both = played(falls, { ...small, ...rate });
  assertMatch(
    both,
    /^Next: Go back to .*; larger batches \(its rate comes down and its updates are small already\)/m,
  );
  const swings = range(n).map((i) => -600 + 150 * Math.sin(i / 3));
  const explores = played(swings, { "train/entropy_loss": range(n).map(() => -2) });
  assertMatch(explores, /^REWARD SWINGS WITHOUT A TREND\n.* between about -7\d\d\.?\d* and -4\d\d/m);
  assertMatch(explores, /^Next: It still explores, and learns nothing that lasts/m);
  assertNotMatch(explores, /more exploration/);
});

Deno.test("reward curves: a mean of episodes that does not move any more is told", () => {
  const told = played([...climbs, ...range(5).map((i) => 180 - 8 * i), ...range(15).map(() => 140)]);
  assertMatch(
    told,
    /; it has not moved since step \d+: each episode gave what the one that it replaced gave, or none/,
  );
});

Deno.test("reward curves: a diffusion model without prompts is judged by the same seeds, one with them by the same prompts too", () => {
  const told = (rate: string) =>
    tell(
      table({
        step: steps(40),
        loss: range(40).map((i) => 0.1 + 0.01 * (i % 3)),
        [rate]: range(40).map(() => 1e-4),
      }),
    );
  assertMatch(told("loss_q0"), /the same seeds from each checkpoint/);
  assertMatch(told("lr/unet"), /the same prompts and seeds from each checkpoint/);
});

Deno.test("reward curves: what swings for some entries and ends low by that has not fallen back, what falls further than it swings has", () => {
  const told = (along: (share: number) => number, by: number) =>
    range(10).map((seed) => {
      const normal = normalNumbers(37 * seed + 3), kept = Math.exp(-1 / 5);
      let swing = normal();
      return tell(table({
        iteration: range(100).map((i) => i + 1),
        reward: range(100).map((i) => {
          swing = kept * swing + Math.sqrt(1 - kept ** 2) * normal();
          return along((i + 1) / 100) + by * swing + 5 * normal();
        }),
      })).split("\n")[1];
    });
  const comes = (share: number) => 100 * (1 - Math.exp(-share / 0.15));
  const swings = told(comes, 18);
  assert(swings.filter((line) => /FALLEN|UNSTABLE/.test(line)).length <= 1, String(swings));
  const falls = told((share) => share < 0.7 ? comes(share) : 15, 8);
  assert(falls.every((line) => /^REWARD FALLEN BACK/.test(line)), String(falls));
});
