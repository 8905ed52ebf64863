import { assert, assertEquals } from "@std/assert";
import { RULES } from "../../../src/monitor/mod.ts";
import {
  ASKED_SETS,
  askedTable,
  FAMILIES,
  judgeAsked,
  judgeFile,
  NAMED_BY,
  recordedTable,
  type RecordedTrial,
  sumRecorded,
} from "../../../src/studies/recorded/mod.ts";

Deno.test("recorded: a fault is named by rules that there are", () => {
  const known = RULES.map(({ name }) => name);
  assertEquals(Object.values(NAMED_BY).flat().filter((rule) => !known.includes(rule)), []);
});

Deno.test("recorded: a seed that rules were written on is left out, a symptom is no name, healthy alarms are false", () => {
  const same = (alarms: readonly string[]) => ({
    "history alone": alarms,
    "with the record": alarms,
    "with experiments": alarms,
  });
  const trial = { family: "torch", kind: "rnn", fault: "weights zero" };
  const trials: RecordedTrial[] = [
    { ...trial, seed: 0, alarms: same(["layer-initialisation"]) },
    { ...trial, seed: 1, alarms: same(["chance-level", "layer-initialisation"]) },
    { ...trial, fault: null, seed: 1, alarms: same(["chance-level"]) },
  ];
  const [{ first, amongThree, falseAlarms }] = sumRecorded(trials, [0]);
  assertEquals([first.successes, first.trials], [0, 1]);
  assertEquals([amongThree.successes, falseAlarms.successes], [1, 1]);
  assert(recordedTable(trials, [0]).includes("| torch rnn | weights zero | 0 of 1 |"));
});

const ignore = Deno.permissions.querySync({ name: "read" }).state !== "granted";
Deno.test({
  name: `recorded: the committed table is what the monitor says today${
    ignore ? " (needs --allow-read)" : ""
  }`,
  ignore,
  fn: () => {
    const trials = FAMILIES.flatMap((family) => judgeFile(family));
    assertEquals(Deno.readTextFileSync("reports/recorded/table.md"), recordedTable(trials, [0]));
    const asked = ASKED_SETS.map((set) => ({ ...set, trials: judgeAsked(set) }));
    assertEquals(Deno.readTextFileSync("reports/recorded/asked.md"), askedTable(asked));
  },
});
