/**
 * Two networks against each other: what a pair of losses means hangs on the kind of loss. Made from a discriminator's scores of true and
 * of made rows, a batch at a time, as each kind computes its losses of them.
 */
import { assert, assertMatch, assertNotMatch } from "@std/assert";
import { diagnose } from "../../src/monitor/mod.ts";
import { readHistory } from "../../src/monitor/readers/mod.ts";
import { shortText } from "../../src/report/short_text.ts";
import { normalNumbers } from "./histories.ts";
import { range, table } from "./shapes.ts";

const tell = (columns: Readonly<Record<string, readonly number[]>>) => {
  const history = readHistory(new TextEncoder().encode(table(columns)), { name: "log.csv" });
  return shortText(history, diagnose({ history, evidence: {} }), "log.csv");
};

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b) / values.length;
const log1 = (x: number) => Math.log1p(Math.exp(x)), answer = (x: number) => 1 / (1 + Math.exp(-x));

/** What a discriminator pays for scores of true and of made rows, and the generator for the latter. */
type Kind = (real: number, made: number) => readonly [d: number, g: number];
const logs: Kind = (real, made) => [log1(-real) + log1(made), log1(-made)];
const meanOfLogs: Kind = (real, made) => [(log1(-real) + log1(made)) / 2, log1(-made)];
const squares: Kind = (real, made) => [
  ((answer(real) - 1) ** 2 + answer(made) ** 2) / 2,
  (answer(made) - 1) ** 2,
];
const hinge: Kind = (real, made) => [Math.max(0, 1 - real) + Math.max(0, 1 + made), -made];
const distance: Kind = (real, made) => [made - real, -made];

/** A log of a game: the scores go linearly from one pair to another, and rows differ by as much as `spread`. */
function game(
  kind: Kind,
  [real, made]: readonly [number, number],
  [realLast, madeLast]: readonly [number, number],
  names: readonly [string, string] = ["d_loss", "g_loss"],
  spread = 0.8,
  n = 400,
) {
  const normal = normalNumbers(31);
  const rows = range(n).map((i) => {
    const way = Math.min(1, i / (n / 3)), batch = 0.25 * spread * normal();
    const pairs = range(32).map(() =>
      kind(
        real + way * (realLast - real) + batch + spread * normal(),
        made + way * (madeLast - made) + batch + spread * normal(),
      )
    );
    return [0, 1].map((side) => mean(pairs.map((pair) => pair[side])));
  });
  return tell({
    step: range(n).map((i) => 50 * (i + 1)),
    [names[0]]: rows.map(([d]) => d),
    [names[1]]: rows.map(([, g]) => g),
  });
}

Deno.test("adversaries: a discriminator that costs more than answers of 1/2 is fooled, by sum and by mean of log losses", () => {
  for (const kind of [logs, meanOfLogs]) {
    const fooled = game(kind, [0.3, -0.3], [-0.4, 1.6]);
    assertMatch(fooled, /^THE GENERATOR FOOLS THE DISCRIMINATOR$/m);
    assertMatch(fooled, /^Next: Strengthen the discriminator/m);
    assertNotMatch(fooled, /discriminator is ahead|has won/i);
  }
  // little above what answers of 1/2 cost is no alarm
  const slightly = game(logs, [0.3, -0.3], [0.1, 0.4], ["d_loss", "g_loss"], 0.4);
  assertMatch(slightly, /^NO ALARM: THE GENERATOR IS AHEAD, JUDGE BY SAMPLES$/m);
});

Deno.test("adversaries: batches of an untrained discriminator are no beginning that anything is ahead of", () => {
  const normal = normalNumbers(5), n = 4000;
  const told = tell({
    step: range(n).map((i) => i + 1),
    d_loss: range(n).map((i) => i < 5 ? 9 : Math.abs(1.15 + 0.1 * normal())),
    g_loss: range(n).map((i) => i < 5 ? 0.001 : Math.abs(0.95 + 0.1 * normal())),
  });
  assertMatch(told, /^NO ALARM: THE LOSSES OF A GAN SAY NOTHING OF QUALITY$/m);
});

