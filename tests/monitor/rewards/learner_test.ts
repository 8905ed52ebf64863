/**
 * What is advised about a reward speaks of the settings of the algorithm that the log's columns are of, and of none else.
 */
import { assert, assertMatch, assertNotMatch } from "@std/assert";
import { diagnose } from "../../../src/monitor/mod.ts";
import { readHistory } from "../../../src/monitor/readers/mod.ts";
import { shortText } from "../../../src/report/short_text.ts";
import { normalNumbers } from "../histories.ts";
import { range, table } from "../shapes.ts";

const N = 300, normal = normalNumbers(23);
const tell = (columns: Readonly<Record<string, readonly number[]>>) => {
  const text = table({ step: range(N).map((i) => 2048 * (i + 1)), ...columns });
  const history = readHistory(new TextEncoder().encode(text), { name: "progress.csv" });
  return shortText(history, diagnose({ history, evidence: {} }), "progress.csv");
};
const around = (level: number, noise = level / 20) => range(N).map(() => level + noise * normal());
const loses = range(N).map((i) => (i < 150 ? 2 * i : Math.max(60, 300 - 4 * (i - 150))) + 8 * normal());
const stands = range(N).map((i) => 200 * (1 - Math.exp(-i / 12)) + 4 * normal());
const flat = around(20, 3);

const PPO = /clip_range|target_kl|PPO/, DQN = /target_update_interval|exploration_fraction/;
const SAC = /\btau\b|target entropy|action noise|TD3/,
  REPLAY = /replay buffer|target network|learning_starts/;

/** Each algorithm by what its implementations log, and words that are of others. */
const LEARNERS: readonly {
  readonly what: string;
  readonly beside: Readonly<Record<string, readonly number[]>>;
  readonly loses: RegExp;
  readonly never: readonly RegExp[];
}[] = [
  {
    what: "PPO, by its clip fraction and KL",
    beside: { "train/approx_kl": around(0.03), "train/clip_fraction": around(0.15) },
    loses: PPO,
    never: [DQN, SAC, REPLAY],
  },
  {
    what: "A2C, by the losses of its policy and its values, and its entropy",
    beside: { policy_loss: around(0.01), value_loss: around(3), entropy_loss: around(-0.7) },
    loses: /gradients clipped at a smaller norm/,
    never: [PPO, DQN, SAC, REPLAY],
  },
  {
    what: "DQN, by its exploration rate",
    beside: { eps: range(N).map((i) => Math.max(0.05, 1 - i / 60)), loss: around(0.5) },
    loses: /target network.*target_update_interval/,
    never: [PPO, SAC, /entropy coefficient/],
  },
  {
    what: "DQN, by the values of actions",
    beside: { mean_q: around(30), loss: around(0.5) },
    loses: /target network.*target_update_interval/,
    never: [PPO, SAC, /entropy coefficient/],
  },
  {
    what: "SAC, by its weight of entropy",
    beside: { critic_loss: around(2), actor_loss: around(-40), ent_coef: around(0.1) },
    loses: /target network.*\(tau\)/,
    never: [PPO, DQN],
  },
  {
    what: "TD3, by an actor whose loss is the value that its critic foresees",
    beside: { critic_loss: around(2), actor_loss: around(-40) },
    loses: /target network.*\(tau\)/,
    never: [PPO, DQN],
  },
  {
    what: "an actor and a critic of which nothing tells whether they learn off policy",
    beside: { critic_loss: around(2), actor_loss: around(0, 0.05) },
    loses: /a lower rate that decays, larger batches/,
    never: [PPO, DQN, SAC, REPLAY],
  },
  {
    what: "rewards alone, in neutral words",
    beside: {},
    loses: /a lower rate that decays, larger batches/,
    never: [PPO, DQN, SAC, REPLAY, /entropy/],
  },
];

for (const { what, beside, loses: advice, never } of LEARNERS) {
  Deno.test(`learner: ${what}`, () => {
    const [lost, still, idle] = [loses, stands, flat].map((reward) => tell({ reward, ...beside }));
    assertMatch(lost, /^REWARD FALLEN BACK/m);
    assertMatch(lost.match(/^Next: .*$/m)![0], advice);
    for (const told of [lost, still, idle]) {
      for (const other of never) assertNotMatch(told.match(/^Next: .*$/m)![0], other);
    }
    assert(/PLATEAU|LEVELS OFF/.test(still) && /FLAT/.test(idle), still);
  });
}

Deno.test("learner: a critic that explodes has a target network only where values are learned off policy", () => {
  const explodes = range(N).map((i) => Math.exp(i / 15));
  const told = (beside: Readonly<Record<string, readonly number[]>>) =>
    tell({ reward: flat, critic_loss: explodes, ...beside });
  assertMatch(told({ ent_coef: around(0.1) }), /CRITIC EXPLODES\n[^]*^Next: .*target network/m);
  assertNotMatch(told({ approx_kl: around(0.01) }), /target network/);
});
