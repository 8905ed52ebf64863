/**
 * Reinforcement learning, games of two networks, and training rows alone: what is said where a loss is no measure of quality.
 */
import { assert, assertEquals, assertMatch, assertNotMatch } from "@std/assert";
import { diagnose } from "../../../src/monitor/mod.ts";
import { readHistory } from "../../../src/monitor/readers/mod.ts";
import { shortText } from "../../../src/report/short_text.ts";
import { normalNumbers } from "../histories.ts";
import { range, table } from "../shapes.ts";

const tell = (text: string) => {
  const history = readHistory(new TextEncoder().encode(text), { name: "progress.csv" });
  return shortText(history, diagnose({ history, evidence: {} }), "progress.csv");
};
const steps = (n: number) => range(n).map((i) => 2048 * (i + 1));
const played = (reward: readonly number[], more: Readonly<Record<string, readonly number[]>> = {}) =>
  tell(table({ "time/total_timesteps": steps(reward.length), "rollout/ep_rew_mean": reward, ...more }));

Deno.test("rewards: what a run had at first is its first value, and at the end its last", () => {
  assertMatch(played(range(60).map((i) => 20 + 8 * i)), /ep_rew_mean 20 at first, 492 at the end/);
  // the first steep tenth is no beginning
  const fast = range(100).map((i) => -5 - 120 * Math.exp(-i / 3));
  assertMatch(played(fast), /ep_rew_mean -125 at first, -5 at the end/);
});

Deno.test("rewards: the checkpoint of the highest mean of episodes is named, be it the last", () => {
  const rises = played(range(60).map((i) => 20 + 8 * i));
  assertMatch(rises, /^NO ALARM: REWARD RISES$/m);
  assertMatch(rises, /^Use: the checkpoint nearest step 122880 \(highest rollout\/ep_rew_mean: 492\)$/m);
  const peaks = played(range(60).map((i) => i < 40 ? 10 * i : 400 - 5 * (i - 40)));
  assertMatch(peaks, /^NO ALARM: REWARD ROSE, IS PAST ITS BEST$/m);
  assertMatch(peaks, /highest 400 at step 8\d{4}, 2\d% of its rise lost since/);
  assertMatch(peaks, /^Use: the checkpoint nearest step 8\d{4} /m);
  const falls = played(range(60).map((i) => i < 40 ? 10 * i : 400 - 15 * (i - 40)));
  assertMatch(falls, /^REWARD FALLEN BACK since step 8\d{4}$/m);
});

Deno.test("rewards: what single episodes differ by is no loss of the rise", () => {
  const normal = normalNumbers(9);
  const noisy = played(range(900).map((i) => 10 + 200 * (i / 900) ** 2 + 60 * Math.abs(normal())));
  assertMatch(noisy, /^NO ALARM: REWARD RISES$/m);
});

Deno.test("rewards: of single episodes the highest smoothed one is named, and the last can be it", () => {
  const told = (reward: (i: number) => number) =>
    tell(table({ episode: range(60), episode_reward: range(60).map(reward) }));
  assertMatch(
    told((i) => 3 * i),
    /^Use: the checkpoint nearest episode 59 \(highest episode_reward: 177\)$/m,
  );
  // the luckiest one of all is no level
  assertMatch(
    told((i) => i === 50 ? 400 : i < 56 ? 3 * i : 160),
    /^Use: the checkpoint nearest episode 5[4-8] \(highest episode_reward: about 16\d.*median of 3\)$/m,
  );
});

Deno.test("rewards: of a run's own evaluations the best names the checkpoint", () => {
  const reward = range(60).map((i) => 20 + 8 * i);
  const told = tell(table({
    "time/total_timesteps": steps(60),
    "rollout/ep_rew_mean": reward,
    "eval/mean_reward": reward.map((value, i) => i % 10 === 9 ? (i === 49 ? 900 : value + 50) : NaN),
  }));
  assertMatch(told, /^Use: the checkpoint nearest step 102400 \(highest eval\/mean_reward: 900\)$/m);
});

