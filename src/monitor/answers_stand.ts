/**
 * Whether held-out answers are as good as ever while their loss has risen: a network that grows sure of its mistakes pays for them in
 * cross-entropy, and nowhere else.
 *
 * @module
 */
import { endLevel, finite, indexOfBest, leadingMetric } from "./logged.ts";
import { arePairs } from "./kind.ts";
import type { History, LoggedSeries, Outcome } from "./records.ts";
import { luckOf, noise } from "./series.ts";
import { limitsOf } from "./thresholds.ts";

const LIMITS = limitsOf("answers-stand");

/** Terms of losses that are no likelihood: boxes, masks, reconstructions, margins, distances. */
const NO_LIKELIHOOD =
  /box|iou|mask|dice|kpt|recon|margin|contrast|triplet|mse|mae|rmse|(^|[/_])l[12]([/_]|$)/i;

/** Measures of answers to which probabilities are given: by a classifier, or a language model. */
const OF_ANSWERS =
  /acc|top_?1|(multi|class|top\d?)_?err|error_rate|f1|auc|precision|recall|mcc|matthews|kappa|exact|wer|cer|bleu|rouge/i;

/** Whether the held-out loss, this at its best, is that of the probabilities a classifier or a language model gives to its answers. */
export function isOfProbabilities({ series = [] }: History, metric: LoggedSeries, best: number): boolean {
  return OF_ANSWERS.test(metric.name) && best < LIMITS.likelihood &&
    !series.some(({ role, name }) => /loss/.test(role) && NO_LIKELIHOOD.test(name));
}

/** Whether answers stand: a metric ends at its best but for what is luck among so many values; of shares, few of the answers that are wrong. */
export function endsNearBest(metric: LoggedSeries): boolean {
  const values = finite(metric.values), best = metric.values[indexOfBest(metric)], end = endLevel(values);
  const isShare = metric.better === "higher" && best <= 1;
  const near = Math.min(LIMITS.near * Math.abs(best), isShare ? LIMITS.ofWrong * (1 - best) : Infinity);
  const lost = metric.better === "higher" ? best - end : end - best;
  const luck = values.length < LIMITS.fewest ? 0 : luckOf(values.length) * noise(values);
  return lost <= Math.max(near, Math.min(luck, LIMITS.most * Math.abs(best)));
}

/** Whether a metric has gained anything since its first evaluation: one that never moved says nothing of a loss that did. */
function hasGained({ better, values }: LoggedSeries): boolean {
  const gain = endLevel(values) - values[0];
  return (better === "higher" ? gain : -gain) > LIMITS.near * Math.abs(values[0]);
}

/**
 * What overfitting, found by a held-out loss that rose by so much, is where the answers stand: none where the rise is next to nothing, else
 * one in the loss alone.
 */
export function ofAnswers(history: History, outcome: Outcome, bestLoss: number, rise: number): Outcome {
  const metric = leadingMetric(history, "validation", "test");
  if (outcome.status !== "found" || metric === undefined || finite(metric.values).length < LIMITS.atLeast) {
    return outcome;
  }
  if (!endsNearBest(metric)) return outcome;
  const { facts } = outcome;
  if (isOfProbabilities(history, metric, bestLoss) && rise < LIMITS.nats) {
    return { status: "clear", facts: { ...facts, rise } };
  }
  return hasGained(metric) && !arePairs(history)
    ? { ...outcome, facts: { ...facts, metricStands: true } }
    : outcome;
}
