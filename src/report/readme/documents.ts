/**
 * The documents that have tables of records, and the tables of each.
 *
 * @module
 */
import { RULE_FOLDERS } from "../../monitor/mod.ts";
import { readJson } from "../../run/files.ts";
import { readConsistentRun } from "../../run/consistency.ts";
import { readRunningLoss } from "../../run/record.ts";
import { readAblationRecord } from "../../studies/ablations/study.ts";
import { readCapacityRecord } from "../../studies/capacity/study.ts";
import { readCurriculumRecord } from "../../studies/curriculum/study.ts";
import { readFaultsRecord } from "../../studies/faults/mod.ts";
import { readClockRecord } from "../../studies/clock/study.ts";
import { readLimitRecord } from "../../studies/limit/study.ts";
import type { FreshSet } from "../../studies/programs/mod.ts";
import { readRayCost } from "../../studies/ray/cost.ts";
import { readRecordedSums } from "../../studies/recorded/mod.ts";
import { readSeedRecord } from "../../studies/seeds/study.ts";
import { readBenchmarkRecord } from "../../studies/speed/record.ts";
import { readTrainingsRecord } from "../../studies/speed/trainings_record.ts";
import { permissionsTable } from "./permissions.ts";
import { rayCostTable, rayForecastTable } from "./ray_tables.ts";
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
  return { rules: tables.rulesTable(RULE_FOLDERS), thresholds: tables.thresholdsTable() };
}

function readmeTables() {
  return {
    runs: tables.runsTable([
      runRow("baseline-64", "as monitored"),
      runRow("retrain-128", "as the report ordered"),
    ]),
    seeds: tables.seedsTable(readSeedRecord()),
    curriculum: tables.curriculumTable(readCurriculumRecord()),
    ways: tables.waysTable(readCapacityRecord()),
    ablations: tables.ablationsTable(readAblationRecord().summary),
    limit: tables.limitTable(readLimitRecord().summary),
    clock: tables.clockTable(readClockRecord().summary),
    faults: tables.faultsTable(readFaultsRecord()),
    programs: tables.programsTable(readJson("reports/programs/fresh.json") as readonly FreshSet[]),
    recorded: tables.recordedTable(readRecordedSums()),
    speed: speedTable(readBenchmarkRecord()),
    trainings: trainingsTable(readTrainingsRecord()),
    ray: rayCostTable(readRayCost()),
    "ray-forecast": rayForecastTable(readRayCost()),
    tasks: tables.tasksTable(tasks()),
  };
}

function tasks(): Readonly<Record<string, { readonly description: string; readonly command: string }>> {
  return (readJson("deno.json") as { readonly tasks: ReturnType<typeof tasks> }).tasks;
}

function runRow(name: string, trained: string): tables.RunRow {
  const folder = `models/${name}`;
  const { record: { result } } = readConsistentRun(folder);
  if (result === null) throw new RangeError(`${folder} has not been measured`);
  return { name, trained, runningLoss: readRunningLoss(folder), testMse: result.testMse };
}
