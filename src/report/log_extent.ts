/**
 * How much a log holds: how many epochs, and whether held-out rows were measured in it.
 *
 * @module
 */
import { longestOf, shareRight } from "../monitor/logged.ts";
import type { History } from "../monitor/mod.ts";
import { isLog } from "../monitor/series.ts";
import { limitsOf } from "../monitor/thresholds.ts";
import { isBoosted } from "../monitor/tools.ts";

const LIMITS = limitsOf("log-extent"), { goodShare } = limitsOf("plateau");

/** Whether a log of few epochs counts no right answers that show that something was learned in them. */
export function hasFewEpochs(history: History): boolean {
  return isLog(history) && history.unit === "epoch" && !isBoosted(history) &&
    epochsIn(history) <= LIMITS.epochs &&
    (shareRight(history)?.share ?? 0) < goodShare;
}

/** Epochs of a log: the entries of its longest series, or one where all of it was logged within one. */
export function epochsIn(history: History): number {
  const measures = (history.series ?? []).filter(({ role }) => /loss|metric/.test(role));
  const isOne = measures.every(({ at }) => at[at.length - 1] === measures[0].at[0]);
  return isOne ? 1 : longestOf(history);
}

/** The epochs in which anything was logged, as they are told: one whose loss stands there several times is one. */
export function epochsTold(history: History): number {
  const measures = (history.series ?? []).filter(({ role }) => /loss|metric/.test(role));
  return Math.min(longestOf(history), Math.max(...measures.map(({ at }) => new Set(at).size)));
}

/** The epochs of a run that logged a value at every k-th of them alone. */
export function epochsOfSparse({ unit, at = [] }: History): number | undefined {
  const last = at[at.length - 1];
  return unit === "epoch" && at.length > 1 && last - at[0] > 2 * (at.length - 1) ? last : undefined;
}

/** Whether nothing but the training rows was measured in a log, or held-out rows once. */
export function isTrainingAlone({ series = [] }: History): boolean {
  return series.length > 0 && series.every(({ split, values }) => split === "train" || values.length < 2);
}

/** Whether columns without a name are all that was logged beside what is taken as the training loss: which of them is the loss, and of what rows, nothing tells. */
export function hasUnnamed(history: History): boolean {
  return isTrainingAlone(history) && (history.leftOut ?? []).some((name) => /^column \d+$/.test(name));
}
