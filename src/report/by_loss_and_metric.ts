/**
 * Which checkpoint to use where held-out rows have a loss and a metric: one that both call good, or one of each.
 *
 * @module
 */
import { isOfProbabilities } from "../monitor/answers_stand.ts";
import { indexOfBest, leadingMetric, saysYesToAll } from "../monitor/logged.ts";
import type { Diagnosis, History, LoggedSeries } from "../monitor/mod.ts";
import { unitOf } from "../monitor/series.ts";
import { isYolo } from "../monitor/tools.ts";
import { limitsOf } from "../monitor/thresholds.ts";
import { bestPtAt } from "../monitor/yolo_fitness.ts";
import { formatNumber, formatPercent } from "../text/mod.ts";
import { leading } from "./leading.ts";
import { isNoise, partlyLuck } from "./partly_luck.ts";
import { quietCourse } from "./quiet_course.ts";
import { stated, statedAt } from "./stated_best.ts";

const LIMITS = limitsOf("checkpoint-advice");

/** The checkpoint, or two of them; none where the loss alone is to choose. */
export function byLossAndMetric(
  history: History,
  diagnosis: Diagnosis,
  held: LoggedSeries,
  metric: LoggedSeries,
): string | undefined {
  const best = chosenAt(history, metric, held), heldBest = held.at[indexOfBest(held)];
  const byMetric = `${unitOf(history)} ${best}`, byLoss = placeOfBest(history, held);
  if (heldBest !== best && saysYesToAll(history, metric, best)) {
    return `the checkpoint of ${byLoss} (best ${held.name}); at ${byMetric}, where ${metric.name} is best, it says yes to every row (recall 1, accuracy = precision): choose by loss or by macro-F1`;
  }
  const { bestCheckpoint } = history, stands = statedAt(history);
  if (isStated(history, metric)) {
    return `${bestCheckpoint} (best ${metric.name}${
      heldBest === stands ? ` and ${held.name}` : ""
    }, as the file says)${heldBest === stands ? "" : `; ${held.name} is best at ${byLoss}`}`;
  }
  // of classes a YOLO keeps the best by two accuracies together, of which one may be better elsewhere
  const isBest = metric.values[metric.at.indexOf(best)] === metric.values[indexOfBest(metric)];
  const measured = isBest ? metric.name : "mean of top1 and top5";
  // the loss chooses where the metric tells nothing
  if (isNoise(metric) || isOneAnswer(metric, held)) return undefined;
  if (disagree(history, diagnosis, held, metric)) {
    return `${byMetric}${isYolo(history) ? " (best.pt)" : ""} if ${measured} is what counts, ${
      stands === heldBest ? bestCheckpoint : byLoss
    } ${
      isOfProbabilities(history, metric, held.values[indexOfBest(held)])
        ? `for its probabilities (${held.name})`
        : `by ${held.name}`
    }${held.split === "test" ? "; choose on validation rows" : ""}${partlyLuck(held, metric)}`;
  }
  if (!isAsGood(held, best)) {
    return isYolo(history)
      ? `the checkpoint of ${byMetric} (best ${measured}, by which best.pt is chosen); ${held.name} is best at ${byLoss}`
      : undefined;
  }
  return `the checkpoint of ${byMetric} (best ${measured}${
    isAtItsBest(held, best)
      ? ` and ${held.name}`
      : `, ${held.name} within ${formatPercent(LIMITS.asGood)} of its best`
  })${stated(history)}${partlyLuck(metric)}`;
}

/** Epoch, step or whatever a run counts, at which a series is best. */
export function placeOfBest(history: History, series: LoggedSeries): string {
  return `${unitOf(history)} ${chosenAt(history, series)}`;
}

/** Where a measure is best; of equals the one that the tool itself keeps, else that of the lowest loss beside it, else the first. */
function chosenAt(history: History, series: LoggedSeries, loss?: LoggedSeries): number {
  return (series === leadingMetric(history, "validation", "test") ? bestPtAt(history, series) : undefined) ??
    (loss === undefined ? series.at[indexOfBest(series)] : ofEquals(series, loss));
}

/** Of the places at which a measure is equally good the one with the lowest loss. */
function ofEquals(series: LoggedSeries, loss: LoggedSeries): number {
  const best = indexOfBest(series);
  const equals = series.at.filter((_, i) => series.values[i] === series.values[best]);
  const lossAt = (at: number) => {
    const there = loss.values[loss.at.indexOf(at)];
    return Number.isFinite(there) ? there : Infinity;
  };
  return equals.reduce((kept, at) => lossAt(at) < lossAt(kept) ? at : kept, series.at[best]);
}

/** Whether the file itself calls the checkpoint of the best metric the best: of equals its own stands. */
function isStated(history: History, metric: LoggedSeries): boolean {
  const stands = statedAt(history), best = indexOfBest(metric);
  return stands === metric.at[best] ||
    formatNumber(metric.values[metric.at.indexOf(stands)] ?? NaN) === formatNumber(metric.values[best]);
}

/** Whether loss and metric choose different checkpoints, of which neither is as good by the other. */
function disagree(
  history: History,
  diagnosis: Diagnosis,
  held: LoggedSeries,
  metric: LoggedSeries,
): boolean {
  const best = chosenAt(history, metric, held);
  return isStillOpen(history, diagnosis, held, best) ||
    diagnosis.findings.some(({ rule }) => rule === "metric-disagrees") ||
    !isAsGood(held, best) && isBetterElsewhere(held, metric);
}

/**
 * Whether the first value of a metric is its best, and comes back to the digit where the loss is no lower than at first, after it was far
 * lower: so does the share of one class, which an untrained network and a broken one answer alike.
 */
export function isOneAnswer(metric: LoggedSeries, held: LoggedSeries): boolean {
  const { at, values, better } = metric;
  if (better !== "higher" || indexOfBest(metric) !== 0) return false;
  const lossAt = (i: number) => held.values[held.at.indexOf(at[i])] ?? NaN;
  const again = values.findLastIndex((value, i) => i > 0 && value === values[0] && lossAt(i) >= lossAt(0));
  return values.slice(0, Math.max(0, again)).some((value) => value < LIMITS.farBelow * values[0]);
}

/** Whether a run still improves to its end by the loss: a metric that was best before is one opinion of two. */
function isStillOpen(history: History, diagnosis: Diagnosis, held: LoggedSeries, best: number): boolean {
  const first = leading(diagnosis), late = LIMITS.late * held.at.length;
  const gains = first === undefined
    ? quietCourse(history)?.state === "gains"
    : first.rule === "stopped-while-improving";
  return gains && isAsGood(held, best) && held.at.indexOf(best) < late && indexOfBest(held) >= late;
}

/** Whether the metric is clearly better at its own best than where the loss is at its best. */
function isBetterElsewhere(held: LoggedSeries, metric: LoggedSeries): boolean {
  const there = metric.values[metric.at.indexOf(held.at[indexOfBest(held)])];
  const best = metric.values[indexOfBest(metric)];
  return there !== undefined && Math.abs(best - there) > LIMITS.better * Math.abs(best);
}

/** Whether the held-out loss at this place is next to its best. */
export function isAsGood(held: LoggedSeries, at: number): boolean {
  const there = held.values[held.at.indexOf(at)], best = held.values[indexOfBest(held)];
  return there !== undefined && best > 0 && there <= (1 + LIMITS.asGood) * best;
}

/** Whether it is as low as at its best there. */
export function isAtItsBest(held: LoggedSeries, at: number): boolean {
  return held.values[held.at.indexOf(at)] === held.values[indexOfBest(held)];
}
