/**
 * A run's folder, `models/<run>/`, and the record in it that says how the run came about.
 *
 * @module
 */
import { z } from "zod";
import { naming, parseJson, validated } from "../boundary/mod.ts";
import { PROTOCOL } from "../evaluation/record.ts";
import { type ModelFiles, readGraph, type Weights, weightsFromFiles } from "../model/mod.ts";
import { loadCheckpoint } from "./checkpoint.ts";
import { readJson, writeAtomically, writeJsonAtomically } from "./files.ts";
import { isInTraining } from "./place.ts";
import { readSummed, readSummedText } from "./sums.ts";
import { runSignal } from "./signal.ts";
import { onlineSchema } from "../training/configuration.ts";
import { curriculumSchema } from "../training/curriculum_configuration.ts";
import { type EpochRecord, toHistory } from "../training/epoch.ts";
import type { TrainingHistory } from "../training/history.ts";
import { CURRICULUM_PRESETS, ONLINE_PRESETS } from "../training/presets.ts";

/** Words that a terminal prints and does not obey. */
const words = z.string().max(5000).regex(/^\P{C}*$/u, "holds control characters");
const error = z.number().min(0);
const interval = z.strictObject({
  low: z.number(),
  high: z.number(),
  level: z.number().gt(0).lt(1),
  method: words,
}).refine(({ low, high }) => low <= high, "the interval's low end lies above its high end");

/** See `Evaluation` in `src/evaluation/record.ts`. */
const evaluation = z.strictObject({
  testMse: error,
  trainMse: error,
  testMseByFrequency: z.array(error).readonly(),
  trainMseByFrequency: z.array(error).readonly(),
  testR2: z.number(),
  generalisationGap: z.strictObject({ value: z.number(), interval }),
  baselines: z.strictObject({ zero: error, mean: error, memoryless: error }),
  protocol: z.string().refine((words): boolean => words === PROTOCOL, `must be "${PROTOCOL}"`),
});

const {
  frequenciesHz,
  sampleRateHz,
  durationSeconds,
  amplitudeRange,
  grid,
  noise,
  trainSeed,
  testSeed,
} = onlineSchema.shape;

/** Of a network that was trained elsewhere: its size, and the recordings that it is measured on. */
const importedSchema = z.strictObject({
  hiddenSize: z.number().int().positive(),
  frequenciesHz,
  sampleRateHz,
  durationSeconds,
  amplitudeRange,
  grid,
  noise: z.union([noise, z.number()]),
  trainSeed,
  testSeed,
});

/** What a record says of an imported network; what is left out has the exercise's value. */
export function importedConfiguration(
  fields: z.input<typeof importedSchema>,
): z.output<typeof importedSchema> {
  return validated(importedSchema, fields, "configuration");
}

/** The software that made a record; see `versions.ts`. */
const versions = z.strictObject({
  project: z.string().regex(/^\d+\.\d+\.\d+$/),
  deno: z.string().regex(/^\d+\.\d+\.\d+([-+][\w.+-]+)?$/),
  v8: z.string().regex(/^\d+(\.\d+){2,3}([-+][\w.+-]+)?$/),
  platform: z.string().regex(/^[a-z0-9]+ [a-z0-9_]+$/),
});

/** What every record has, however the run came about. */
const common = {
  /** Version of this record's layout. */
  format: z.literal(1),
  parameters: z.number().int().positive(),
  engine: z.strictObject({ name: words, backend: words, reason: words }),
  versions,
  /** SHA-256 of the rows, so that a changed generator cannot go unnoticed. */
  data: z.strictObject({ trainSha256: z.string(), testSha256: z.string() }),
  status: z.enum(["running", "finished", "stopped early", "diverged"]),
  startedAt: z.iso.datetime(),
  epochs: z.number().int().min(0),
  /** Seconds spent on updates, evaluation left out. */
  seconds: z.number().min(0),
  /** Null until the run is over. */
  result: evaluation.nullable(),
};

