/**
 * The studies' records in `reports/`, as documents read them: whole, and refused by their name when they say something that
 * cannot be or does not follow.
 */
import { gzipSync } from "node:zlib";
import { assert, assertEquals, assertThrows } from "@std/assert";
import { readBeyondRecord } from "../../src/studies/beyond/study.ts";
import { readAblationRecord } from "../../src/studies/ablations/study.ts";
import { readCapacityRecord } from "../../src/studies/capacity/study.ts";
import { readClockRecord } from "../../src/studies/clock/study.ts";
import { readCurriculumRecord } from "../../src/studies/curriculum/study.ts";
import { readFaultsRecord } from "../../src/studies/faults/mod.ts";
import { readNoiseRecord } from "../../src/studies/noise/study.ts";
import { readProgramRuns } from "../../src/studies/programs/mod.ts";
import { readRecordedRuns, readRecordedSums, sumRecorded } from "../../src/studies/recorded/mod.ts";
import { readSeedRecord } from "../../src/studies/seeds/study.ts";
import { readBenchmarkRecord } from "../../src/studies/speed/record.ts";
import { folderTest } from "../in_folder.ts";

/** What reads a record, where it lies, and edits that make it another. */
const RECORDS: readonly (readonly [read: () => unknown, path: string, edits: readonly Edit[]])[] = [
  [readSeedRecord, "seeds/seeds", [
    ["results.0.testMse", -1],
    ["results.0.testMse", null],
    ["results.0.testMse", 0.1],
    ["results.0.epochs", 49],
    ["testMse.median", 0.001],
    ["nearestSeed", 99],
    ["results", []],
  ]],
  [readCapacityRecord, "capacity/capacity", [
    ["results.0.way", "constructor"],
    ["results.0.hiddenSize", 7],
    ["results.0.share", 0.5],
  ]],
  [readClockRecord, "clock/clock", [
    ["results.0.lastTenSecondsMse", -1],
    ["results.1.clock", "sundial"],
    ["summary.2.lastTenSecondsMse.0", 1e-9],
  ]],
  [readCurriculumRecord, "curriculum/curriculum", [
    ["results.0.tests", []],
    ["results.0.curve.0.mse", -1],
    ["summary.literal.testMse.median", 1e-9],
    ["pytorch.0.seconds", -5],
    ["pytorch", "none"],
  ]],
  [readAblationRecord, "ablations/ablations", [
    ["results.0.arm", "toString"],
    ["summary.0.testMse.median", 1e-9],
  ]],
  [readNoiseRecord, "noise/noise", [["results.0.learner", "toString"], ["results.0.phaseRange", 7]]],
  [readBeyondRecord, "beyond/beyond", [["results.0.condition", "__proto__"], ["results.0.mse", -1]]],
  [readFaultsRecord, "faults/faults", [["allFaults.detected.successes", 1], ["trials.0.rank", -1]]],
  [readRecordedSums, "recorded/sums", [["0.first.successes", 999], ["0.seen", "nothing"]]],
  [readBenchmarkRecord, "benchmarks/benchmark", [
    ["results.0.measurements.0.median", -5],
    ["results", []],
  ]],
  [() => readProgramRuns("reports/programs/keras.json"), "programs/keras", [
    ["0.history", "none"],
    ["0.seed", -1],
    ["0", null],
  ]],
];

type Fields = Record<string, unknown>;
type Edit = readonly [keys: string, value: unknown];

function edited(record: unknown, [keys, value]: Edit): unknown {
  const copy = structuredClone(record), names = keys.split(".");
  const inner = names.slice(0, -1).reduce<Fields>((at, name) => at[name] as Fields, copy as Fields);
  inner[names[names.length - 1]] = value;
  return copy;
}

/** Runs the body in a folder that has the record at its place. */
function withRecord(folder: string, path: string, record: unknown, body: () => void): void {
  const home = Deno.cwd(), file = `${folder}/reports/${path}.json`;
  Deno.mkdirSync(file.slice(0, file.lastIndexOf("/")), { recursive: true });
  Deno.writeTextFileSync(file, JSON.stringify(record));
  Deno.chdir(folder);
  try {
    body();
  } finally {
    Deno.chdir(home);
  }
}

for (const [read, path, edits] of RECORDS) {
  folderTest(`reports/${path}.json is whole, and none of ${edits.length} edits passes`, (folder) => {
    const record = JSON.parse(Deno.readTextFileSync(`reports/${path}.json`));
    assert(read() !== undefined);
    for (const edit of edits) {
      withRecord(folder, path, edited(record, edit), () => {
        const error = assertThrows(read, Error, `reports/${path}.json: `, JSON.stringify(edit));
        assert(error instanceof TypeError || error instanceof RangeError);
      });
    }
  });
}

folderTest("recorded runs are read line by line, and a line that is none is named", (folder) => {
  const file = `${folder}/runs.jsonl.gz`;
  const write = (text: string) => Deno.writeFileSync(file, gzipSync(text));
  const run = { kind: "classifier", fault: "loss summed", seed: 3, lines: [{ recorder: 2 }] };
  write(`${JSON.stringify(run)}\n${JSON.stringify({ ...run, fault: null })}\n`);
  assertEquals(readRecordedRuns(file), [run, { ...run, fault: null }]);
  for (const line of ["", "null", "{", JSON.stringify({ ...run, fault: "constructor" })]) {
    write(`${JSON.stringify(run)}\n${line}\n${JSON.stringify(run)}`);
    assertThrows(() => readRecordedRuns(file), Error, "line 2");
  }
  Deno.writeTextFileSync(file, JSON.stringify(run));
  assertThrows(() => readRecordedRuns(file), Error, file);
});

Deno.test("figures of no run at all are refused", () => {
  assertThrows(() => sumRecorded([], []), RangeError, "none is left to report");
});
