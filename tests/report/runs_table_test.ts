import { assertEquals, assertMatch } from "@std/assert";
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
  assertEquals(lines.slice(1).map((line) => line.split(" ")[0]), ["first", "second", "broken"]);
  assertMatch(lines[1], /val_loss 0\.3\d* +0\.01 +NO ALARM/);
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
