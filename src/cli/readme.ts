/**
 * `deno task readme`: the README's tables from the records that commands wrote; `--check` compares.
 *
 * @module
 */
import { fillTables } from "../report/readme/table.ts";
import * as tables from "../report/readme/tables.ts";
import { readJson, writeAtomically } from "../run/files.ts";
import { readRunRecord } from "../run/record.ts";
import type { TrainingHistory } from "../training/history.ts";
import { createProgram, runProgram } from "./program.ts";

const README = "README.md";

const program = createProgram(
  "readme",
  "Write the README's tables from the records in models/ and reports/ and the tasks in deno.json.",
  [
    "deno task readme",
    "deno task readme --check   write nothing; fails when a table is not what its records say",
  ],
).option("--check", "compare only");

program.action(({ check = false }: { readonly check?: boolean }) => {
  const text = Deno.readTextFileSync(README);
  const fresh = fillTables(text, readmeTables());
  if (check && fresh !== text) {
    console.error(`${README}: its tables are not what the records say; run: deno task readme`);
    Deno.exit(1);
  }
  if (!check) writeAtomically(README, fresh);
  console.log(check ? `${README}: its tables are what the records say` : `${README} written`);
});

function readmeTables() {
  return {
    runs: tables.runsTable([
      runRow("baseline-64", "as monitored"),
      runRow("retrain-128", "as the report ordered"),
    ]),
    seeds: tables.seedsTable(readJson("reports/seeds/seeds.json") as tables.SeedStudy),
    curriculum: tables.curriculumTable(
      readJson("reports/curriculum/curriculum.json") as tables.CurriculumStudy,
    ),
    ways: tables.waysTable(readJson("reports/capacity/capacity.json") as tables.CapacityStudy),
    faults: tables.faultsTable(readJson("reports/faults/faults.json") as tables.FaultStudy),
    speed: tables.speedTable(readJson("reports/benchmarks/benchmark.json") as tables.Benchmark),
    tasks: tables.tasksTable(
      (readJson("deno.json") as { tasks: Parameters<typeof tables.tasksTable>[0] }).tasks,
    ),
  };
}

function runRow(name: string, trained: string): tables.RunRow {
  const { train_loss } = readJson(`models/${name}/training_history.json`) as TrainingHistory;
  const { result } = readRunRecord(`models/${name}`);
  if (result === null) throw new RangeError(`models/${name} has not been measured`);
  return { name, trained, runningLoss: train_loss[train_loss.length - 1], testMse: result.testMse };
}

await runProgram(program);
