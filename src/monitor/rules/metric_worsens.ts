import { max } from "simple-statistics";
import { endLevel, finite, indexOfBest, leadingMetric } from "../logged.ts";
import type { Observation, Outcome, Rule } from "../records.ts";
import { neighbourMedians, noise, tail, unitOf } from "../series.ts";
import { formatNumber, formatPercent } from "../../text/mod.ts";
import { atTheEnd, clear, found, notTested } from "./outcome.ts";
import { limitsOf } from "../thresholds.ts";

const LIMITS = limitsOf("metric-worsens");

/** The loss may go on falling while the answers get worse: what is generated is not what the loss is measured on. */
export const metricWorsens: Rule = {
  name: "metric-worsens",
  watches: "the held-out metric that leads",
  predicate: `of ${LIMITS.fewest} evaluations or more the last fifth is ${
    formatPercent(LIMITS.worse)
  } worse than the best, and ${LIMITS.noises} times the metric's noise`,
  remedy:
    "Use the checkpoint where the metric was best, and read twenty answers of the last one: language and task tokens, maximal length, repetition, thresholds, preprocessing of the evaluation.",
  source: "definition; Keras ModelCheckpoint by a monitored metric",
  readsSeries: true,
  settles: "gap",
  check,
};

function check({ history }: Observation): Outcome {
  const metric = leadingMetric(history, "validation", "test");
  const values = finite(metric?.values ?? []);
  if (metric === undefined || values.length < LIMITS.fewest) {
    return notTested("Log a metric of 4 evaluations.");
  }
  const best = indexOfBest(metric), sign = metric.better === "higher" ? 1 : -1, end = endLevel(values);
  // one lucky evaluation among many is no level that was held
  const held = values.length < 10
    ? metric.values[best]
    : sign * max(neighbourMedians(values).map((level) => sign * level));
  const worse = sign * (held - end);
  const facts = { metric: metric.name, best: metric.values[best], since: metric.at[best], level: end };
  // what is best at the end has only just risen
  if (best >= metric.values.length - tail(metric.values).length) return clear(facts);
  const jitter = values.length < 8 ? 0 : noise(values);
  if (!(held > 0 && worse > Math.max(LIMITS.worse * held, LIMITS.noises * jitter))) return clear(facts);
  return found(
    "warning",
    `${metric.name} gets worse: ${formatNumber(metric.values[best])} at ${unitOf(history)} ${
      metric.at[best]
    }, ${atTheEnd(end, values)}`,
    facts,
  );
}
