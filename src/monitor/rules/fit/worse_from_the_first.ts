import { asShares, BOTH, endLevel, finite, indexOfBest, leadingLoss, seriesOf } from "../../logged.ts";
import { kindOf } from "../../kind.ts";
import { fewRows } from "../../few_rows.ts";
import { once } from "../../once.ts";
import type { History, LoggedSeries, Observation, Outcome, Rule } from "../../records.ts";
import { isLog } from "../../series.ts";
import { isYolo } from "../../tools.ts";
import { formatCount, formatNumber, formatPercent } from "../../../text/mod.ts";
import { atLine, clear, found, speaksFor } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("worse-from-the-first");

/** Weights that were trained before are answered worse with each epoch: the first is nearest to what they knew. */
export const worseFromTheFirst: Rule = {
  name: "worse-from-the-first",
  watches: "all held-out metrics of a few evaluations, the losses beside them",
  predicate:
    `of ${LIMITS.fewest} to ${LIMITS.most} evaluations each held-out metric (but for precision and recall) that is more than ${LIMITS.nothing} was best at the first and ends ${
      formatPercent(LIMITS.worse)
    } worse, the one that leads worse at each than at the one before, the held-out loss ends above its first value and the training loss below its own`,
  remedy:
    "Begin again from the weights that it began with: a tenth of the rate, a longer warm-up, the lower layers frozen. Before that look whether both sets have the same classes, labels and preprocessing.",
  source: "Howard and Ruder 2018, catastrophic forgetting in fine-tuning",
  readsSeries: true,
  settles: "gap",
  check,
};

function check({ history }: Observation): Outcome {
  const worse = worsens(history);
  if (worse === undefined) return clear();
  const { metric, others } = worse, values = finite(metric.values), last = values[values.length - 1];
  const outcome = found(
    "warning",
    `${metric.name} ${values.map((value) => formatNumber(value)).join(" -> ")}${
      others === 0 ? "" : `, and ${formatCount(others, "other metric")} with it`
    }, worse from the first on, while the training loss falls`,
    { metric: metric.name, bestEpoch: metric.at[0], best: values[0], level: last },
    [speaksFor("learning rate", 2)],
  );
  return isYolo(history)
    ? atLine(
      outcome,
      "Begin again from the weights that it began with: a tenth of the rate (lr0), optimizer and warm-up set by hand, freeze=10. Before that look at the labels of both sets: the same classes, the same order of them and of the joints?",
    )
    : outcome;
}

/** The metric that leads, where it and all others that were worth something were best at the first of few evaluations. */
export const worsens = once((history: History): Worse | undefined => {
  const isOne = isLog(history) && kindOf(history) === "supervised" && history.stageStarts === undefined;
  if (!isOne || fewRows(history) !== undefined) return undefined;
  const metrics = seriesOf(history, "metric").filter((metric) =>
    metric.split !== "train" && metric.better !== undefined && !BOTH.test(metric.name) &&
    isWorthSomething(metric)
  );
  const leading = LEADS.map((pattern) => metrics.find(({ name }) => pattern.test(name.toLowerCase())))
    .find((metric) => metric !== undefined) ?? metrics[0];
  const held = finite(leadingLoss(history, "validation", "test")?.values ?? []);
  const train = finite(history.trainLoss);
  const isFew = leading !== undefined && finite(leading.values).length >= LIMITS.fewest &&
    finite(leading.values).length <= LIMITS.most;
  if (!isFew || !metrics.every(isWorse) || !(endLevel(train) < train[0])) return undefined;
  const known = finite(leading.values), sign = leading.better === "higher" ? 1 : -1;
  const isSteady = known.every((value, i) => i === 0 || sign * (known[i - 1] - value) > 0);
  return isSteady && (held.length === 0 || held[held.length - 1] > held[0])
    ? { metric: leading, others: metrics.length - 1 }
    : undefined;
});

/** The metric that leads, and how many others got worse with it. */
interface Worse {
  readonly metric: LoggedSeries;
  readonly others: number;
}

/** What several measures of one detector are compared by. */
const LEADS = [/50[-_]?95|0\.5:0\.95/, /map|(^|[/_])ap$/, /f1|iou|dice|acc|wer|cer/];

/** What is next to nothing goes up and down by luck, and of precision and recall one may pay for the other. */
function isWorthSomething(metric: LoggedSeries): boolean {
  const values = asShares(metric.values);
  if (/precision|recall/i.test(metric.name)) return false;
  return metric.better === "lower" || values.some((value) => value > LIMITS.nothing);
}

function isWorse(metric: LoggedSeries): boolean {
  const values = finite(metric.values), sign = metric.better === "higher" ? 1 : -1;
  const lost = sign * (values[0] - values[values.length - 1]);
  return indexOfBest(metric) === 0 && lost > LIMITS.worse * Math.abs(values[0]);
}
