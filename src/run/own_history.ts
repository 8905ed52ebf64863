/**
 * Whether the history beside a record is that of the run which the record tells of.
 *
 * @module
 */
import { z } from "zod";
import { naming, parseJson, validated } from "../boundary/mod.ts";
import type { TrainingHistory } from "../training/history.ts";
import type { Training } from "../training/trainings.ts";
import { firstDifference, isNear } from "./difference.ts";
import type { RunRecord } from "./record.ts";
import { readSummedText } from "./sums.ts";

const losses = z.array(z.number().min(0).nullable());
const ownHistory = z.strictObject({
  train_loss: losses,
  epoch_times: losses,
  best_loss: z.number().min(0).nullable(),
  best_epoch: z.number().int().positive(),
  train_loss_by_frequency: z.array(losses),
  test_loss: losses,
  test_loss_by_frequency: z.array(losses.nullable()),
  gradient_norm_median: losses,
  gradient_norm_max: losses,
  clipped_share: z.array(z.number().min(0).max(1).nullable()),
  learning_rate: z.array(z.number().min(0)),
});

/** Largest share by which a learning rate may differ from the one computed anew. */
const RATE_ROUNDING = 1e-9;

/**
 * The history of a run that is over.
 *
 * @throws {TypeError} naming `training_history.json` and the place, where its epochs are not those of the record or
 *   contradict themselves
 */
export function consistentHistory(folder: string, record: RunRecord): TrainingHistory {
  const path = historyPath(folder);
  const text = readSummedText(folder, "training_history.json");
  const history = validated(ownHistory, naming(path, () => parseJson(text)), path);
  const own = history as unknown as TrainingHistory; // a loss that is no number is null in it, and compares as none
  naming(path, () => {
    refuseOtherRun(own, record);
    if (record.result !== null) refuseContradiction(own);
  });
  return own;
}

/** Where it lies. */
export function historyPath(folder: string): string {
  return `${folder}/training_history.json`;
}

function refuseOtherRun(
  history: TrainingHistory,
  { status, epochs, seconds, result, configuration }: RunRecord,
): void {
  const refuse = (what: string, given: unknown, field: string, recorded: unknown) => {
    throw new TypeError(`${what} ${given}, and run.json says ${field}: ${recorded}`);
  };
  for (const [name, column] of Object.entries(history)) {
    if (Array.isArray(column) && column.length !== epochs) {
      refuse(`the number of ${name} is`, column.length, "epochs", epochs);
    }
  }
  const groups = configuration.frequenciesHz.length;
  const rows = [...history.train_loss_by_frequency, ...history.test_loss_by_frequency];
  const other = rows.find((row) => row !== null && row.length !== groups);
  if (other) refuse("an epoch's losses by frequency are", other.length, "frequencies", groups);
  const total = history.epoch_times.reduce((sum, value) => sum + (value ?? NaN), 0);
  if (!isNear(seconds, total)) refuse("the epochs took", total, "seconds", seconds);
  const ended = history.train_loss.map((loss) => loss === null).indexOf(true); // where a loss is no number
  if (ended !== (status === "diverged" ? epochs - 1 : -1)) {
    refuse(
      "the first train_loss that is no number is",
      ended < 0 ? "none" : `train_loss.${ended}`,
      "status",
      status,
    );
  }
  const last = history.test_loss.at(-1) ?? null;
  if (result !== null && last !== null && !isNear(last, result.testMse)) {
    refuse("the last test_loss is", last, "result.testMse", result.testMse);
  }
}

function refuseContradiction(history: TrainingHistory): void {
  const contradiction = firstDifference(history, sumsOf(history), "");
  if (contradiction === null) return;
  const { place, recorded, computed } = contradiction;
  throw new TypeError(`${place} is ${recorded}, and its other entries give ${computed}`);
}

/** What a history says twice: best loss and epoch, and losses that are the means of those by frequency. */
function sumsOf(history: TrainingHistory) {
  const best = history.train_loss.reduce((least, loss) => Math.min(least, loss), Infinity);
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    best_loss: best,
    best_epoch: history.train_loss.indexOf(best) + 1,
    train_loss: history.train_loss_by_frequency.map(mean),
    test_loss: history.test_loss_by_frequency.map((row) => row === null ? null : mean(row)),
  };
}

/**
 * Refuses a history that the run's settings do not lead to: another learning rate, an error that was not measured when
 * it was due, a gradient that was not cut at its norm, an end that early stopping does not give.
 *
 * @throws {TypeError} naming the place
 */
export function refuseUnplanned(history: TrainingHistory, record: RunRecord, training: Training): void {
  const { train_loss, learning_rate, test_loss, clipped_share, gradient_norm_max } = history;
  const losses = train_loss.map((loss: number | null) => loss ?? NaN);
  const { clipNorm } = training.setup.configuration;
  for (const [at, rate] of learning_rate.entries()) {
    const planned = training.learningRate(at + 1);
    if (Math.abs(rate - planned) > RATE_ROUNDING * planned) {
      throw new TypeError(`learning_rate.${at} is ${rate}, and run.json's configuration gives ${planned}`);
    }
    if (!Number.isNaN(losses[at]) && test_loss[at] === null && training.isTestedAfter(at + 1)) {
      throw new TypeError(`test_loss.${at} is missing, and run.json's configuration measures it`);
    }
    const [share, largest] = [clipped_share[at], gradient_norm_max[at]];
    if (share !== null && largest !== null && share > 0 !== largest > clipNorm) {
      throw new TypeError(
        `clipped_share.${at} is ${share} at a largest norm of ${largest}, and run.json says clipNorm: ${clipNorm}`,
      );
    }
  }
  const { status, epochs } = record;
  const stops = training.stopsEarlyAfter(losses);
  if (status === "stopped early" ? stops === epochs : stops === null || stops >= epochs) return;
  const end = stops === null ? "never stops" : `stops after ${stops}`;
  throw new TypeError(
    `run.json says ${status} after ${epochs} epochs, and with these losses its configuration ${end}`,
  );
}
