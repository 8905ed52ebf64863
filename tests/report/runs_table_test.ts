import { assert, assertEquals, assertMatch } from "@std/assert";
import { diagnose } from "../../src/monitor/mod.ts";
import { readHistory } from "../../src/monitor/readers/mod.ts";
import { runsTable } from "../../src/report/runs_table.ts";
import { settingsBeside } from "../../src/run/settings.ts";

function row(
  name: string,
  columns: Readonly<Record<string, readonly number[]>>,
  settings: Record<string, string>,
) {
  const history = readHistory(new TextEncoder().encode(JSON.stringify(columns)));
  return { name, history, diagnosis: diagnose({ history, evidence: {} }), settings };
}
const falling = (to: number) => Array.from({ length: 12 }, (_, i) => to + 2 * Math.exp(-i));

Deno.test("runs: the best first, what differs in their settings, and a verdict each", () => {
  const lines = runsTable([
    row("second", { loss: falling(0.2), val_loss: falling(0.5) }, { lr: "0.1", seed: "1", name: "a" }),
    row("first", { loss: falling(0.2), val_loss: falling(0.3) }, { lr: "0.01", seed: "1", name: "b" }),
    row("broken", { loss: [1, NaN, NaN].map((v) => v), val_loss: [2, 2, 2] }, { lr: "1", seed: "1" }),
  ]).split("\n");
  assertMatch(lines[0], /^run +length +best +lr +verdict$/);
  assertEquals(lines.slice(1, 4).map((line) => line.split(" ")[0]), ["first", "second", "broken"]);
  assertEquals(lines[4], "Use: of first the checkpoint of epoch 12 (best val_loss)");
  assertMatch(lines[5], /^Next: [A-Z]/);
  assertEquals(lines.at(-1), "One of them in full: --run first");
  assertMatch(lines[1], /val_loss 0\.3\d* at 12 +0\.01 +NO ALARM/);
});

Deno.test("runs: those that measure the same stand together; one with nothing worth keeping is the last of them", () => {
  const stuck = Array(12).fill(Math.log(10)), correct = Array(12).fill(0.1);
  const lines = runsTable([
    row("all/game.csv", { reward: [1, 2, 3, 4, 5, 6] }, {}),
    row("all/stuck.csv", { loss: stuck, val_loss: stuck, accuracy: correct, val_accuracy: correct }, {}),
    row("all/poor.csv", { loss: falling(0.2), val_loss: falling(2.5) }, {}),
  ]).split("\n");
  assertEquals(lines[0], "3 runs in all/");
  assertEquals(lines.slice(2, 5).map((line) => line.split(" ")[0]), ["poor.csv", "stuck.csv", "game.csv"]);
  assertMatch(lines[2], /val_loss 2\.5\d* at 12/);
});

Deno.test("runs: where none leaves anything worth keeping that is said", () => {
  const stuck = Array(12).fill(Math.log(10)), correct = Array(12).fill(0.1);
  const run = { loss: stuck, val_loss: stuck, accuracy: correct, val_accuracy: correct };
  assertMatch(runsTable([row("a", run, {}), row("b", run, {})]), /^Use: none of these runs$/m);
});

Deno.test("runs: a setting that few of them state is named, not a column", () => {
  const one = { loss: falling(0.2), val_loss: falling(0.5) };
  const lines = runsTable([
    row("a", one, { lr: "0.1", depth: "3" }),
    row("b", one, { lr: "0.2", depth: "4" }),
    row("c", one, { lr: "0.3" }),
    row("d", one, {}),
    row("e", one, {}),
  ]).split("\n");
  assertMatch(lines[0], /best +lr +verdict/);
  assertEquals(lines.at(-2), "They also differ in depth.");
});

Deno.test("runs: settings are read where the tools leave them", () => {
  const folder = Deno.makeTempDirSync();
  Deno.mkdirSync(`${folder}/checkpoints`);
  Deno.writeTextFileSync(
    `${folder}/hparams.yaml`,
    "lr: 0.001\nmodel:\n  depth: 18\nbatch_size: 32 \n# note: x\n",
  );
  assertEquals(settingsBeside(`${folder}/metrics.csv`), { lr: "0.001", batch_size: "32" });
  assertEquals(settingsBeside(`${folder}/checkpoints`), { lr: "0.001", batch_size: "32" });
  Deno.removeSync(folder, { recursive: true });
  const mlflow = new URL("../monitor/fixtures/mlflow/mlruns/1/fixture", import.meta.url).pathname;
  assertEquals(settingsBeside(mlflow), { batch_size: "32", lr: "0.01" });
});