/** The name of a preset of this table. */
const presetOf = (table: Readonly<Record<string, unknown>>) =>
  z.string().refine((name) => name in table, `must be ${Object.keys(table).join(" or ")}`);

/** `regime` says how the network was trained, and by that what fixes it. */
const runRecord = z.discriminatedUnion("regime", [
  z.strictObject({
    ...common,
    regime: z.literal("online"),
    configuration: onlineSchema.readonly(),
    preset: presetOf(ONLINE_PRESETS),
  }),
  z.strictObject({
    ...common,
    regime: z.literal("curriculum"),
    configuration: curriculumSchema.readonly(),
    preset: presetOf(CURRICULUM_PRESETS),
  }),
  z.strictObject({
    ...common,
    regime: z.literal("imported"),
    configuration: importedSchema.readonly(),
    preset: z.literal("imported"),
    status: z.literal("finished"),
    epochs: z.literal(0),
    seconds: z.literal(0),
    result: z.null(),
  }),
]);

/** The software that made a run. */
export type Versions = Readonly<z.output<typeof versions>>;

/** Contents of `run.json`. */
export type RunRecord = Readonly<z.output<typeof runRecord>>;

/** The record of a run that was trained here. */
export type TrainedRecord = Exclude<RunRecord, { readonly regime: "imported" }>;

/** Writes `run.json`. */
export function writeRunRecord(folder: string, record: RunRecord): void {
  writeJsonAtomically(`${folder}/run.json`, record);
}

/**
 * Reads `run.json`.
 *
 * @throws {TypeError} or {RangeError} when a field is missing or wrong, {SyntaxError} when the file is cut off,
 *   {Deno.errors.NotFound} when the folder holds no run; each names the file.
 */
export function readRunRecord(folder: string): RunRecord {
  const path = `${folder}/run.json`;
  const text = readSummedText(folder, "run.json");
  const record = validated(runRecord, naming(path, () => parseJson(text)), path);
  const isMeasured = record.result !== null;
  if (isMeasured !== ["finished", "stopped early"].includes(record.status) && record.regime !== "imported") {
    throw new TypeError(
      `${path}: its status is ${record.status}, and it has ${isMeasured ? "a" : "no"} result`,
    );
  }
  naming(path, () => runSignal(record)); // what only the signal can judge: Nyquist, lengths, order
  return record;
}

/** Writes `training_history.json` under the exercise's key names. */
export function writeHistory(folder: string, epochs: readonly EpochRecord[]): void {
  writeJsonAtomically(`${folder}/training_history.json`, toHistory(epochs));
}

/** The running loss of the last epoch, from what {@linkcode writeHistory} wrote. */
export function readRunningLoss(folder: string): number {
  const { train_loss } = readJson(`${folder}/training_history.json`) as TrainingHistory;
  return train_loss[train_loss.length - 1];
}

/** Writes the model in the standard tfjs format; the weights go first, so that `model.json` never points at nothing. */
export function writeModel(folder: string, { modelJson, weightsBin }: ModelFiles): void {
  writeAtomically(`${folder}/weights.bin`, weightsBin);
  writeAtomically(`${folder}/model.json`, modelJson);
}

/** Reads what {@linkcode writeModel} wrote, or another tfjs model: its weights lie where `model.json` says. */
export function readModel(folder: string): ModelFiles {
  const modelJson = readSummedText(folder, "model.json");
  const { paths } = naming(folder, () => readGraph(modelJson));
  const parts = paths.map((path) => readSummed(folder, path));
  const weightsBin = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  parts.reduce((at, part) => (weightsBin.set(part, at), at + part.length), 0);
  return { modelJson, weightsBin };
}

/** The network in a folder, of a run in training that of its last checkpoint; every error names the folder. */
export function readNetwork(folder: string): Weights<Float32Array> {
  if (isInTraining(folder)) return loadCheckpoint(folder).state.weights;
  const files = readModel(folder);
  return naming(folder, () => weightsFromFiles(files));
}

/** Whether nothing more is going to happen to the run. */
export function isOver({ status }: Pick<RunRecord, "status">): boolean {
  return status !== "running";
}
