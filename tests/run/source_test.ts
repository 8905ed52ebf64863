/**
 * What lies in a run's folder is read with its history; a file by itself is a history and nothing else, whoever reads it.
 */
import { assertEquals } from "@std/assert";
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