Deno.test("adversaries: a discriminator is ahead where its loss falls and the generator's rises, and has won near 0", () => {
  assertMatch(game(logs, [0, 0], [2.4, -2.4]), /^NO ALARM: THE DISCRIMINATOR IS AHEAD, JUDGE BY SAMPLES$/m);
  assertMatch(game(logs, [0.2, -0.2], [9, -9]), /^THE DISCRIMINATOR HAS WON$/m);
  assertMatch(game(squares, [0.2, -0.2], [9, -9]), /^THE DISCRIMINATOR HAS WON$/m);
});

Deno.test("adversaries: answers of 1/2 throughout are told as such, for log losses and for squares", () => {
  for (const kind of [logs, meanOfLogs, squares]) {
    const told = game(kind, [0, 0], [0, 0], ["loss_D", "loss_G"], 0.05);
    assertMatch(told, /^NO ALARM: THE DISCRIMINATOR CANNOT TELL, JUDGE BY SAMPLES$/m);
  }
});

Deno.test("adversaries: of squares, of a hinge and of a critic's distance nothing is said that holds for log losses alone", () => {
  const quiet = /^NO ALARM: THE LOSSES OF A GAN SAY NOTHING OF QUALITY$/m;
  assertMatch(game(squares, [0.3, -0.3], [0.5, -0.2]), quiet);
  // undecided costs a hinge 2, which is no loss above 2 ln 2 that anybody is fooled by
  assertMatch(game(hinge, [0.3, -0.3], [0.05, -0.05]), quiet);
  assertMatch(game(hinge, [0, 0], [0.6, 0.2]), quiet);
  assertMatch(game(distance, [0, 0], [4, -4]), quiet);
  // a critic's distance that goes to 0 is what it should do
  const shrinks = tell({
    epoch: range(300),
    critic_loss: range(300).map((i) => 12 * Math.exp(-i / 30)),
    gen_loss: range(300).map((i) => 1 + 4 * (1 - Math.exp(-i / 50))),
  });
  assertMatch(shrinks, quiet);
});

Deno.test("adversaries: a healthy game of log losses is no alarm, with a generator of two steps for one too", () => {
  for (const ends of [[1.2, -1.2], [0.6, -0.6], [0.35, 0.1], [0.8, -0.1]] as const) {
    assertMatch(game(logs, [0.5, -0.5], ends), /^NO ALARM/m);
  }
});

Deno.test("adversaries: terms against true rows tell, choose the checkpoint, and give samples their field", () => {
  const normal = normalNumbers(11), n = 90;
  const speech = {
    epoch: range(n).map((i) => i + 1),
    loss_disc: range(n).map(() => 2.7 + 0.1 * normal()),
    loss_gen: range(n).map(() => 2 + 0.1 * normal()),
    eval_loss_disc: range(n).map(() => 2.8 + 0.1 * normal()),
    eval_loss_gen: range(n).map(() => 1.9 + 0.1 * normal()),
    eval_loss_mel: range(n).map((i) => 15 + 9 * Math.exp(-i / 8) + 0.03 * Math.max(0, i - 49)),
    eval_loss_kl: range(n).map((i) => 1.9 + 2 * Math.exp(-i / 8) + 0.02 * Math.max(0, i - 39)),
  };
  const told = tell(speech);
  assertMatch(told, /^NO ALARM: eval_loss_mel GAINS NO MORE, JUDGE BY SAMPLES$/m);
  assertMatch(told, /eval_loss_kl 3\.9 at first, lowest .* at epoch \d+, 2\.\d+ at the end/);
  assertMatch(told, /^Use: the checkpoint of epoch 50 \(best eval_loss_mel\)$/m);
  assertMatch(told, /^Next: Listen to samples/m);
  assertNotMatch(told, /FID|KID/);
  assert(told.split("\n").length <= 12, told);
  const falls = tell({ ...speech, eval_loss_mel: range(n).map((i) => 30 - 0.1 * i) });
  assertMatch(falls, /^NO ALARM: eval_loss_mel STILL FALLS, JUDGE BY SAMPLES$/m);
  // of training rows alone such a term chooses none
  const paired = tell({
    epoch: range(60),
    D_real: range(60).map(() => 0.5 + 0.05 * normal()),
    D_fake: range(60).map(() => 0.5 + 0.05 * normal()),
    G_GAN: range(60).map(() => 1.2 + 0.1 * normal()),
    G_L1: range(60).map((i) => 10 + 30 * Math.exp(-i / 9) + 0.2 * normal()),
  });
  assertMatch(paired, /^NO ALARM: G_L1 (GAINS NO MORE|STILL FALLS), JUDGE BY SAMPLES$/m);
  assertMatch(paired, /^Use: the one whose samples are best/m);
});

