/**
 * The documents that have tables of records, and the tables of each.
 *
 * @module
 */
import { RULES } from "../../monitor/mod.ts";
import { readJson } from "../../run/files.ts";
import { readRunningLoss, readRunRecord } from "../../run/record.ts";
import type { AblationRecord } from "../../studies/ablations/study.ts";
import type { CapacityRecord } from "../../studies/capacity/study.ts";
import type { CurriculumRecord } from "../../studies/curriculum/study.ts";
import type { Summary } from "../../studies/faults/mod.ts";
import type { RecordedSums } from "../../studies/recorded/mod.ts";
import type { SeedRecord } from "../../studies/seeds/study.ts";
import type { BenchmarkRecord } from "../../studies/speed/record.ts";
import type { TrainingsRecord } from "../../studies/speed/trainings_record.ts";
import { permissionsTable } from "./permissions.ts";
import { speedTable, trainingsTable } from "./speed_tables.ts";
import type { MarkdownTable } from "./table.ts";
import * as tables from "./tables.ts";

/** Each document and the tables that it has places for. */
export const DOCUMENTS: Readonly<Record<string, () => Readonly<Record<string, MarkdownTable>>>> = {
  "README.md": readmeTables,
  "SECURITY.md": () => ({ permissions: permissionsTable(tasks()) }),
  "src/monitor/rules/README.md": rulesTables,
};

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
  const folder = `models/${name}`;
  const { result } = readRunRecord(folder);
  if (result === null) throw new RangeError(`${folder} has not been measured`);
  return { name, trained, runningLoss: readRunningLoss(folder), testMse: result.testMse };
}
