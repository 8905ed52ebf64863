import { assert, assertEquals } from "@std/assert";
import { RULES } from "../../../src/monitor/mod.ts";
import {
  FAIR_READINGS,
  judgeProgram,
  type ProgramRun,
  programTable,
  scorePrograms,
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

Deno.test("programs: a kind that no curve tells counts as missed, and a seed kept for tuning is left out", () => {
  const trial = { family: "keras", kind: "validation rows in training", fault: true };
  const trials = [{ ...trial, seed: 0, alarms: ["overfitting"], readings: ["overfitting"] }, {
    ...trial,
    seed: 1,
    alarms: [],
    readings: [],
  }];
  const { first, alarmed, leading } = scorePrograms(trial.family, trial.kind, trials);
  assertEquals([first.successes, alarmed.successes, leading], [0, 1, { overfitting: 1, "no alarm": 1 }]);
  assert(programTable(trials, [0]).includes("| 0 of 1 "));
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
    assertEquals(Deno.readTextFileSync("reports/programs/table.md"), programTable(trials, [0, 1, 2, 3, 4]));
  },
});