Deno.test("adversaries: what samples are measured by has the words of a field only where names tell of it", () => {
  const plain = game(logs, [0.5, -0.5], [0.6, -0.6]);
  assertMatch(plain, /^Next: Judge by samples of several checkpoints, .*\(of images by FID or KID too\)/m);
});

/** A policy that imitates: its reward is what a discriminator takes its rows for. */
const imitates = (agent: number, expert: number, reward: (i: number) => number) =>
  tell({
    iteration: range(40).map((i) => i + 1),
    ep_reward_mean: range(40).map(reward),
    generator_acc: range(40).map((i) => i < 2 ? 0.55 : agent),
    expert_acc: range(40).map((i) => i < 2 ? 0.5 : expert),
    disc_loss: range(40).map((i) => i < 2 ? 0.69 : 1e-6),
  });

Deno.test("imitation: a discriminator that is sure of all rows explains a reward that does not rise", () => {
  const normal = normalNumbers(3), flat = () => 20 + 4 * normal();
  const alike = imitates(1, 0, flat);
  assertMatch(alike, /^THE DISCRIMINATOR ANSWERS ALL ROWS ALIKE since iteration 3$/m);
  assertMatch(alike, /^Next: Look at its labels and at the sign/m);
  assertNotMatch(alike, /clip_range|larger batches/);
  assertMatch(imitates(1, 0.995, flat), /^THE DISCRIMINATOR HAS WON since iteration 3$/m);
  assertMatch(imitates(0.8, 0.75, flat), /^REWARD FLAT$/m);
  // whoever learns all the same is paid enough
  assertMatch(imitates(1, 1, (i) => 20 + 5 * i), /^NO ALARM: REWARD RISES$/m);
});

Deno.test("rewards: all but one and the same tell nothing of what was done, and values that foresee none of it are named", () => {
  const normal = normalNumbers(17), n = 120;
  const paid = (more: Readonly<Record<string, readonly number[]>>) =>
    tell({ episode: range(n), reward: range(n).map(() => 80 + 0.02 * normal()), ...more });
  const unforeseen = paid({ q_loss: range(n).map(() => 6390 + 8 * normal()) });
  assertMatch(unforeseen, /^REWARD FLAT$/m);
  assertMatch(unforeseen, /all but the same all the time: .* its square \(6400\)/);
  assertMatch(unforeseen, /^Next: .*play random actions.*Divide rewards/m);
  const foreseen = paid({ q_loss: range(n).map(() => 3 + 0.2 * normal()) });
  assertMatch(foreseen, /all but the same/);
  assertNotMatch(foreseen, /its square|Divide rewards/);
  // a reward that varies is another matter
  const varies = tell({ episode: range(n), reward: range(n).map(() => 80 + 9 * normal()) });
  assertNotMatch(varies, /all but the same/);
});
