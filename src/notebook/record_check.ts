/**
 * Whether a run record is true: every number in it that can be measured or computed again, is.
 *
 * @module
 */
import { parameterCount } from "../model/mod.ts";
import { fingerprint } from "../signal/mod.ts";
import type { TrainingHistory } from "../training/history.ts";
import type { RunRecord } from "../run/record.ts";
import type { NotebookRun } from "./trained.ts";

/** What a record says otherwise than the run's weights, data and history, one line each. */
export function recordDisagreements(record: RunRecord, run: NotebookRun): string[] {
  const { evaluation, history, weights, train, test } = run;
  const { result, epochs, seconds, parameters, data } = record;
  const computed = {
    result: evaluation,
    epochs: history.train_loss.length,
    seconds: history.epoch_times.reduce((sum, time) => sum + time, 0),
    parameters: parameterCount(weights.shape),
  };
  return [
    ...numberDifferences({ result, epochs, seconds, parameters }, computed, "run.json"),
    ...historyDisagreements(history),
    ...(data.trainSha256 === fingerprint(train.rows)
      ? []
      : ["run.json: data.trainSha256 is that of other rows"]),
    ...(data.testSha256 === fingerprint(test.rows)
      ? []
      : ["run.json: data.testSha256 is that of other rows"]),
  ];
}

/** Where a history contradicts itself: best loss and epoch, and losses that are not the mean of those by frequency. */
export function historyDisagreements(history: TrainingHistory): string[] {
  const best = Math.min(...history.train_loss);
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const computed = {
    best_loss: best,
    best_epoch: history.train_loss.indexOf(best) + 1,
    train_loss: history.train_loss_by_frequency.map(mean),
    test_loss: history.test_loss_by_frequency.map((row) => row === null ? null : mean(row)),
  };
  return numberDifferences(history, computed, "training_history.json");
}

/** Numbers of a record that differ from those computed by more than a thousandth (or 1e-7), with their names. */
export function numberDifferences(recorded: unknown, computed: unknown, name: string): string[] {
  if (typeof computed === "number") {
    const gap = typeof recorded === "number" ? Math.abs(recorded - computed) : NaN;
    return gap <= Math.max(1e-7, 1e-3 * Math.abs(computed))
      ? []
      : [`${name} says ${recorded}, computed ${computed}`];
  }
  if (typeof computed !== "object" || computed === null) return [];
  const values = (recorded ?? {}) as Record<string, unknown>;
  return Object.entries(computed).flatMap(([key, value]) =>
    numberDifferences(values[key], value, `${name}.${key}`)
  );
}
