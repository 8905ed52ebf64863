/**
 * A training, a report and a study that are stopped at every file operation in turn, by a full disk, a lost permission
 * and a kill, and asked for again: what a user finds is whole, and in the end the same.
 */
import { assert } from "@std/assert";
import { z } from "zod";
import { writeReport } from "../../src/report/write.ts";
import { gather } from "../../src/report/gather.ts";
import { loadCheckpoint } from "../../src/run/checkpoint.ts";
import { claimRun } from "../../src/run/claim.ts";
import { readConsistentRun } from "../../src/run/consistency.ts";
import { readNetwork } from "../../src/run/record.ts";
import { trainInto, type Watcher } from "../../src/run/train.ts";
import { runStudy, type Study } from "../../src/studies/study.ts";
import type { Execute } from "../../src/studies/sweep.ts";
import { onlineConfiguration } from "../../src/training/configuration.ts";
import { curriculumConfiguration } from "../../src/training/curriculum_configuration.ts";
import { curriculumTraining, onlineTraining, type Training } from "../../src/training/trainings.ts";
import { missingPermission } from "../in_folder.ts";
import { proveFailureSafe } from "./failing_disk.ts";

const missing = missingPermission("read", "write");

function test(name: string, fn: () => Promise<void>): void {
  Deno.test({ name: missing === null ? name : `${name} (${missing})`, ignore: missing !== null, fn });
}

const nothing = () => {};
const silent: Watcher = { note: nothing, begin: nothing, within: nothing, epoch: nothing, close: nothing };
const SMALL = {
  hiddenSize: 8,
  sampleRateHz: 100,
  durationSeconds: 1,
  noise: "softened",
  testEvery: 0,
} as const;
const STAGE = {
  learningRate: 0.003,
  windowSeconds: null,
  horizonsSeconds: [0.5],
  starts: 2,
  warmUpSeconds: 0,
  noise: "redrawn",
  epochs: 2,
} as const;

const TRAININGS: Readonly<Record<string, Training>> = {
  online: onlineTraining(onlineConfiguration({ ...SMALL, epochs: 3 })),
  curriculum: curriculumTraining(
    curriculumConfiguration({
      ...SMALL,
      stages: [{ ...STAGE, decimation: 2 }, { ...STAGE, decimation: 1 }],
    }),
  ),
};

/** Trains `models/small` in the folder, or goes on with it, as the command does. */
async function train(folder: string, training: Training): Promise<void> {
  const [home, log] = [Deno.cwd(), console.log];
  Deno.chdir(folder);
  console.log = nothing;
  try {
    using claim = claimRun("small", training.setup.configuration, { fresh: false });
    const preset = training.setup.regime === "online" ? "baseline-64" : "curriculum-64";
    await trainInto({ ...claim, preset }, training, silent);
  } finally {
    Deno.chdir(home);
    console.log = log;
  }
}

/** What the clock leaves no mark on. */
function outcome(folder: string) {
  const run = `${folder}/models/small`;
  const { record: { seconds: _, startedAt: __, ...record } } = readConsistentRun(run);
  const { epoch_times: ___, ...history } = JSON.parse(Deno.readTextFileSync(`${run}/training_history.json`));
  return { record, history, network: readNetwork(run), state: loadCheckpoint(run).state };
}

/** A training goes through stages: each of its files is whole on its own at any of them. */
function isWhole(path: string, text: string, folder: string): boolean {
  if (path.endsWith(".lock")) return true;
  if (path.endsWith(".json")) return JSON.parse(text) !== null;
  if (path.endsWith(".safetensors")) {
    return loadCheckpoint(`${folder}${path}`.replace("/checkpoint/state.safetensors", "")).epochs.length <= 4;
  }
  return /\.(bin|previous)$|SHA256SUMS$/.test(path);
}

for (const [name, training] of Object.entries(TRAININGS)) {
  test(`a training, ${name}: stopped at every file operation and started again, the same`, async () => {
    const failures = await proveFailureSafe(nothing, (folder) => train(folder, training), {
      isStage: isWhole,
      outcome,
    });
    assert(failures > 60, `${failures} failures`);
  });
}

test("a report: text and page are the old ones or the new ones", async () => {
  const gathered = gather("models/baseline-64");
  const older = { facts: { ...gathered.facts, name: "older" } };
  const write = (one: typeof older) => (folder: string) => void writeReport(`${folder}/reports/run`, one);
  await proveFailureSafe(nothing, write(gathered));
  await proveFailureSafe(write(older), write(gathered));
});

const square = z.strictObject({ number: z.number(), square: z.number().optional() });
type Square = Readonly<z.output<typeof square>>;

/** Turns cells into results in this process. */
const here: Execute = ({ cells, onResult }) => {
  for (const cell of cells) {
    const { number } = cell as unknown as Square;
    onResult({ ...cell, square: number ** 2 } as never, cell, { by: "this process" });
  }
  return Promise.resolve();
};

const squares = (numbers: readonly number[]): Study<Square, Square> => ({
  name: "squares",
  cell: square,
  result: square,
  worker: new URL("../studies/squares_worker.ts", import.meta.url),
  cells: numbers.map((number) => ({ number })),
  key: ({ number }) => `number ${number}`,
  cost: ({ number }) => number,
  belongs: () => true,
  order: ({ number }) => number,
  summarise: (results) => ({ sum: results.reduce((sum, { square = NaN }) => sum + square, 0) }),
  line: ({ square }) => String(square),
});

test("a study: every result that its file holds is whole, and it goes on to the same file", async () => {
  const study = (numbers: readonly number[]) => async (folder: string) => {
    await runStudy(squares(numbers), {
      file: `${folder}/a/study.json`,
      print: nothing,
      execute: here,
    });
  };
  const isStage = (_: string, text: string) =>
    JSON.parse(text).results.every(({ number, square }: Square) => square === number ** 2);
  await proveFailureSafe(nothing, study([1, 2, 3]), { isStage });
  await proveFailureSafe(study([1, 2]), study([1, 2, 3, 4]), { isStage });
});
