/**
 * What to use of several runs, and what to do next: of the best of them, or of folds, which are one experiment.
 *
 * @module
 */
import { mean, median } from "simple-statistics";
import type { Diagnosis, History } from "../monitor/mod.ts";
import { formatNumber } from "../text/mod.ts";
import type { Best } from "./best.ts";
import { checkpoint, NO_CHECKPOINT } from "./checkpoint_advice.ts";
import { leading } from "./leading.ts";
import { nextStep } from "./next_step.ts";
import { asSentence } from "./reason.ts";
import { FOLD } from "./run_names.ts";

/** One of several runs, with the best of what they are compared by. */
export interface ComparedRun {
  readonly name: string;
  /** Its name beside the others: without the folder that all lie in. */
  readonly shown: string;
  readonly history: History;
  readonly diagnosis: Diagnosis;
  readonly best: Best | undefined;
}

/** Lines that say what to use and what is next; the best run first. */
export function useOfRuns(sorted: readonly ComparedRun[]): readonly string[] {
  return areFolds(sorted) ? useOfFolds(sorted) : useOfBest(sorted);
}

/** Whether a run has anything that is worth keeping. */
export function isWorthKeeping({ history, diagnosis }: ComparedRun): boolean {
  return checkpoint(history, diagnosis)?.startsWith(NO_CHECKPOINT) !== true;
}

/**
 * Which checkpoint of which run to use, and what to do with that run next: of the best among those that most of the runs can be
 * compared with.
 */
function useOfBest(sorted: readonly ComparedRun[]): readonly string[] {
  const uses = sorted.map((run) => ({ ...run, use: checkpoint(run.history, run.diagnosis) }))
    .filter(({ use }) => use !== undefined);
  const best = uses.find(({ use }) => !use!.startsWith(NO_CHECKPOINT));
  if (best === undefined) return uses.length < sorted.length ? [] : ["Use: none of these runs"];
  const { shown, history, diagnosis, use } = best;
  return [
    `Use: of ${shown} ${use}`,
    `Next: ${asSentence(nextStep(history, diagnosis))}`,
  ];
}

/** Whether all are folds of one cross-validation, which are measured alike, each on rows of its own. */
function areFolds(runs: readonly ComparedRun[]): boolean {
  const without = new Set(runs.map(({ name, best }) => `${name.replace(FOLD, "fold")} ${best?.name}`));
  return runs.length > 1 && without.size === 1 && runs.every(({ name, best }) => FOLD.test(name) && best);
}

/**
 * What folds say together. The best of them has the easiest rows and is no better model: their mean is what to expect of new rows, their
 * spread how far it can be trusted, and the median of the best places how long to train on all rows.
 */
function useOfFolds(folds: readonly ComparedRun[]): readonly string[] {
  const bests = folds.flatMap(({ best }) => best ?? []), values = bests.map(({ value }) => value);
  const [{ name }] = bests, { history, diagnosis } = folds[Math.floor(folds.length / 2)];
  const next = asSentence(nextStep(history, diagnosis));
  // where most came to nothing there is nothing to expect of all rows
  if (2 * folds.filter(isWorthKeeping).length < folds.length) {
    return ["Use: none of these folds", `Next: ${next}`];
  }
  const all = Math.round(median(bests.map(({ at }) => at)));
  const spread = `${formatNumber(Math.min(...values))} to ${formatNumber(Math.max(...values))}`;
  const isWarned = (leading(diagnosis)?.severity ?? "info") !== "info";
  return [
    `Use: no fold before another, each is measured on rows of its own; together ${name} is ${
      formatNumber(mean(values))
    } on average (${spread})`,
    `Next: ${isWarned ? `Of the fold in the middle: ${next} Then train` : "Train"} on all rows up to about ${
      history.counted ?? history.unit ?? "epoch"
    } ${all}, the median of the best; the wider the spread, the less sure.`,
  ];
}
