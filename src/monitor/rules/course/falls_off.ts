import { max, min } from "simple-statistics";
import { ofCycles } from "../../cycles.ts";
import { followsTheRate } from "../../excursions.ts";
import { finite, leadingLoss, leadingMetric } from "../../logged.ts";
import { kindOf } from "../../kind.ts";
import type { History, LoggedSeries, Observation, Outcome, Rule } from "../../records.ts";
import { condense, indexOfLowest, isLog, loggedPoints, LONGEST, unitOf } from "../../series.ts";
import { formatNumber, formatPercent } from "../../../text/mod.ts";
import { clear, doesNotApply, found, notTested, speaksFor } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("falls-off");

/** What a level of the last fifth, or the best, hides: the very end of a run is another one than all that came shortly before it. */
export const fallsOff: Rule = {
  name: "falls-off",
  watches: "last entries of the held-out metric, else of the held-out loss, else of the training loss",
  predicate: `the last entry, or the last tenth of them, is worse than each of the fifth before by ${
    formatPercent(LIMITS.metric)
  } (a loss: ${formatPercent(LIMITS.loss)}) and by ${LIMITS.spreads} times what those differ by`,
  remedy:
    "Go back to that checkpoint and go on at a third of the learning rate, with gradients clipped; look at what came in after it: rows, rate, a resume.",
  source: "definition; Keras ModelCheckpoint and ReduceLROnPlateau by a monitored quantity",
  readsSeries: true,
  settles: "budget",
  check: ofCycles(check),
};

function check({ history }: Observation): Outcome {
  if (kindOf(history) !== "supervised") return doesNotApply();
  const judge = judgeOf(history);
  if (judge === undefined || finite(judge.values).length < LIMITS.fewest) {
    return notTested(`It takes ${LIMITS.fewest} epochs or evaluations.`);
  }
  const fallen = lastFallen(judge), count = fallen?.count ?? 0;
  if (fallen === undefined || judge.split === "train" && followsTheRate(history, fallen.from)) return clear();
  const unit = unitOf(history), { from, before, last, worst } = fallen;
  const level = `${formatNumber(min(before))} to ${formatNumber(max(before))}`;
  // sound trainings have a last evaluation like that now and then
  const isAlarm = count > 1;
  const outcome = found(
    isAlarm ? "warning" : "info",
    `${judge.name} is ${formatNumber(last)} at the end${
      count > 1 && worst !== last ? ` (${formatNumber(worst)} shortly before)` : ""
    }, after ${level} in the ${before.length} ${
      history.unit === "epoch" ? `${unit}s` : "evaluations"
    } before ${unit} ${from}`,
    {
      name: judge.name,
      from,
      count,
      bestBefore: fallen.bestBefore,
    },
    isAlarm ? [speaksFor("learning rate", 1)] : [],
  );
  const called = lastOnes(count, history.unit === "epoch" ? unit : "evaluation", judge);
  return count > 1
    ? { ...outcome, called }
    : { ...outcome, called: `NO ALARM: ${called}`, remedy: MAYBE_NOISE };
}

/** How many of the last entries are worse than all before. */
function lastOnes(count: number, unit: string, { better }: LoggedSeries): string {
  const last = `THE LAST ${count === 1 ? unit : `${count} ${unit}s`}`.toUpperCase();
  return better === "higher" ? `${last} FELL OFF` : `THE LOSS JUMPED IN ${last}`;
}

const MAYBE_NOISE =
  "One evaluation may be noise: do not take the last weights, or evaluate them again first. If it stays so: a rate that comes down to the end, averaged weights, more held-out rows.";

/** What the run is judged by; training losses of single steps differ by their batches. */
function judgeOf(history: History): LoggedSeries | undefined {
  return leadingMetric(history, "validation", "test") ?? leadingLoss(history, "validation", "test") ??
    (isLog(history) && history.unit === "epoch" ? leadingLoss(history, "train") : undefined);
}

/** The last entries, where all of them are clearly worse than each of those before; as many as there are. */
function lastFallen(judge: LoggedSeries) {
  // each of many counts is tried: of a long series by its bins
  const sign = judge.better === "higher" ? -1 : 1, { at, values } = condense(loggedPoints(judge), LONGEST);
  const costs = values.map((value) => sign * value), { length } = costs;
  const width = Math.max(LIMITS.before, Math.ceil(length / 5));
  const isFallen = (count: number) => {
    const before = costs.slice(Math.max(0, length - count - width), length - count);
    const worst = max(before), share = sign > 0 ? LIMITS.loss : LIMITS.metric;
    const margin = Math.max(share * Math.abs(worst), LIMITS.spreads * (worst - min(before)));
    return min(costs.slice(length - count)) - worst > margin;
  };
  const most = Math.max(1, Math.floor(length / 10));
  const count = Array.from({ length: most }, (_, i) => most - i).find(isFallen);
  if (count === undefined) return undefined;
  return {
    count,
    from: at[length - count],
    last: values[length - 1],
    worst: sign * max(costs.slice(length - count)),
    before: values.slice(Math.max(0, length - count - width), length - count),
    bestBefore: at[indexOfLowest(costs.slice(0, length - count))],
  };
}
