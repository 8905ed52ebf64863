import { max } from "simple-statistics";
import { ofCycles } from "../../cycles.ts";
import {
  asShares,
  endLevel,
  finite,
  indexOfBest,
  leadingLoss,
  leadingMetric,
  shareRight,
} from "../../logged.ts";
import { fewRows } from "../../few_rows.ts";
import type { History, LoggedSeries, Observation, Outcome, Rule } from "../../records.ts";
import { bestOf, lowest, neighbourMedians, noise, tail, trendPValue, unitOf } from "../../series.ts";
import { formatNumber, formatPercent } from "../../../text/mod.ts";
import { atTheEnd, clear, found, notTested, speaksFor } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";
import { worsens } from "./worse_from_the_first.ts";

const LIMITS = limitsOf("metric-worsens");

/** The loss may go on falling while the answers get worse: what is generated is not what the loss is measured on. */
export const metricWorsens: Rule = {
  name: "metric-worsens",
  watches: "the held-out metric that leads",
  predicate: `of ${LIMITS.fewest} evaluations or more the last fifth is ${
    formatPercent(LIMITS.worse)
  } worse than the best, and ${LIMITS.noises} times the metric's noise; or it was best in the first ${
    formatPercent(LIMITS.early)
  } of ${LIMITS.many} evaluations or more and falls since along a trend, by ${
    formatPercent(LIMITS.slipped)
  } and those noises, beside a held-out loss that never fell by ${formatPercent(LIMITS.flat)}`,
  remedy:
    "Use the checkpoint where the metric was best, and read twenty answers of the last one: language and task tokens, maximal length, repetition, thresholds, preprocessing of the evaluation.",
  source: "definition; Keras ModelCheckpoint by a monitored metric",
  readsSeries: true,
  settles: "gap",
  check: ofCycles(check),
};

function check({ history }: Observation): Outcome {
  const metric = leadingMetric(history, "validation", "test");
  const values = finite(metric?.values ?? []);
  if (metric === undefined || values.length < LIMITS.fewest) {
    return notTested("Log a metric of 4 evaluations.");
  }
  // told of all of them together, and what is next to nothing has nothing to lose
  if (worsens(history) !== undefined || isNothing(history, metric)) return clear();
  const best = indexOfBest(metric), sign = metric.better === "higher" ? 1 : -1, end = endLevel(values);
  // one lucky evaluation among many is no level that was held
  const held = values.length < 10 ? metric.values[best] : bestOf(neighbourMedians(values), sign);
  const worse = sign * (held - end);
  const facts = { metric: metric.name, best: metric.values[best], since: metric.at[best], level: end };
  // what is best at the end has only just risen
  if (best >= metric.values.length - tail(metric.values).length) return clear(facts);
  const jitter = values.length < 8 ? 0 : noise(values);
  if (!(held > 0 && worse > LIMITS.noises * jitter)) return clear(facts);
  const isSlow = worse <= LIMITS.worse * held;
  if (isSlow && !(worse > LIMITS.slipped * held && slips(history, metric, best))) return clear(facts);
  const course = `${metric.name} gets worse: ${formatNumber(metric.values[best])} at ${unitOf(history)} ${
    metric.at[best]
  }, ${atTheEnd(end, values)}`;
  if (isSlow) {
    return {
      ...found("warning", course, facts),
      called: `PAST ITS BEST: ${metric.name} GETS WORSE WHILE THE LOSS STANDS`,
      remedy: STOP_THERE,
    };
  }
  const risen = risenUnderTheRate(history, metric.at[best]);
  if (risen === undefined) return found("warning", course, facts);
  const { from, to, rate } = risen;
  const outcome = found(
    "warning",
    `${course}; the training loss rose with it, ${formatNumber(from)} -> ${
      formatNumber(to)
    }, while the learning rate went up`,
    { ...facts, rate },
    [speaksFor("learning rate", 2)],
  );
  return {
    ...outcome,
    remedy: `A tenth of the learning rate, ${
      formatNumber(rate / 10)
    } at its peak: more than that undoes what the model had learned before. Begin again from that checkpoint, or from where this run began.`,
  };
}

const STOP_THERE =
  "Use the checkpoint where the metric was best, and stop there another time: early stopping by the metric, not by the loss. For more than that weight decay, augmentation, more rows or a lower rate, one at a time.";

/** Whether a metric was best early and has got worse along a trend since, while the held-out loss, which never gained much, tells nothing of it. */
function slips(history: History, metric: LoggedSeries, best: number): boolean {
  const loss = finite(leadingLoss(history, "validation", "test")?.values ?? []), { values } = metric;
  const isFlat = loss.length >= LIMITS.many && lowest(loss) > (1 - LIMITS.flat) * loss[0];
  return isFlat && fewRows(history) === undefined && values.length >= LIMITS.many &&
    best < LIMITS.early * values.length &&
    trendPValue(finite(values.slice(best)), metric.better === "higher" ? "down" : "up") < LIMITS.byChance;
}

/** Whether next to none of what could be right ever was. */
function isNothing(history: History, metric: LoggedSeries): boolean {
  return shareRight(history) !== undefined && metric.better === "higher" &&
    max(asShares(metric.values) as number[]) < limitsOf("checkpoint-advice").nothing;
}

/**
 * How far the training loss rose, where it did after that place while the learning rate did too and held-out rows cost more as well:
 * what is measured otherwise than it is trained does not touch the losses.
 */
function risenUnderTheRate(history: History, best: number) {
  const { at = [], trainLoss, learningRate = [] } = history;
  const before = { losses: [] as number[], rates: [] as number[] },
    after = { losses: [] as number[], rates: [] as number[] };
  at.forEach((place, i) => {
    const side = place <= best ? before : after;
    if (Number.isFinite(trainLoss[i])) side.losses.push(trainLoss[i]!);
    if (Number.isFinite(learningRate[i])) side.rates.push(learningRate[i]!);
  });
  const held = leadingLoss(history, "validation", "test");
  const costsMore = held !== undefined && endLevel(held.values) > lowest(finite(held.values));
  // one loss that is high among two is no level
  if (
    !costsMore || after.losses.length < 3 ||
    [before, after].some(({ losses, rates }) => losses.length < 2 || rates.length === 0)
  ) {
    return undefined;
  }
  const from = lowest(before.losses),
    to = max(neighbourMedians(after.losses) as number[]),
    rate = max(after.rates);
  return to > (1 + LIMITS.worse) * from && rate > (1 + LIMITS.worse) * max(before.rates)
    ? { from, to, rate }
    : undefined;
}
