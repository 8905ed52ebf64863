/**
 * What lies in a run's folder is read with its history; a file by itself is a history and nothing else, whoever reads it.
 */
import { assertEquals, assertMatch, assertNotMatch } from "@std/assert";
import { diagnose } from "../../src/monitor/mod.ts";
import { shortText } from "../../src/report/short_text.ts";
import { readSource } from "../../src/run/history.ts";
import { readLog } from "../../src/run/source.ts";

const RUN = "models/baseline-64";
const ignore = Deno.permissions.querySync({ name: "read" }).state !== "granted";
const test = (name: string, fn: () => void) =>
  Deno.test({ name: `source: ${name}${ignore ? " (needs --allow-read)" : ""}`, ignore, fn });

test("a run's folder gives its record and what was measured on its weights", () => {
  const { run, history, evidence } = readSource(RUN);
  assertEquals([run?.configuration.hiddenSize, history.settings.hiddenSize], [64, 64]);
  assertEquals(evidence.frozen?.testMse, run?.result?.testMse);
});

test("its history's file alone gives no record, read either way", () => {
  const file = `${RUN}/training_history.json`, alone = readLog(file);
  assertEquals([alone.run, alone.evidence], [undefined, {}]);
  assertEquals(readSource(file), alone);
});

test("a loss that nothing else tells of is a policy's where its folder says so, and nobody asks for held-out rows", () => {
  const folder = Deno.makeTempDirSync();
  const told = (place: string, header: string, row: (i: number) => string) => {
    const file = `${folder}/${place}/loss.csv`;
    Deno.mkdirSync(`${folder}/${place}`, { recursive: true });
    Deno.writeTextFileSync(file, [header, ...Array.from({ length: 60 }, (_, i) => row(i))].join("\n"));
    const { history } = readLog(file);
    return shortText(history, diagnose({ history, evidence: {} }), "loss.csv");
  };
  const alone = (i: number) => `${i},${5 + (i % 3)}`;
  const policy = told("DQN_maze/out", "step,loss", alone);
  assertMatch(policy, /^NO ALARM: JUDGE BY THE REWARD$/m);
  assertMatch(policy, /^Use: the last one; only a reward tells which is better$/m);
  assertMatch(policy, /^Next: Log the mean reward of episodes/m);
  assertNotMatch(policy, /held-out rows/);
  assertNotMatch(told("mazes/out", "step,loss", alone), /reward/);
  // a model of rewards has held-out rows, whatever its folder is for
  const measured = told("ppo", "epoch,loss,val_loss", (i) => `${i},${2 - i / 60},${2 - i / 90}`);
  assertNotMatch(measured, /JUDGE BY THE REWARD/);
  Deno.removeSync(folder, { recursive: true });
});
