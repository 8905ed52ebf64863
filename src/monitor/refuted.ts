/**
 * One series makes no alarm that another of the same log refutes: in one place, for all rules that look at one curve.
 *
 * @module
 */
import { accuracyOf, endLevel, finite, indexOfBest, leadingMetric } from "./logged.ts";
import { once } from "./once.ts";
import type { History, LoggedSeries, Observation } from "./records.ts";
import { isLog, laterHalf, lowest, trendPValue } from "./series.ts";
import { limitsOf } from "./thresholds.ts";

const LIMITS = limitsOf("refuted");

/** What the course of the losses, or of a gradient, alone is blamed for. */
const OF_ONE_CURVE: readonly string[] = [
  "oscillation",
  "divergence",
  "loss-not-decreasing",
  "plateau",
  "rate-out-of-range",
  "exploding-gradient",
  "terms-in-conflict",
  "worse-than-guessing",
  "negative-cross-entropy",
  "learning-rate-too-high",
  "validation-far-off",
  "posterior-collapse",
];

/**
 * Whether the held-out answers of a log say the contrary of what this rule finds: they have gained, and end where they are best, or
 * hardly one was wrong any more. What was measured or recorded beside the curve is not refuted by it.
 */
export function isRefuted({ history, evidence }: Observation, rule: string): boolean {
  return OF_ONE_CURVE.includes(rule) && Object.keys(evidence).length === 0 &&
    (answersEndAtTheirBest(history) || answersAreRight(history, "validation", "test"));
}

/** Whether hardly an answer was wrong in all of the later half of a log: whatever the loss of a solved task does, it costs none. */
export function answersAreRight(history: History, ...splits: readonly LoggedSeries["split"][]): boolean {
  const shares = isLog(history) ? accuracyOf(history, ...splits) ?? [] : [];
  return shares.length >= LIMITS.fewest && lowest(laterHalf(shares)) >= LIMITS.right;
}

const answersEndAtTheirBest = once((history: History): boolean => {
  const metric = leadingMetric(history, "validation", "test");
  return isLog(history) && metric !== undefined && finite(metric.values).length >= LIMITS.fewest &&
    endsAtItsBest(metric);
});

/** By the level that it ends at: of values that jump the last best one is luck. */
function endsAtItsBest(metric: LoggedSeries): boolean {
  const values = finite(metric.values), [first] = values, best = metric.values[indexOfBest(metric)];
  const sign = metric.better === "higher" ? 1 : -1, gained = sign * (best - first);
  return gained > LIMITS.gained * Math.abs(first) &&
    sign * (best - endLevel(values)) <= LIMITS.near * gained &&
    trendPValue(values, sign > 0 ? "up" : "down") < LIMITS.byChance;
}
