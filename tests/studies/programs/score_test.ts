import { assert, assertEquals, assertThrows } from "@std/assert";
import { RULES } from "../../../src/monitor/mod.ts";
import {
  FAIR_READINGS,
  type FreshSet,
  judgeProgram,
  type ProgramRun,
  programTable,
  scorePrograms,
  withFreshSet,
} from "../../../src/studies/programs/mod.ts";

Deno.test("programs: every fair reading is the name of a rule", () => {
  const known = RULES.map(({ name }) => name);
  assertEquals(Object.values(FAIR_READINGS).flat().filter((rule) => !known.includes(rule)), []);
});

Deno.test("programs: a NaN in a Keras history leads with non-finite-loss", () => {
  const history = { loss: ["NaN", "NaN"], val_loss: ["NaN", "NaN"] } as const;
  const { alarms } = judgeProgram("keras", { kind: "NaN in one row", fault: true, seed: 0, history });
  assertEquals(alarms[0], "non-finite-loss");
});

Deno.test("programs: a kind that no curve tells counts as missed, and an alarm that is not fair too", () => {
  const trial = { family: "keras", kind: "validation rows in training", fault: true };
  const trials = [{ ...trial, seed: 0, alarms: ["overfitting"], readings: ["overfitting"] }, {
    ...trial,
    seed: 1,
    alarms: [],
    readings: [],
  }];
  const { first, alarmed, leading } = scorePrograms(trial.family, trial.kind, trials);
  assertEquals([first.successes, alarmed.successes, leading], [0, 1, { overfitting: 1, "no alarm": 1 }]);
});

const SHORT = { family: "keras", kind: "two epochs", fault: true, alarms: [], readings: ["too-short"] };

Deno.test("programs: a statement without an alarm is a fair reading, and no fair alarm", () => {
  const { alarmFirst, first } = scorePrograms("keras", "two epochs", [{ ...SHORT, seed: 10 }]);
  assertEquals([alarmFirst.successes, first.successes], [0, 1]);
});

Deno.test("programs: a set is fresh once, and its figure stays when the monitor changes", () => {
  const healthy = { family: "keras", kind: "as it is", fault: false, alarms: [], readings: [] };
  const trials = [10, 11].flatMap((seed) => [{ ...SHORT, seed }, { ...healthy, seed }]);
  const sets = withFreshSet([], trials, [10]);
  assertEquals(sets[0].madeOn, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  assertThrows(() => withFreshSet(sets, trials, [10]), RangeError, "seed 10 has been looked at");
  assertThrows(() => withFreshSet(sets, trials, [3]), RangeError, "seed 3 has been looked at");
  assertThrows(() => withFreshSet(sets, trials, [12]), RangeError, "no runs of seed 12");
  assertEquals(withFreshSet(sets, trials, [11])[1].madeOn.at(-1), 10);
  const worse = trials.map((trial) => ({ ...trial, readings: ["divergence"], alarms: ["divergence"] }));
  assert(
    programTable(worse, sets).includes(
      "| 10 | 0-9 | 0 of 1 (0-79) | 1 of 1 (21-100) | 0 of 1 (0-79) | 0 of 1 (0-79) | 0 of 1 (0-79) | 1 of 1 (21-100) |",
    ),
  );
});

const ignore = Deno.permissions.querySync({ name: "read" }).state !== "granted";
Deno.test({
  name: `programs: the committed table is what the monitor says today${
    ignore ? " (needs --allow-read)" : ""
  }`,
  ignore,
  fn: () => {
    const trials = ["pytorch", "keras", "transformers"].flatMap((family) => {
      const runs: readonly ProgramRun[] = JSON.parse(
        Deno.readTextFileSync(`reports/programs/${family}.json`),
      );
      return runs.map((run) => judgeProgram(family, run));
    });
    const sets: readonly FreshSet[] = JSON.parse(Deno.readTextFileSync("reports/programs/fresh.json"));
    assertEquals(Deno.readTextFileSync("reports/programs/table.md"), programTable(trials, sets));
  },
});
