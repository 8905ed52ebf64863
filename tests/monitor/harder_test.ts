/**
 * A curriculum raises the difficulty of a task while a policy learns: the same reward is more there, and a lower one need be no loss.
 */
import { assertMatch, assertNotMatch } from "@std/assert";
import { diagnose } from "../../src/monitor/mod.ts";
import { isDifficulty } from "../../src/monitor/readers/classify.ts";
import { readHistory } from "../../src/monitor/readers/mod.ts";
import { shortText } from "../../src/report/short_text.ts";
import { normalNumbers } from "./histories.ts";
import { range, table } from "./shapes.ts";

const N = 300;
const tell = (columns: Readonly<Record<string, readonly number[]>>) => {
  const text = table({ iteration: range(N).map((i) => i + 1), ...columns });
  const history = readHistory(new TextEncoder().encode(text), { name: "log.csv" });
  return shortText(history, diagnose({ history, evidence: {} }), "log.csv");
};
const rises = range(N).map((i) => 1 + Math.floor(i / 25));

for (const seed of [1, 2, 3, 4]) {
  const normal = normalNumbers(41 * seed), kept = range(N).map(() => 0.7 + 0.08 * normal());

  Deno.test(`harder: a reward that is kept while the task gets harder is progress, seed ${seed}`, () => {
    for (const name of ["difficulty", "scramble_depth", "curriculum/level", "Lesson Number"]) {
      const told = tell({ mean_reward: kept, [name]: rises });
      assertMatch(told, new RegExp(`^NO ALARM: REWARD KEPT WHILE ${name} RISES$`, "m"));
      assertMatch(
        told,
        / rose from 1 to 1[01][\d.]* meanwhile, so that the same reward is more: mean_reward /,
      );
      assertNotMatch(told, /FLAT|flat|stuck/);
    }
  });

  Deno.test(`harder: what stands still at one difficulty is flat, seed ${seed}`, () => {
    assertMatch(tell({ mean_reward: kept, difficulty: range(N).map(() => 3) }), /^REWARD FLAT$/m);
    // it was raised early on, and no more for the later half
    assertMatch(
      tell({ mean_reward: kept, difficulty: range(N).map((i) => Math.min(4, 1 + Math.floor(i / 20))) }),
      /^REWARD FLAT$/m,
    );
    // nothing was ever gained that could be kept
    assertMatch(tell({ mean_reward: range(N).map(() => 0), difficulty: rises }), /^REWARD FLAT$/m);
  });

  Deno.test(`harder: a reward that drops as the task gets harder is no fault of the updates alone, seed ${seed}`, () => {
    const lost = range(N).map((i) =>
      (i < 150 ? i / 150 : Math.max(0.2, 1 - (i - 150) / 100)) + 0.05 * normal()
    );
    assertMatch(tell({ mean_reward: lost }), /^REWARD FALLEN BACK/m);
    const told = tell({ mean_reward: lost, difficulty: rises });
    assertMatch(told, /^REWARD DROPS WHILE difficulty RISES$/m);
    assertMatch(told, /^Next: Evaluate at fixed levels.*raise the level more slowly.*Go back to/m);
    // what rises all the same is told as that
    assertMatch(
      tell({ mean_reward: range(N).map((i) => i + normal()), difficulty: rises }),
      /^NO ALARM: REWARD RISES$/m,
    );
  });
}

Deno.test("harder: words that hold a level or a stage are no difficulty", () => {
  for (const name of ["noise_level", "stage2_loss", "level_loss", "log_level", "confidence_level"]) {
    assertNotMatch(String(isDifficulty(name)), /true/, name);
  }
});
