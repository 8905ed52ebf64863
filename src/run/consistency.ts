/**
 * Whether a run's record tells of what lies beside it.
 *
 * @module
 */
import { z } from "zod";
import { naming, parseJson, validated } from "../boundary/mod.ts";
import type { Evaluation } from "../evaluation/mod.ts";
import { ENGINE_NAMES } from "../engine/mod.ts";
import { parameterCount, readGraph } from "../model/mod.ts";
import { fingerprint, makeRows, type SignalRows } from "../signal/mod.ts";
import { readRunRecord, type RunRecord } from "./record.ts";
import { runSignal } from "./signal.ts";
import { readSummedText } from "./sums.ts";

/** A run's recordings, made anew. */
export interface Recordings {
  readonly train: SignalRows;
  readonly test: SignalRows;
}

/**
 * Refuses a record that cannot be that of its folder: another network's sizes, another recording's fingerprint, a result
 * that does not agree with itself.
 *
 * @returns the recordings, which were made to compare their fingerprints
 * @throws {TypeError} naming `run.json` and the field
 */
export function checkConsistency(folder: string, record: RunRecord): Recordings {
  const { frequenciesHz } = record.configuration;
  const signal = runSignal(record);
  const [train, test] = [makeRows(signal.train), makeRows(signal.test)];
  const refuse = (field: string, needed: unknown, given: unknown) => {
    if (needed === given) return;
    throw new TypeError(`${folder}/run.json: ${field} must be ${needed} as its files say (given: ${given})`);
  };
  const { configuration, parameters, engine, data, result } = record;
  if (record.status === "finished" || record.status === "stopped early") {
    const { shape } = naming(folder, () => readGraph(readSummedText(folder, "model.json")));
    refuse("configuration.hiddenSize", shape.hiddenSize, configuration.hiddenSize);
    refuse("the number of configuration.frequenciesHz", shape.inputSize - 1, frequenciesHz.length);
    refuse("parameters", parameterCount(shape), parameters);
  }
  if (!["none", ...ENGINE_NAMES].includes(engine.name)) {
    throw new TypeError(
      `${folder}/run.json: engine.name is none of ${ENGINE_NAMES.join(", ")}: ${engine.name}`,
    );
  }
  if (record.regime !== "imported" && record.status !== "running") checkHistory(folder, record);
  refuse("data.trainSha256", fingerprint(train.rows), data.trainSha256);
  refuse("data.testSha256", fingerprint(test.rows), data.testSha256);
  if (result === null) return { train, test };
  for (const name of ["test", "train"] as const) {
    const [overall, parts] = [result[`${name}Mse`], result[`${name}MseByFrequency`]];
    refuse(`the number of result.${name}MseByFrequency`, frequenciesHz.length, parts.length);
    const mean = parts.reduce((sum, part) => sum + part, 0) / parts.length;
    if (!parts.every((part) => part >= 0) || Math.abs(mean - overall) > 1e-6 * Math.max(mean, 1e-12)) {
      throw new TypeError(
        `${folder}/run.json: result.${name}Mse must be the mean of its frequencies, ${mean} (given: ${overall})`,
      );
    }
  }
  return { train, test };
}

const entries = z.array(z.number().nullable());
const ownHistory = z.object({
  train_loss: entries,
  epoch_times: entries,
  test_loss: entries,
  train_loss_by_frequency: z.array(z.array(z.number().nullable())),
});

/** Refuses a record whose epochs are not those of the history beside it. */
function checkHistory(folder: string, { epochs, seconds, result, configuration }: RunRecord): void {
  const path = `${folder}/training_history.json`;
  const text = readSummedText(folder, "training_history.json");
  const history = validated(ownHistory, naming(path, () => parseJson(text)), path);
  const refuse = (what: string, given: unknown, field: string, recorded: unknown) => {
    throw new TypeError(`${path}: ${what} ${given}, and run.json says ${field}: ${recorded}`);
  };
  for (const [name, { length }] of Object.entries(history)) {
    if (length !== epochs) refuse(`the number of ${name} is`, length, "epochs", epochs);
  }
  const groups = configuration.frequenciesHz.length;
  const other = history.train_loss_by_frequency.find(({ length }) => length !== groups);
  if (other) refuse("an epoch's losses by frequency are", other.length, "frequencies", groups);
  const total = history.epoch_times.reduce<number>((sum, value) => sum + (value ?? NaN), 0);
  if (differ(total, seconds)) refuse("the epochs took", total, "seconds", seconds);
  const last = history.test_loss.at(-1) ?? null;
  if (last !== null && result !== null && differ(last, result.testMse)) {
    refuse("the last test_loss is", last, "result.testMse", result.testMse);
  }
}

/** Largest share by which a recorded error and the one measured anew may differ: engines round in another order. */
const ROUNDING = 1e-3;

function differ(a: number, b: number): boolean {
  return !(Math.abs(a - b) <= ROUNDING * Math.max(Math.abs(a), Math.abs(b)));
}

/**
 * Refuses a record whose result is another than its weights give on its own recordings.
 *
 * @throws {TypeError} naming `run.json` and the field
 */
export function checkMeasured(folder: string, { result }: RunRecord, measured: Evaluation): void {
  if (result === null) return;
  for (const name of ["testMse", "trainMse", "testMseByFrequency", "trainMseByFrequency"] as const) {
    const [given, found] = [result[name], measured[name]].map((value) => [value].flat());
    const at = found.findIndex((value, i) => differ(value, given[i]));
    if (at < 0) continue;
    throw new TypeError(
      `${folder}/run.json: result.${name} is ${given[at]}, and its weights give ${
        found[at]
      } on its own recordings`,
    );
  }
}

/**
 * The record of a folder, held against what lies beside it.
 *
 * @throws what `readRunRecord` and {@linkcode checkConsistency} throw
 */
export function readConsistentRun(folder: string): RunRecord {
  const record = readRunRecord(folder);
  checkConsistency(folder, record);
  return record;
}