Deno.test("rewards: evaluations that stay where they were while the training's rewards rise are played in another world", () => {
  const told = (evaluation: (i: number) => number) =>
    played(range(100).map((i) => 900 - 1100 * Math.exp(-i / 8)), {
      "eval/mean_reward": range(100).map((i) => i % 10 === 9 ? evaluation(i) : NaN),
    });
  const apart = told((i) => -150 + 120 * Math.cos(i));
  assertMatch(
    apart,
    /^EVALUATIONS DO NOT FOLLOW THE TRAINING\n.*about -[\d.]+ to about 900, eval\/mean_reward/m,
  );
  assertMatch(apart, /^Use: none can be chosen by such evaluations$/m);
  assertMatch(apart, /^Next: Make the evaluation the same world as the training: .*sync_envs_normalization/m);
  // what is harder, and rises all the same, follows
  assertNotMatch(told((i) => 3 * i - 100), /DO NOT FOLLOW/);
  assertNotMatch(told((i) => 700 + 120 * Math.cos(i)), /DO NOT FOLLOW/);
});

Deno.test("rewards: evaluations that were logged often judge a policy before what it gets while it explores", () => {
  const normal = normalNumbers(4);
  const told = tell(table({
    "time/total_timesteps": steps(200),
    "rollout/ep_rew_mean": range(200).map((i) => 20 - 40 * Math.exp(-i / 8)),
    "eval/mean_reward": range(200).map((i) => i % 4 === 3 ? 20 + 0.4 * i + normal() : NaN),
    "train/value_loss": range(200).map(() => 3 + normal()),
  }));
  assertMatch(told, /^NO ALARM: REWARD RISES\n {2}eval\/mean_reward /m);
  assertMatch(told, /^ {2}rollout\/ep_rew_mean +[▁-█]/m);
  assert(!/Evaluate the policy/.test(told), told);
});

Deno.test("rewards: a plateau that ends in a second gain is none, and one that stands still at the end rises no more", () => {
  const normal = normalNumbers(6);
  const again = played(
    range(300).map((i) =>
      -40 + 30 * (1 - Math.exp(-i / 15)) + 3.2 * Math.max(0, Math.min(1, (i - 235) / 20)) + 0.3 * normal()
    ),
  );
  assertMatch(
    again,
    /^NO ALARM: REWARD GAINS AGAIN AFTER A PLATEAU\n {2}The reward rose, stood, and gains again/m,
  );
  assertMatch(again, /^Next: Train on from the last checkpoint/m);
  const late = played(range(300).map((i) => (i < 255 ? 10 : 60) + normal()));
  assert(!/LEVELS OFF|PLATEAU|FLAT/.test(late), late);
  const stands = played(range(200).map((i) => Math.min(155, i) + 1.5 * normal()));
  assertMatch(stands, /^NO ALARM: REWARD ROSE, STANDS STILL AT THE END$/m);
  assert(!/still rises/.test(stands), stands);
});

Deno.test("rewards: one dip on the way is no late arrival", () => {
  const dips = played(range(300).map((i) => i > 200 && i < 240 ? 430 : Math.min(500, 5 * i)));
  assertMatch(dips, /^NO ALARM: REWARD CONVERGED AT ITS CEILING since step/m);
});

Deno.test("rewards: one that rises to the end of a finished run is told to train longer, one that has levelled off is not", () => {
  assertMatch(
    played(range(60).map((i) => 20 + 8 * i)),
    /^Next: If this is not .* best, train longer: it still rises\. Evaluate/m,
  );
  const dips = range(40).map((i) => i === 32 ? -16 : i === 33 ? -14 : -12 - 8 * Math.exp(-i / 8));
  assertMatch(
    played(dips),
    /^NO ALARM: REWARD ROSE AND LEVELS OFF\n[^]*^Next: More of the same gives little\. Evaluate/m,
  );
});

Deno.test("rewards: one that rose until two thirds of the run and has stood since levels off", () => {
  const normal = normalNumbers(3);
  const told = played(range(150).map((i) => Math.min(2500, 25 * i) + 60 * normal()));
  assertMatch(told, /^NO ALARM: REWARD ROSE AND LEVELS OFF$/m);
  assert(!/still rises/.test(told), told);
});

Deno.test("rewards: a slow rise under noise that gains in every window is no plateau", () => {
  const normal = normalNumbers(7);
  const slow = (pace: number) => played(range(400).map((i) => 12 * (1 - Math.exp(-i / pace)) + normal()));
  assertMatch(slow(250), /^NO ALARM: REWARD RISES\n[^]*^Next: .*train longer/m);
  // what has nearly come to its level, be it with a trend, gains little by more
  assertMatch(slow(110), /^NO ALARM: REWARD ROSE AND LEVELS OFF$/m);
});

