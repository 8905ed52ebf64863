/**
 * Whether a run's record tells of what lies beside it.
 *
 * @module
 */
import { z } from "zod";
import { naming, parseJson, validated } from "../boundary/mod.ts";
import { constantBaselines } from "../evaluation/baselines.ts";
import { variance } from "../evaluation/data_checks.ts";
import type { Evaluation } from "../evaluation/mod.ts";
import { ENGINE_NAMES } from "../engine/mod.ts";
import { parameterCount, readGraph } from "../model/mod.ts";
import { fingerprint, makeRows, type SignalRows } from "../signal/mod.ts";
import { epochCount } from "../training/stage.ts";
import type { TrainingHistory } from "../training/history.ts";
import { readRunRecord, type RunRecord } from "./record.ts";
import { runSignal } from "./signal.ts";
import { readSummedText } from "./sums.ts";

/** What was made or read to be held against the record. */
export interface Compared {
  /** The run's recordings, made anew. */
  readonly train: SignalRows;
  readonly test: SignalRows;
  /** Of a run that is over; null where there is none, or it may still change. */
  readonly history: TrainingHistory | null;
}

/**
 * Refuses a record that cannot be that of its folder: another network's sizes, another recording's fingerprint, a result
 * that does not agree with itself.
 *
 * @throws {TypeError} naming `run.json` and the field
 */
export function checkConsistency(folder: string, record: RunRecord): Compared {
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
  const isOver = record.regime !== "imported" && record.status !== "running";
  const history = isOver ? consistentHistory(folder, record) : null;
  checkEpochs(folder, record);
  refuse("data.trainSha256", fingerprint(train.rows), data.trainSha256);
  refuse("data.testSha256", fingerprint(test.rows), data.testSha256);
  if (result === null) return { train, test, history };
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
  checkResult(folder, result, { train, test });
  return { train, test, history };
}

/** Refuses a number of epochs that does not go with the status. */
function checkEpochs(folder: string, { status, epochs, configuration }: RunRecord): void {
  const planned = "stages" in configuration
    ? epochCount(configuration.stages)
    : "epochs" in configuration
    ? configuration.epochs
    : 0;
  if (status === "finished" ? epochs === planned : status !== "stopped early" || epochs < planned) return;
  throw new TypeError(`${folder}/run.json: its status is ${status} after ${epochs} of ${planned} epochs`);
}

/** Refuses what follows from the errors and the recordings, and does not. */
function checkResult(
  folder: string,
  result: Evaluation,
  { train, test }: Pick<Compared, "train" | "test">,
): void {
  const computed = {
    testR2: 1 - result.testMse / variance(test.targets),
    generalisationGap: { value: result.testMse - result.trainMse },
    baselines: constantBaselines(train, test),
  };
  const difference = firstDifference(result, computed, "result");
  if (difference === null) return;
  const { place, recorded, computed: wanted } = difference;
  throw new TypeError(
    `${folder}/run.json: ${place} is ${recorded}, and its errors and recordings give ${wanted}`,
  );
}

const losses = z.array(z.number().min(0).nullable());
const ownHistory = z.looseObject({
  train_loss: losses,
  epoch_times: losses,
  test_loss: losses,
  train_loss_by_frequency: z.array(losses),
  test_loss_by_frequency: z.array(losses.nullable()),
  clipped_share: z.array(z.number().min(0).max(1).nullable()),
});

/** The history beside a record; refused where its epochs are not those of the record, or it contradicts itself. */
function consistentHistory(
  folder: string,
  { epochs, seconds, result, configuration }: RunRecord,
): TrainingHistory {
  const path = `${folder}/training_history.json`;
  const text = readSummedText(folder, "training_history.json");
  const history = validated(ownHistory, naming(path, () => parseJson(text)), path);
  const refuse = (what: string, given: unknown, field: string, recorded: unknown) => {
    throw new TypeError(`${path}: ${what} ${given}, and run.json says ${field}: ${recorded}`);
  };
  const { train_loss, epoch_times, test_loss, train_loss_by_frequency } = history;
  const columns = { train_loss, epoch_times, test_loss, train_loss_by_frequency };
  for (const [name, { length }] of Object.entries(columns)) {
    if (length !== epochs) refuse(`the number of ${name} is`, length, "epochs", epochs);
  }
  const groups = configuration.frequenciesHz.length;
  const other = train_loss_by_frequency.find(({ length }) => length !== groups);
  if (other) refuse("an epoch's losses by frequency are", other.length, "frequencies", groups);
  const total = epoch_times.reduce<number>((sum, value) => sum + (value ?? NaN), 0);
  if (!isNear(seconds, total)) refuse("the epochs took", total, "seconds", seconds);
  const own = history as unknown as TrainingHistory; // a loss that is no number is null in it, and compares as none
  if (result === null) return own;
  const last = test_loss.at(-1) ?? null;
  if (last !== null && !isNear(last, result.testMse)) {
    refuse("the last test_loss is", last, "result.testMse", result.testMse);
  }
  const contradiction = firstDifference(own, sumsOf(own), "");
  if (contradiction !== null) {
    const { place, recorded, computed } = contradiction;
    throw new TypeError(`${path}: ${place} is ${recorded}, and its other entries give ${computed}`);
  }
  return own;
}

/** What a history says twice: best loss and epoch, and losses that are the means of those by frequency. */
function sumsOf(history: TrainingHistory) {
  const best = Math.min(...history.train_loss);
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    best_loss: best,
    best_epoch: history.train_loss.indexOf(best) + 1,
    train_loss: history.train_loss_by_frequency.map(mean),
    test_loss: history.test_loss_by_frequency.map((row) => row === null ? null : mean(row)),
  };
}

/**
 * Refuses a record whose result is another than its weights give on its own recordings.
 *
 * @throws {TypeError} naming `run.json` and the field
 */
export function checkMeasured(folder: string, { result }: RunRecord, measured: Evaluation): void {
  const difference = result === null ? null : firstDifference(result, measured, "result");
  if (difference === null) return;
  const { place, recorded, computed } = difference;
  throw new TypeError(
    `${folder}/run.json: ${place} is ${recorded}, and its weights give ${computed} on its own recordings`,
  );
}

/** Largest share by which a recorded number and the one computed anew may differ, and what always may: engines round in another order. */
const ROUNDING = 1e-3, NOTHING = 1e-7;

function isNear(recorded: unknown, computed: number): boolean {
  return typeof recorded === "number" &&
    Math.abs(recorded - computed) <= Math.max(NOTHING, ROUNDING * Math.abs(computed));
}

/** A number that is recorded otherwise than it is computed. */
interface Difference {
  readonly place: string;
  readonly recorded: unknown;
  readonly computed: number;
}

/** The first of all computed numbers that the record has otherwise, or not at all. */
function firstDifference(recorded: unknown, computed: unknown, place: string): Difference | null {
  if (typeof computed === "number") {
    return isNear(recorded, computed) ? null : { place, recorded, computed };
  }
  if (typeof computed !== "object" || computed === null) return null;
  const values = (recorded ?? {}) as Readonly<Record<string, unknown>>;
  for (const [key, value] of Object.entries(computed)) {
    const found = firstDifference(values[key], value, place === "" ? key : `${place}.${key}`);
    if (found !== null) return found;
  }
  return null;
}

/**
 * The record of a folder, held against what lies beside it, with what was made for that.
 *
 * @throws what `readRunRecord` and {@linkcode checkConsistency} throw
 */
export function readConsistentRun(folder: string): Compared & { readonly record: RunRecord } {
  const record = readRunRecord(folder);
  return { record, ...checkConsistency(folder, record) };
}