Deno.test("runs: one metric that judges them all ranks them, and of many those that were stopped early are counted", () => {
  const run = (accuracy: number, val_loss: number, length = 12) => ({
    loss: falling(0.2).slice(0, length),
    val_loss: falling(val_loss).slice(0, length),
    val_accuracy: falling(1 - accuracy).slice(0, length).map((error) => 1 - error / 2),
  });
  const lines = runsTable([
    row("low-loss", run(0.7, 0.2), {}),
    row("best", run(0.9, 0.4), {}),
    ...["a", "b", "c"].map((name) => row(name, run(0.6, 0.5), {})),
    ...["x", "y", "z"].map((name) => row(name, run(0.6, 0.5, 4), {})),
  ]).split("\n");
  assertMatch(lines[1], /^best .*val_accuracy 0\.9/);
  assertMatch(lines[2], /^low-loss .*val_accuracy/);
  assertEquals(lines.filter((line) => line.startsWith("and ")), ["and 3 shorter: x, y, z"]);
  assertMatch(lines.find((line) => line.startsWith("Use: ")) ?? "", /^Use: of best /);
  assert(lines.length <= 12);
});

Deno.test("runs: of some of a file's runs it is told of how many they are", () => {
  const one = { loss: falling(0.2), val_loss: falling(0.5) };
  const first = (...names: readonly string[]) =>
    runsTable(names.map((name) => row(name, one, {}))).split("\n")[0];
  assertEquals(first("log/run 1 of 3", "log/run 3 of 3"), "2 of 3 runs in log/");
  assertEquals(first("log/run 1 of 2", "log/run 2 of 2"), "2 runs in log/");
  assertEquals(first("log/fold 1 of 2", "log/fold 2 of 2"), "2 folds in log/");
});

Deno.test("runs: folds are one experiment: none is used before another, their mean and spread are told, and how long to train on all rows", () => {
  // each turns where its own rows have it turn
  const turning = (low: number, at: number) =>
    Array.from({ length: 24 }, (_, i) => low + (i < at ? 0.4 * (at - 1 - i) : 0.1 * (i - at + 1)));
  const fold = (name: string, low: number, at: number) =>
    row(name, {
      loss: Array.from({ length: 24 }, (_, i) => 3 * Math.exp(-i / 4)),
      val_loss: turning(low, at),
    }, {});
  const told = (...names: readonly string[]) =>
    runsTable(names.map((name, i) => fold(name, 1 + i, 6 + 2 * i))).split("\n").filter((line) =>
      /^(Use|Next)/.test(line)
    );
  for (
    const names of [["fold 1 of 3", "fold 2 of 3", "fold 3 of 3"], ["a/cv_0.csv", "a/cv_1.csv", "a/cv_2.csv"]]
  ) {
    const [use, next] = told(...names);
    assertEquals(
      use,
      "Use: no fold before another, each is measured on rows of its own; together val_loss is 2 on average (1 to 3)",
    );
    assertMatch(
      next,
      /^Next: Of the fold in the middle: .* on all rows up to about epoch 8, the median of the best/,
    );
  }
  // two models, each on the same fold, are rivals
  assertMatch(told("a/fold_1.csv", "b/fold_1.csv")[0], /^Use: of a/);
});

Deno.test("runs: of folds of which most come to nothing none is to be used", () => {
  const stuck = Array(12).fill(Math.log(10)), correct = Array(12).fill(0.1);
  const run = { loss: stuck, val_loss: stuck, accuracy: correct, val_accuracy: correct };
  assertMatch(runsTable([row("fold_1", run, {}), row("fold_2", run, {})]), /^Use: none of these folds$/m);
});

Deno.test("runs: a loss that fell far is not called stuck because another model's is lower still", () => {
  const level = (from: number, to: number) =>
    Array.from({ length: 60 }, (_, i) => to + (from - to) * Math.exp(-i / 3));
  const lines = runsTable([
    row("large", { loss: level(1, 0.0001) }, {}),
    row("small", { loss: level(2, 0.01) }, {}),
    row("idle", { loss: level(2, 0.9) }, {}),
  ]).split("\n");
  const verdict = (name: string) => lines.find((line) => line.startsWith(name)) ?? "";
  assertMatch(verdict("small"), /NO ALARM: /);
  assertMatch(verdict("idle"), /STUCK: large comes to /);
});
