/**
 * `deno task readme`: the README's tables from the records that commands wrote; `--check` compares.
 *
 * @module
 */
import { RULES } from "../monitor/mod.ts";
import { permissionsTable } from "../report/readme/permissions.ts";
import { speedTable, trainingsTable } from "../report/readme/speed_tables.ts";
import { fillTables } from "../report/readme/table.ts";
import * as tables from "../report/readme/tables.ts";
import { readJson, writeAtomically } from "../run/files.ts";
import { readRunRecord } from "../run/record.ts";
import type { AblationRecord } from "../studies/ablations/study.ts";
import type { CapacityRecord } from "../studies/capacity/study.ts";
import type { CurriculumRecord } from "../studies/curriculum/study.ts";
import type { Summary } from "../studies/faults/mod.ts";
import type { RecordedSums } from "../studies/recorded/mod.ts";
import type { SeedRecord } from "../studies/seeds/study.ts";
import type { BenchmarkRecord } from "../studies/speed/record.ts";
import type { TrainingsRecord } from "../studies/speed/trainings_record.ts";
import type { TrainingHistory } from "../training/history.ts";
import { createProgram, runProgram } from "./program.ts";

const program = createProgram(
  "readme",
  "Write the tables of the README from the records in models/ and reports/ and the tasks in deno.json, and the monitor's list of rules.",
  [
    "deno task readme",
    "deno task readme --check   write nothing; fails when a table is not what its records say",
  ],
).option("--check", "compare only");

/** Each document and the tables that it has places for. */
const DOCUMENTS = {
  "README.md": readmeTables,
  "SECURITY.md": () => ({ permissions: permissionsTable(tasks()) }),
  "src/monitor/rules/README.md": rulesTables,
};

program.action(({ check = false }: { readonly check?: boolean }) => {
  const stale: string[] = [];
  for (const [path, tablesOf] of Object.entries(DOCUMENTS)) {
    const text = Deno.readTextFileSync(path);
    const fresh = fillTables(text, tablesOf());
    if (!check) writeAtomically(path, fresh);
    else if (fresh !== text) stale.push(path);
  }
  const paths = Object.keys(DOCUMENTS).join(", ");
  if (stale.length === 0) {
    console.log(check ? `${paths}: the tables are what the records say` : `${paths} written`);
  } else {
    console.error(`${stale.join(", ")}: the tables are not what the records say; run: deno task readme`);
    Deno.exit(1);
  }
});

function rulesTables() {
  return { rules: tables.rulesTable(RULES), thresholds: tables.thresholdsTable() };
}

function readmeTables() {
  return {
    runs: tables.runsTable([
      runRow("baseline-64", "as monitored"),
      runRow("retrain-128", "as the report ordered"),
    ]),
    seeds: tables.seedsTable(readJson("reports/seeds/seeds.json") as SeedRecord),
    curriculum: tables.curriculumTable(
      readJson("reports/curriculum/curriculum.json") as CurriculumRecord,
    ),
    ways: tables.waysTable(readJson("reports/capacity/capacity.json") as CapacityRecord),
    ablations: tables.ablationsTable(
      (readJson("reports/ablations/ablations.json") as AblationRecord).summary,
    ),
    faults: tables.faultsTable(readJson("reports/faults/faults.json") as Summary),
    recorded: tables.recordedTable(readJson("reports/recorded/sums.json") as readonly RecordedSums[]),
    speed: speedTable(readJson("reports/benchmarks/benchmark.json") as BenchmarkRecord),
    trainings: trainingsTable(readJson("reports/benchmarks/trainings.json") as TrainingsRecord),
    tasks: tables.tasksTable(tasks()),
  };
}

function tasks(): Readonly<Record<string, { readonly description: string; readonly command: string }>> {
  return (readJson("deno.json") as { readonly tasks: ReturnType<typeof tasks> }).tasks;
}

function runRow(name: string, trained: string): tables.RunRow {
  const { train_loss } = readJson(`models/${name}/training_history.json`) as TrainingHistory;
  const { result } = readRunRecord(`models/${name}`);
  if (result === null) throw new RangeError(`models/${name} has not been measured`);
  return { name, trained, runningLoss: train_loss[train_loss.length - 1], testMse: result.testMse };
}

await runProgram(program);
