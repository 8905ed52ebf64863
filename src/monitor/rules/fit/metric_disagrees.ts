import { ofCycles } from "../../cycles.ts";
import { fewRows } from "../../few_rows.ts";
import { endLevel, finite, indexOfBest, leadingLoss, leadingMetric } from "../../logged.ts";
import { risingTerm } from "../../rising_term.ts";
import { tail, unitOf } from "../../series.ts";
import type { Observation, Outcome, Rule } from "../../records.ts";
import { formatNumber, formatPercent } from "../../../text/mod.ts";
import { isWorseThroughout } from "../held_out_rise.ts";
import { atLine, atTheEnd, clear, found, notTested } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("metric-disagrees");

/** A model that grows sure of its mistakes pays for them in cross-entropy, and not in accuracy, F1 or WER. */
export const metricDisagrees: Rule = {
  name: "metric-disagrees",
  watches: "held-out loss and held-out metric",
  predicate: `the loss ends ${
    formatPercent(LIMITS.rise)
  } above its best, or worse from the first evaluation on, while the metric is at its best later, by ${
    formatPercent(LIMITS.gain)
  }, and ends better than it was then`,
  remedy: "Choose the checkpoint by what counts: the metric for its answers, the loss for its probabilities.",
  source: "Guo, Pleiss, Sun and Weinberger 2017, on calibration of modern neural networks",
  readsSeries: true,
  check: ofCycles(check),
};

function check({ history }: Observation): Outcome {
  const loss = leadingLoss(history, "validation", "test");
  const metric = leadingMetric(history, "validation", "test");
  if (loss === undefined || metric === undefined || loss.values.length < 3 || metric.values.length < 3) {
    return notTested("Log loss and metric of 3 evaluations.");
  }
  if (fewRows(history) !== undefined) return clear({ fewRows: true });
  if (risingTerm(history) !== undefined) return clear({ oneTerm: true });
  const [bestLoss, bestMetric] = [indexOfBest(loss), indexOfBest(metric)];
  if (bestLoss < 0 || bestMetric < 0) return notTested("It takes finite losses and metrics.");
  const rise = endLevel(loss.values) / loss.values[bestLoss] - 1;
  const there = metric.values[metric.at.findIndex((place) => place >= loss.at[bestLoss])] ?? NaN;
  const gain = Math.abs(metric.values[bestMetric] - there);
  const sign = metric.better === "higher" ? 1 : -1;
  const stillBetter = sign * (endLevel(metric.values) - there) > 0;
  const facts = {
    loss: loss.name,
    metric: metric.name,
    rise,
    lossBestAt: loss.at[bestLoss],
    metricBestAt: metric.at[bestMetric],
  };
  const later = metric.at[bestMetric] > loss.at[bestLoss] &&
    gain > LIMITS.gain * Math.abs(metric.values[bestMetric]);
  const hasRisen = rise > LIMITS.rise || isWorseThroughout(finite(loss.values));
  if (!(hasRisen && later && stillBetter)) return clear(facts);
  const outcome = found(
    "info",
    `Loss and metric disagree: ${loss.name} best at ${unitOf(history)} ${facts.lossBestAt} (${
      formatNumber(loss.values[bestLoss])
    }), ${atTheEnd(endLevel(loss.values), loss.values)}; ${metric.name} best at ${facts.metricBestAt} (${
      formatNumber(metric.values[bestMetric])
    })`,
    facts,
  );
  const isPast = bestMetric < metric.values.length - tail(metric.values).length;
  return isPast
    ? atLine(outcome, `${metricDisagrees.remedy} Both are past their best: stop there.`)
    : outcome;
}