Deno.test("rewards: one that rises throughout by no more than one differs from the next has risen, and stands on no plateau", () => {
  const states = (noise: number, reward: (share: number) => number) =>
    range(12).map((seed) => {
      const normal = normalNumbers(31 + seed);
      return tell(table({
        step: steps(300),
        reward: range(300).map((i) => 0.2 + reward(i / 299) + noise * normal()),
      })).split("\n")[1];
    });
  const slow = states(0.3, (share) => 0.5 * share);
  assert(slow.filter((line) => /RISES/.test(line)).length >= 10, String(slow));
  assert(!slow.some((line) => /PLATEAU|FLAT/.test(line)), String(slow));
  // half of the rise at once, the other half to the end
  const opened = states(0.2, (share) => 0.3 * Math.min(1, 8 * share) + 0.3 * share);
  assert(opened.filter((line) => /PLATEAU|FLAT/.test(line)).length <= 1, String(opened));
  const stands = states(0.1, (share) => 0.5 * Math.min(1, 8 * share));
  assert(stands.filter((line) => /ON A PLATEAU/.test(line)).length >= 10, String(stands));
});

Deno.test("rewards: where noise hides whether one still rises it is told, with what would tell", () => {
  const normal = normalNumbers(7);
  const told = played(range(100).map((i) => 0.2 + 0.5 * (1 - Math.exp(-i / 40)) + 0.25 * normal()));
  assertMatch(told, /^NO ALARM: REWARD ROSE, TOO NOISY TO TELL WHETHER IT STILL DOES$/m);
  assertMatch(told, /^Next: Evaluate checkpoints on many episodes or prompts/m);
});

Deno.test("rewards: what moves up and down throughout has not risen over its first few episodes", () => {
  const wanders = range(200).map((i) => i < 3 ? 19 + i / 10 : 22.5 + 2 * Math.sin(i / 9) + 0.2 * (i % 2));
  assertMatch(
    played(wanders),
    /^REWARD SWINGS WITHOUT A TREND\n {2}The reward goes up and down between about 20\.\d+ and 24\.\d+/m,
  );
});

Deno.test("rewards: collapses that come again and again are told, one is not", () => {
  const rise = range(600).map((i) => 80 * (1 - Math.exp(-i / 150)));
  const collapsing = (times: number) =>
    played(
      rise.map((value, i) =>
        i > 200 && i < 200 + 100 * times && i % 100 > 20 && i % 100 < 50 ? value / 4 : value
      ),
    );
  const told = collapsing(4);
  assertMatch(
    told,
    /^REWARD UNSTABLE: IT COLLAPSES AGAIN AND AGAIN\n {2}It has lost 30% of its rise 4 times/m,
  );
  assertMatch(told, /^Use: the checkpoint nearest step/m);
  assertMatch(collapsing(1), /^NO ALARM: REWARD ROSE AND LEVELS OFF$/m);
});

Deno.test("rewards: preferences without held-out pairs ask for some, not for episodes", () => {
  const told = tell(JSON.stringify({
    max_steps: 400,
    global_step: 300,
    log_history: range(30).map((i) => ({
      step: 10 * (i + 1),
      loss: 0.69 * Math.exp(-i / 12),
      "rewards/margins": 4 * (1 - Math.exp(-i / 15)),
    })),
  }));
  assertMatch(told, /^NO ALARM: REWARD RISES$/m);
  assertMatch(told, /^Use: the checkpoint nearest step 300 /m);
  assertMatch(told, /^Next: Let it run to the end of its schedule \(step 400\)\. Add an evaluation set/m);
  assert(!/episodes/.test(told), told);
});

Deno.test("rewards: of a generation the mean is judged, not its best", () => {
  const bred = tell(table({
    generation: range(40),
    "Top Fitness": range(40).map((i) => 90 + i),
    "Mean Fitness": range(40).map((i) => 10 + 2 * i),
  }));
  assertMatch(bred, /^NO ALARM: REWARD RISES\n {2}Mean Fitness 10 at first, 88 at the end/m);
});

Deno.test("rewards: a mean of all since the start lags behind, and does not lead", () => {
  const told = tell(table({
    step: steps(40),
    episodic_reward: range(40).map((i) => 100 + i),
    cumulative_avg_reward: range(40).map((i) => 100 + i / 2),
  }));
  assertMatch(told, /^NO ALARM: REWARD RISES\n {2}episodic_reward 100 at first, 139 at the end/m);
});

