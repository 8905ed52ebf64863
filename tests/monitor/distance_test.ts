/**
 * Critics that measure a distance (WGAN): an estimate that stays about 0 from the start, one that grows without bounds, and healthy ones; and
 * discriminators that have won from the first on.
 */
import { assertMatch, assertNotMatch } from "@std/assert";
import { diagnose } from "../../src/monitor/mod.ts";
import { readHistory } from "../../src/monitor/readers/mod.ts";
import { shortText } from "../../src/report/short_text.ts";
import { normalNumbers } from "./histories.ts";
import { range, table } from "./shapes.ts";

const N = 300;
const tell = (columns: Readonly<Record<string, readonly number[]>>) => {
  const text = table({ step: range(N).map((i) => 100 * (i + 1)), ...columns });
  const history = readHistory(new TextEncoder().encode(text), { name: "log.csv" });
  return shortText(history, diagnose({ history, evidence: {} }), "log.csv");
};
const along = (course: (share: number) => number, noise: number, seed: number) => {
  const normal = normalNumbers(61 * seed + 3);
  return range(N).map((i) => course((i + 1) / N) + noise * normal());
};
const QUIET = /^NO ALARM: THE LOSSES OF A GAN SAY NOTHING OF QUALITY$/m;

for (const seed of [1, 2, 3, 4, 5]) {
  const generator = along((share) => 4 * share, 0.8, seed + 20);
  const critic = (course: (share: number) => number, noise: number, g = generator) =>
    tell({ critic_loss: along(course, noise, seed), gen_loss: g });

  Deno.test(`distance: a critic whose estimate stays about 0 from the start separates nothing, seed ${seed}`, () => {
    assertMatch(
      critic(() => 0, 0.003),
      /^THE CRITIC SEPARATES NOTHING\n.*critic_loss stays about 0 from the start/m,
    );
    assertMatch(critic(() => 0, 0.4), /^THE CRITIC SEPARATES NOTHING$/m);
    // weights that are clipped so hard that it can say nothing
    assertMatch(critic(() => -2e-5, 1e-6), /^THE CRITIC SEPARATES NOTHING$/m);
    assertMatch(critic(() => 0, 0.003), /^Next: Look whether the critic's weights move at all/m);
  });

  Deno.test(`distance: a critic that grew and came down as samples got better is healthy, seed ${seed}`, () => {
    assertMatch(critic((share) => -3 - 17 * Math.exp(-share / 0.2), 0.5), QUIET);
    assertMatch(critic((share) => -0.05 - 8 * Math.exp(-share / 0.1), 0.02), QUIET);
    assertMatch(critic((share) => -0.05 - 8 * Math.exp(-share / 0.004), 0.02), QUIET);
    assertMatch(critic((share) => -12 * (1 - Math.exp(-share / 0.1)), 1), QUIET);
    // large scores that stay large
    assertMatch(critic((share) => -4000 + 1500 * share, 200), QUIET);
  });

  Deno.test(`distance: a critic without bounds is told with where it left them, seed ${seed}`, () => {
    const told = critic(
      (share) => -Math.exp(14 * share),
      0.3,
      along((share) => Math.exp(13 * share), 0.8, seed),
    );
    assertMatch(told, /^THE CRITIC EXPLODES since step 1\d{4}$/m);
    assertMatch(
      told,
      /^Next: Look at samples of the steps before; bound the critic \(a gradient penalty of 10/m,
    );
  });

  Deno.test(`distance: a discriminator that has won from the first on is told, and one that is ahead, seed ${seed}`, () => {
    const game = (d: number, g: (share: number) => number) =>
      tell({ d_loss: along(() => d, d / 5, seed).map(Math.abs), g_loss: along(g, 0.3, seed + 1) });
    assertMatch(game(0.003, (share) => 6 + 6 * share), /^THE DISCRIMINATOR HAS WON$/m);
    const ahead = game(0.04, (share) => 4 + 4 * share);
    assertMatch(ahead, /^NO ALARM: THE DISCRIMINATOR IS AHEAD, JUDGE BY SAMPLES$/m);
    assertMatch(ahead, /^Next: .* If samples get no better, slow the discriminator/m);
    // its generator costs ever less: it wins ground
    assertNotMatch(game(0.1, (share) => 6 - 3 * share), /HAS WON|IS AHEAD/);
    assertMatch(game(1.2, () => 0.9), QUIET);
  });
}
