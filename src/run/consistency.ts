/**
 * Whether a run's record tells of what lies beside it.
 *
 * @module
 */
import { naming } from "../boundary/mod.ts";
import { constantBaselines } from "../evaluation/baselines.ts";
import { variance } from "../evaluation/data_checks.ts";
import type { Evaluation } from "../evaluation/mod.ts";
import { parameterCount, readGraph } from "../model/mod.ts";
import { fingerprint, makeRows, type SignalRows } from "../signal/mod.ts";
import type { TrainingHistory } from "../training/history.ts";
import { trainingOf } from "../training/trainings.ts";
import { refuseOtherBeginning } from "./beginning.ts";
import { checkpointPath, loadCheckpoint } from "./checkpoint.ts";
import { firstDifference } from "./difference.ts";
import { identityOf, refuseOther } from "./identity.ts";
import { refuseOtherMaker } from "./maker.ts";
import { consistentHistory, historyPath, refuseUnplanned } from "./own_history.ts";
import { isInTraining } from "./place.ts";
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
 * Refuses a record that cannot be that of its folder: another network's sizes, another recording's fingerprint, settings
 * that the history does not follow, a result that does not agree with itself.
 *
 * @throws {TypeError} naming the file and the field
 */
export function checkConsistency(folder: string, record: RunRecord): Compared {
  const path = `${folder}/run.json`;
  const { frequenciesHz } = record.configuration;
  const signal = runSignal(record);
  const training = record.regime === "imported" ? null : trainingOf(record);
  const train = training?.rows ?? makeRows(signal.train), test = makeRows(signal.test);
  const refuse = (field: string, needed: unknown, given: unknown) => {
    if (needed === given) return;
    throw new TypeError(`${path}: ${field} must be ${needed} as its files say (given: ${given})`);
  };
  const { configuration, parameters, data, result } = record;
  if (record.status === "finished" || record.status === "stopped early") {
    const { shape } = naming(folder, () => readGraph(readSummedText(folder, "model.json")));
    refuse("configuration.hiddenSize", shape.hiddenSize, configuration.hiddenSize);
    refuse("the number of configuration.frequenciesHz", shape.inputSize - 1, frequenciesHz.length);
    if ("biases" in configuration) refuse("configuration.biases", shape.biases, configuration.biases);
    refuse("parameters", parameterCount(shape), parameters);
  }
  naming(path, () => refuseOtherMaker(record));
  const isOver = training !== null && record.status !== "running";
  const history = isOver ? consistentHistory(folder, record) : null;
  if (training !== null) checkEpochs(path, record, training.planned);
  refuse("data.trainSha256", fingerprint(train.rows), data.trainSha256);
  refuse("data.testSha256", fingerprint(test.rows), data.testSha256);
  if (record.regime !== "imported" && isInTraining(folder)) {
    refuseOther(checkpointPath(folder), loadCheckpoint(folder).run, identityOf(record, data));
  }
  if (training !== null && history !== null) {
    naming(historyPath(folder), () => {
      refuseUnplanned(history, record, training);
      refuseOtherBeginning(history, record, training);
    });
  }
  if (result === null) return { train, test, history };
  for (const name of ["test", "train"] as const) {
    const [overall, parts] = [result[`${name}Mse`], result[`${name}MseByFrequency`]];
    refuse(`the number of result.${name}MseByFrequency`, frequenciesHz.length, parts.length);
    const mean = parts.reduce((sum, part) => sum + part, 0) / parts.length;
    if (!parts.every((part) => part >= 0) || Math.abs(mean - overall) > 1e-6 * Math.max(mean, 1e-12)) {
      throw new TypeError(
        `${path}: result.${name}Mse must be the mean of its frequencies, ${mean} (given: ${overall})`,
      );
    }
  }
  checkResult(folder, result, { train, test });
  return { train, test, history };
}

/** Refuses a number of epochs that does not go with the status. */
function checkEpochs(path: string, { status, epochs }: RunRecord, planned: number): void {
  const isPossible = status === "finished"
    ? epochs === planned
    : status === "stopped early"
    ? epochs < planned
    : epochs <= planned;
  if (isPossible) return;
  throw new TypeError(`${path}: its status is ${status} after ${epochs} of ${planned} epochs`);
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

/**
 * The record of a folder, held against what lies beside it, with what was made for that.
 *
 * @throws what `readRunRecord` and {@linkcode checkConsistency} throw
 */
export function readConsistentRun(folder: string): Compared & { readonly record: RunRecord } {
  const record = readRunRecord(folder);
  return { record, ...checkConsistency(folder, record) };
}