Deno.test("rewards: one that rose and stands still for most of the run is on a plateau, for good or bad", () => {
  const normal = normalNumbers(3);
  const stuck = played(range(120).map((i) => 210 * (1 - Math.exp(-i / 8)) + normal()));
  assertMatch(stuck, /^NO ALARM: REWARD ON A PLATEAU since step \d+$/m);
  assertMatch(stuck, /^Next: If that is the task's best, stop .*; if it can do better, more exploration/m);
  const solved = played(range(120).map((i) => Math.min(500, 20 * i)));
  assertMatch(solved, /^NO ALARM: REWARD CONVERGED AT ITS CEILING since step \d+$/m);
  assertMatch(solved, /^Next: If this is the most that an episode can give, it is solved/m);
});

Deno.test("rewards: one whose last entries are nearly all at the most that a task gives has converged there", () => {
  const normal = normalNumbers(5), ceiling = /^NO ALARM: REWARD CONVERGED AT ITS CEILING since/m;
  const solves = (i: number) => 20 + 500 * (1 - Math.exp(-i / 20)) + 5 * normal();
  // an episode now and then is lost, and the mean of a hundred with it
  assertMatch(played(range(100).map((i) => Math.min(500 - Math.max(0, i % 7 - 5), solves(i)))), ceiling);
  const episodes = (most: number) =>
    tell(table({
      episode: range(500),
      reward: range(500).map((i) =>
        Math.round(Math.min(most, 20 + 240 * (1 - Math.exp(-i / 150)) + 30 * normal()))
      ),
    }));
  assertMatch(episodes(200), ceiling);
  // no more than a plateau: nothing tells that it could not be more
  assertNotMatch(episodes(400), /CEILING/);
  assertNotMatch(played(range(100).map((i) => 480 * (1 - Math.exp(-i / 10)) + normal())), /CEILING/);
});

Deno.test("rewards: evaluations choose the checkpoint under any name that is of whole episodes", () => {
  for (const name of ["eval_reward", "eval/return", "test_episode_reward", "eval/avg_return"]) {
    const told = tell(table({
      step: steps(100),
      reward: range(100).map((i) => 300 * (1 - Math.exp(-i / 20))),
      [name]: range(100).map((i) => i % 10 === 9 ? (i === 59 ? 340 : 40 + 2 * i) : NaN),
    }));
    assertMatch(
      told,
      new RegExp(`^Use: the checkpoint nearest step 122880 \\(highest ${name}: 340\\)$`, "m"),
    );
  }
});

Deno.test("rewards: one that sank below what it began with has not risen by coming back", () => {
  const sunk = played(range(80).map((i) => i < 30 ? -400 - 20 * i : -1000 + 8 * (i - 30)), {
    "train/critic_loss": range(80).map((i) => 3 + 2e6 * Math.exp(-(((i - 30) / 8) ** 2))),
  });
  assertMatch(sunk, /^REWARD NO BETTER THAN AT FIRST since step \d+$/m);
  assertMatch(sunk, /^Use: none of these checkpoints/m);
  assertMatch(sunk, /^Also: The critic explodes: train\/critic_loss /m);
  assert(!/rises/i.test(sunk), sunk);
});

Deno.test("rewards: ten noisy ones tell nothing, and what their scale does to the critic is told", () => {
  const few = [4, 31, -22, 18, -30, -9, 11, 26, -17, 2].map((value) => 1e5 * value);
  assertMatch(played(few), /^TOO FEW REWARDS TO TELL$/m);
  const unscaled = played(few, { "train/value_loss": range(10).map((i) => 4e11 + 1e10 * (i % 3)) });
  assertMatch(unscaled, /^REWARDS NOT SCALED\n/m);
  assertMatch(unscaled, /^Next: Scale the rewards/m);
});

Deno.test("rewards: Spinning Up's and baselines' names are read, and losses of a policy are not summed", () => {
  const spun = tell(table({
    Epoch: range(40),
    AverageEpRet: range(40).map((i) => -90 + i),
    MaxEpRet: range(40).map((i) => -20 + i),
    LossPi: range(40).map(() => 1e-8),
    LossV: range(40).map((i) => 20 / (i + 1)),
  }));
  assertMatch(spun, /^NO ALARM: REWARD RISES\n {2}AverageEpRet -90 at first, -51 at the end/m);
  assert(!/sum of|MaxEpRet .*highest/.test(spun), spun);
  const baselines = tell(table({ eprewmean: range(40), policy_loss: range(40), total_timesteps: steps(40) }));
  assertMatch(baselines, /^NO ALARM: REWARD RISES\n {2}Eprewmean 0 at first/m);
});

Deno.test("rewards: a critic that foresees nothing of large returns is told, as an alarm where the reward does not rise", () => {
  const normal = normalNumbers(3);
  const critic = (reward: (i: number) => number, loss: number, explained: number) =>
    played(range(200).map((i) => reward(i) + normal()), {
      "train/value_loss": range(200).map(() => loss * Math.exp(0.3 * normal())),
      "train/explained_variance": range(200).map(() => explained + 0.02 * normal()),
    });
  const flat = critic(() => 300, 2e5, -0.05);
  assertMatch(
    flat,
    /^THE CRITIC FORESEES NOTHING\n {2}The critic foresees next to nothing: explained_variance about -0\.0/m,
  );
  assertMatch(flat, /^Next: Scale the rewards/m);
  const rises = critic((i) => 3 * i, 2e5, -0.05);
  assertMatch(rises, /^NO ALARM: REWARD RISES$/m);
  assertMatch(rises, /^Also: The critic foresees next to nothing/m);
  // what is left to foresee of a task that is solved is noise
  assert(!/foresees/.test(critic(() => 300, 1e-6, -20)));
  assert(!/foresees/.test(critic(() => 300, 2e5, 0.9)));
});

Deno.test("rewards: of levels that noise does not tell apart the latest names the checkpoint", () => {
  const normal = normalNumbers(3);
  const told = tell(table({
    step: range(400),
    reward: range(400).map((i) => 0.3 + 0.4 * Math.min(1, i / 200) + 0.2 * normal()),
  }));
  assertMatch(told, /^Use: the checkpoint nearest step 3[89]\d \(/m);
});

Deno.test("rewards: a policy that leaps at every update is told though its reward rises", () => {
  const leaps = played(range(60).map((i) => 20 + 8 * i), {
    "train/approx_kl": range(60).map((i) => 40 + i % 7),
    "train/clip_fraction": range(60).map(() => 0.9),
  });
  assertMatch(leaps, /^POLICY UPDATES TOO LARGE\n.*approx_kl 40 at first.*clip_fraction 0.9 at first/m);
  assertMatch(leaps, /^Also: The reward rises/m);
});

Deno.test("rewards: a bonus for exploring that has vanished beside a reward that stands still", () => {
  const stuck = played(range(120).map((i) => 210 * (1 - Math.exp(-i / 8))), {
    mean_int_reward: range(120).map((i) => 0.02 * Math.exp(-i)),
  });
  assertMatch(stuck, /^EXPLORATION BONUS GONE\n.* stands still at about 210 since step \d+$/m);
});

Deno.test("rewards: without a reward a policy's owner is told to log it, and hears nothing of samples", () => {
  const blind = tell(table({ step: steps(30), policy_loss: range(30), value_loss: range(30) }));
  assertMatch(blind, /^NO ALARM: JUDGE BY THE REWARD$/m);
  assertMatch(blind, /^Next: Log the mean reward of episodes/m);
  assert(!/GAN|samples|validation loss/.test(blind), blind);
});

Deno.test("rewards: a batch with fewer answers at the limit now and then does not put off since when they are cut", () => {
  const text = tell(JSON.stringify({
    log_history: range(50).map((i) => ({
      step: 10 * (i + 1),
      loss: 0.001 * (i % 3),
      reward: 0.3 + 0.1 * ((7 * i) % 5),
      "completions/clipped_ratio": i < 10 ? 0.4 : i % 4 === 1 ? 0.75 : 0.9,
    })),
  }));
  assertMatch(text, /^ANSWERS ARE CUT AT THEIR LIMIT since step 1\d0$/m);
});

Deno.test("rewards: answers that are cut at the limit come before the reward that does not rise (GRPO)", () => {
  const normal = normalNumbers(5);
  const grpo = (clipped: number, more = {}) =>
    tell(JSON.stringify({
      log_history: range(40).map((i) => ({
        step: 5 * (i + 1),
        loss: 1e-3 * normal(),
        reward: 0.3 + 0.2 * normal(),
        "completions/mean_length": 500,
        "completions/clipped_ratio": i < 3 ? 0.5 : clipped,
        ...more,
      })),
    }));
  const cut = grpo(1);
  assertMatch(cut, /^ANSWERS ARE CUT AT THEIR LIMIT since step 20\n.*100% of them.*mean_length about 500/m);
  assertMatch(cut, /^Next: Raise max_completion_length/m);
  assertMatch(cut, /^Also: The reward is flat/m);
  const flat = grpo(0.1);
  assertMatch(flat, /^REWARD FLAT\n[^]*^Next: Look at each reward function by itself .*num_generations/m);
  assert(!/entropy|value losses|episode/.test(flat), flat);
  assertMatch(grpo(0.1, { frac_reward_zero_std: 1 }), /^ALL ANSWERS REWARDED ALIKE$/m);
});

Deno.test("rewards: a batch or two in which fewer answers are cut does not begin it anew", () => {
  const cut = tell(JSON.stringify({
    log_history: range(40).map((i) => ({
      step: 5 * (i + 1),
      reward: i % 2,
      "completions/clipped_ratio": i < 10 ? 0.2 : i % 9 === 0 || i === 38 ? 0.75 : 0.9,
      frac_reward_zero_std: 0.6,
    })),
  }));
  assertMatch(cut, /^ANSWERS ARE CUT AT THEIR LIMIT since step (5\d|60)$/m);
  assertMatch(cut, /^Also: The reward is flat.*for 60% of the prompts all answers get one reward/m);
});

Deno.test("rewards: a flat reward is given time in the warm-up and in the first half of a schedule", () => {
  const normal = normalNumbers(8);
  const grpo = (rate: (i: number) => number, max_steps?: number) =>
    tell(JSON.stringify({
      ...(max_steps === undefined ? {} : { max_steps, global_step: 40 }),
      log_history: range(40).map((i) => ({
        step: i + 1,
        reward: 0.4 + 0.1 * normal(),
        learning_rate: rate(i),
        "completions/mean_length": 200,
      })),
    }));
  const warming = grpo((i) => 1e-7 * (i === 20 ? 20 : i + 1), 400);
  assertMatch(
    warming,
    /^NO ALARM: STILL IN WARM-UP\n {2}The reward is flat.*, and the learning rate still rises/m,
  );
  assertMatch(warming, /^Next: Train far longer/m);
  const early = grpo((i) => 1e-6 * (1 - i / 800), 800);
  assertMatch(early, /^REWARD FLAT$/m);
  assertMatch(
    early,
    /^Next: Let it run on, for 5% of its schedule is done; if it is as flat at half of it: look at/m,
  );
  assertMatch(grpo((i) => 1e-6 * (1 - i / 40), 40), /^Next: Look at each reward function/m);
});

Deno.test("rewards: of rewards of 0 or 1 the share of ones is the level, and one that never differs teaches nothing", () => {
  const normal = normalNumbers(5);
  const won = (least: (share: number) => number) =>
    tell(table({
      episode: range(3000),
      episode_reward: range(3000).map((i) => Math.abs(normal()) > least(i / 3000) ? 1 : 0),
    }));
  const rises = won((share) => 2.6 - 2 * share);
  assertMatch(
    rises,
    /^NO ALARM: REWARD RISES\n.* about 0\.0\d+ at first, about 0\.[45]\d* at the end \(means of some/m,
  );
  assertMatch(
    rises,
    /^Use: the checkpoint nearest episode 2\d{3} \((highest )?episode_reward:? about 0\.\d+, mean of some/m,
  );
  assertMatch(won(() => 0.7), /^SUCCESS RATE FLAT, AT ABOUT (4[5-9]|5\d)%$/m);
  const never = tell(table({ episode: range(300), episode_reward: range(300).map(() => 0) }));
  assertMatch(never, /^REWARD FLAT\n.*The reward is the same all the time: episode_reward 0$/m);
  assertMatch(never, /^Next: Nothing can be learned from a reward that never differs/m);
});

Deno.test("rewards: levels are told where two single values would tell of another change", () => {
  const normal = normalNumbers(3);
  const told = tell(table({
    step: range(400),
    reward: range(400).map((i) => i === 0 ? 0.6 : i === 399 ? 0.3 : 0.3 + i / 1000 + 0.1 * normal()),
  }));
  assertMatch(
    told,
    /^NO ALARM: REWARD RISES\n {2}Reward about 0\.3\d* at first, about 0\.[67]\d* at the end \(medians of 20\)$/m,
  );
});

Deno.test("rewards: a collapse that it came back from is told beside a reward that rose", () => {
  const came = played(range(300).map((i) => 500 * Math.min(1, i / 60) * (i > 90 && i < 120 ? 0.05 : 1)));
  assertMatch(came, /^NO ALARM: REWARD .*\n.*on the way it fell to about 25 at step 1\d{5}, and came back/m);
});

Deno.test("rewards: actions that are drawn at random, or always the same, are told beside a flat reward", () => {
  const normal = normalNumbers(3), flat = range(200).map(() => -200 + normal());
  const random = played(flat, { "rollout/exploration_rate": range(200).map((i) => 1 - i / 800) });
  assertMatch(random, /^REWARD FLAT\n.*exploration_rate is still 0\.75/m);
  assertMatch(random, /^Next: Train on until exploration has come down/m);
  const same = played(flat, { "train/entropy_loss": range(200).map((i) => -1.4 * Math.exp(-i / 5) - 1e-4) });
  assertMatch(
    same,
    /^REWARD FLAT\n.*entropy_loss fell from about 1\.\d+ to about 1\.\d+e-4 by step \d+: it explores no more/m,
  );
  assertMatch(same, /^Next: Keep it exploring/m);
  // the entropy of a density goes below zero and means nothing of the kind
  const density = played(flat, { "train/entropy_loss": range(200).map((i) => -8 + i / 20) });
  assert(!/explores no more/.test(density), density);
});

Deno.test("rewards: answers that grow and a KL that explodes are told beside a reward that rises", () => {
  const grpo = (kl: (i: number) => number, length: (i: number) => number) =>
    tell(JSON.stringify({
      log_history: range(100).map((i) => ({
        step: i + 1,
        reward: 0.2 + i / 150,
        kl: kl(i),
        "completions/mean_length": length(i),
      })),
    }));
  const far = grpo((i) => 0.01 * Math.exp(i / 14), (i) => 200 + 10 * i);
  assertMatch(
    far,
    /^REWARD UP, BUT THE KL EXPLODES: GAMED\?\n.*; meanwhile completions\/mean_length went from .*, kl went from/m,
  );
  assertMatch(far, /^Next: Read answers of several checkpoints before going on/m);
  const near = grpo((i) => 0.001 * i, () => 200);
  assert(!/meanwhile/.test(near), near);
  assertMatch(near, /^Next: If this is not the task's best, train longer/m);
});

Deno.test("two opposed losses are a game by their names, and are never summed", () => {
  const falls = range(30).map((i) => 1.4 - 0.02 * i), rises = range(30).map((i) => 0.7 + 0.02 * i);
  for (
    const [d, g] of [["Disc Loss", "Gen Loss"], ["D", "G"], ["netD", "netG"], ["Loss_D", "Loss_G"], [
      "errD",
      "errG",
    ], ["DLoss", "GLoss"]]
  ) {
    const told = tell(table({ epoch: range(30), [g]: rises, [d]: falls }));
    assertMatch(told, /^NO ALARM: THE LOSSES OF A GAN SAY NOTHING OF QUALITY$/m, d);
    assert(!/sum of/.test(told), told);
  }
  const ahead = tell(
    table({ epoch: range(30), gen_loss: rises.map((v) => v ** 3), disc_loss: falls.map((v) => v ** 3) }),
  );
  assertMatch(ahead, /; the discriminator is ahead$/m);
});

Deno.test("a training loss that rises by plan while validation is at its best is no divergence", () => {
  const grows = tell(table({
    epoch: range(40),
    loss: range(40).map((i) => 0.02 + 0.006 * i),
    val_loss: range(40).map((i) => 0.3 + 0.4 * Math.exp(-i / 6)),
  }));
  assertMatch(grows, /^NO ALARM: TRAINING LOSS RISES, VALIDATION IMPROVES$/m);
  assertMatch(grows, /^Use: the checkpoint of epoch/m);
  assert(!/DIVERGENCE|sorted|none of these/.test(grows), grows);
});

Deno.test("boosting whose training error alone was logged is told to take an evaluation set", () => {
  const rows = range(200).map((i) => `${i}\t${0.1 + 0.6 * Math.exp(-i / 60)}`).join("\n");
  const history = readHistory(new TextEncoder().encode(`iter\tLogloss\n${rows}\n`), {
    name: "learn_error.tsv",
  });
  const told = shortText(history, diagnose({ history, evidence: {} }), "learn_error.tsv");
  assertMatch(told, /^NO ALARM: TRAINING ERROR ALONE$/m);
  assertMatch(told, /^Next: .*eval_set and early_stopping_rounds/m);
  assert(!/more trees|IMPROVING/.test(told), told);
});

Deno.test("a loss that still falls on training rows alone promises nothing of unseen rows", () => {
  const told = tell(table({ epoch: range(30), loss: range(30).map((i) => 2 * Math.exp(-i / 20)) }));
  assertMatch(told, /^Next: More epochs .* lower the training loss further; whether unseen rows gain, only/m);
});

Deno.test("a rate that is far too high for Adam is the first thing to try at chance", () => {
  const told = (rate: number) =>
    tell(table({
      epoch: range(8),
      loss: [2.7, 2.31, 2.304, 2.303, 2.303, 2.303, 2.303, 2.303],
      accuracy: range(8).map(() => 0.1),
      learning_rate: range(8).map(() => rate),
    }));
  assertMatch(
    told(0.05),
    /^Next: The rate is 0.05, for Adam 50 times its default: .*0.001 .* Fit one batch/m,
  );
  assertMatch(told(0.001), /^Next: Fit one batch/m);
});

Deno.test("a loss that is nothing at once is told to a classifier in its own words", () => {
  const told = (first: number) =>
    tell(JSON.stringify({
      log_history: range(60).map((i) => ({
        step: 10 * (i + 1),
        epoch: i / 20,
        loss: first * Math.exp(-3 * i),
      })),
    }));
  assertMatch(told(0.7), /^TOO GOOD TO BE TRUE$[^]*^Next: Look at ten rows/m);
  assert(!/shifted|masked/.test(told(0.7)));
  assertMatch(told(9), /^Next: Check that labels are shifted, masked/m);
  assertEquals(told(0.7).split("\n").length <= 12, true);
});

Deno.test("game: of two discriminators the one that has won is named", () => {
  const falls = range(60).map((i) => 0.25 * Math.exp(-i / 5)),
    keeps = range(60).map((i) => 0.24 + 0.01 * (i % 2));
  const told = tell(table({
    epoch: range(60),
    D_A: falls,
    G_A: range(60).map((i) => 0.4 + 0.6 * (1 - Math.exp(-i / 8))),
    D_B: keeps,
    G_B: keeps.map((value) => 2 * value),
  }));
  assertMatch(told, /^THE DISCRIMINATOR HAS WON: D_A\n {2}The discriminator \(D_A\) has won, and teaches/m);
});

Deno.test("rewards: one evaluation is not judged where the rewards of training make a course, of which the whole leads", () => {
  const rises = range(24).map((i) => -3 + i / 12), once = range(24).map((i) => i === 0 ? "-0.4" : "");
  const text = tell(table({
    step: range(24).map((i) => 5 * i),
    "eval/reward/episode_reward_mean": once,
    "collection/carrier/reward/episode_reward_mean": rises.map((v) => v / 3),
    "collection/reward/episode_reward_mean": rises,
    "collection/loader/reward/episode_reward_mean": rises.map((v) => 2 * v / 3),
  }));
  assertMatch(text, /^NO ALARM: REWARD RISES$/m);
  assertMatch(text, /^Sure\? .* on 24 values of collection\/reward\/episode_reward_mean/m);
});

Deno.test("rewards: what every step is paid alike leaves the course to the reward of whole episodes", () => {
  const longer = range(60).map((i) => 20 + 2 * i),
    paid = (step: (i: number) => number) =>
      tell(table({
        step: range(60),
        reward: range(60).map(step),
        "episode reward": longer.map((length, i) => (7 * i) % length),
        total_reward: longer,
      }));
  assertMatch(paid(() => 1), /^NO ALARM: REWARD RISES\n {2}total_reward 20 at first, 138 at the end/m);
  // a reward that moves keeps its place, and one that nothing else moves beside is flat
  assertMatch(paid((i) => i), /^ {2}Reward 0 at first, 59 at the end/m);
  assertMatch(tell(table({ step: range(60), reward: range(60).map(() => 1) })), /^REWARD FLAT$/m);
});
