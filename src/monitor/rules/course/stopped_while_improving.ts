import { max, median } from "simple-statistics";
import { ofCycles } from "../../cycles.ts";
import { accuracyOf, endLevel, finite, indexOfBest, leadingMetric } from "../../logged.ts";
import { keepsPace } from "../../pace.ts";
import type { Evidence, History, Observation, Outcome, Rule } from "../../records.ts";
import {
  isLog,
  laterHalf,
  levelWidth,
  lossNames,
  lowest,
  neighbourMedians,
  noise,
  oneUnit,
  type Points,
  scaleFree,
  shapePoints,
  tail,
  theilSenSlope,
  trendPValue,
  unitOf,
} from "../../series.ts";
import { isBoosted } from "../../tools.ts";
import { formatChange, formatCount, formatNumber, formatPercent } from "../../../text/mod.ts";
import { clear, explainedVariance, found, notTested, speaksAgainst, speaksFor, WORKS } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("stopped-while-improving"), GAP = limitsOf("generalisation-gap").times;

export const stoppedWhileImproving: Rule = {
  name: "stopped-while-improving",
  watches:
    "slope of the last third of the running loss (of a log: of the held-out loss), and whether the rate has run out",
  predicate: `half as many epochs again would take off ${formatPercent(LIMITS.worth)} (of a log: ${
    formatPercent(LIMITS.worthOfLog)
  }; of one whose loss has fallen at every evaluation at one pace: ${
    formatPercent(LIMITS.worthAtOnePace)
  }, or of one that ends at its lowest, ${LIMITS.noises} noises lower in its last third, with the metric at its best); at the end of a schedule: the loss loses ${
    formatPercent(LIMITS.steep)
  } an epoch`,
  remedy: "Continue from the checkpoint.",
  source: "AutoTrainer, slow convergence",
  check: ofCycles(check),
};

/**
 * Measured where the run was continued: that more than halves the error. Else: the run ended while the loss still fell: at the slope of its last third, half as many epochs again would take off
 * much of it. An alarm when the result is known not to be good enough; where nothing says, when half as many epochs
 * would halve a loss that has not yet come far down.
 */
function check({ history, evidence }: Observation): Outcome {
  const explained = explainedVariance(evidence);
  const poor = explained !== undefined && explained < WORKS;
  if (poor && evidence.longer !== undefined) return fromProbe(evidence);
  if (isPerfect(history)) return clear({ perfect: true });
  if (standsStill(history)) return clear({ metricStandsStill: true });
  if (isHeldOutFlat(history)) return clear({ heldOutStandsStill: true });
  const { name, points: { at, values } } = watched(history), isOver = isScheduleOver(history);
  if (values.length < 3) return notTested("It takes 3 epochs with a finite running loss.");
  // what comes back to where it began has improved nothing
  if (isLog(history) && values[values.length - 1] >= values[0]) return clear({ noGain: true });
  const scaled = scaleFree(values), end = lastThird(scaled);
  if (isLog(history) && (wasBetterBefore(scaled) || comesToStand(scaled))) return clear({ noNewGain: true });
  const slope = theilSenSlope(end);
  const slopePerEpoch = slope * (values.length - 1) / (at[at.length - 1] - at[0]);
  const forecast = slope * values.length / 2;
  const facts = {
    epochs: history.trainLoss.length,
    heldOut: name === lossNames(history).heldOut,
    rateAtTheEnd: isOver,
    relativeSlopePerEpoch: slopePerEpoch,
    forecastLogChange: forecast,
  };
  const falling = end.length < 5
    ? tail(end, 3).every((v, i, all) => i === 0 || v < all[i - 1]) && exceedsNoise(scaled, end)
    : trendPValue(end, "down") < LIMITS.byChance;
  const isShort = isOver
    ? history.unit === "epoch" && (slopePerEpoch < Math.log(1 - LIMITS.steep) || metricClimbs(history))
    : forecast < Math.log(1 - leastWorth(history, values));
  const isStill = isLog(history) && end.length >= LIMITS.longThird &&
    theilSenSlope(laterHalf(end)) > LIMITS.lastPace * slope;
  if (!(falling && isShort) || isStill || isLog(history) && onlyComesBack(scaled, slope)) {
    return clear(facts, isOver ? [] : [speaksAgainst("training budget", 1)]);
  }
  const missed = history.settings.targetLoss !== undefined &&
    values[values.length - 1] > history.settings.targetLoss;
  const unfinished = forecast < -Math.LN2 && values[values.length - 1] > LIMITS.left * values[0];
  // nobody says of a log that it is over, or how good it has to be
  const alarm = !history.inProgress &&
    (poor || explained === undefined && (missed || unfinished && !isLog(history)));
  const span = at[at.length - 1] - at[at.length - end.length];
  return found(
    alarm ? "warning" : "info",
    isLog(history)
      ? `Still improving: the ${name} fell by ${
        formatChange(1 - Math.exp(slope * (end.length - 1)))
      } over the last ${formatCount(span, unitOf(history))}`
      : `${
        history.inProgress ? "Still improving: the loss falls" : "The run ended while the loss still fell"
      } by ${formatChange(-slopePerEpoch)} ${oneUnit(history)}`,
    facts,
    alarm ? [speaksFor("training budget", 2)] : [],
  );
}

/** Of a few values that jump, three in a row fall by chance: they have to by more than the others jump. Fewer do not show how much that is. */
function exceedsNoise(scaled: readonly number[], end: readonly number[]): boolean {
  return scaled.length < LIMITS.noiseFewest ||
    end[0] - end[end.length - 1] > LIMITS.jumps * noise(scaled);
}

/** Whether the fall of the last third brings the loss hardly below the third before: among noisy values it only undoes a rise. */
function onlyComesBack(scaled: readonly number[], slope: number): boolean {
  const third = Math.ceil(scaled.length / 3), before = scaled.slice(-2 * third, -third);
  const latest = scaled.slice(-Math.max(1, Math.floor(third / 2)));
  const fallen = median(before as number[]) - median(latest as number[]);
  return before.length >= LIMITS.fewest && fallen < -slope * (third - 1) * LIMITS.broughtDown;
}

/**
 * Whether no level of the last third is as low as one before it was: what falls there is on its way back from a rise, and nothing has been
 * gained since. Of many values a level is a median, for the luckiest of them is none.
 */
function wasBetterBefore(scaled: readonly number[]): boolean {
  const count = scaled.length, width = levelWidth(count);
  const levels = count < LIMITS.manyLevels ? scaled : neighbourMedians(scaled, width);
  const from = count - lastThird(scaled).length, before = levels.slice(0, from);
  return before.length > 0 && lowest(levels.slice(from)) > lowest(before) + Math.log(1 + LIMITS.worse);
}

/**
 * Whether the last steps of a few evaluations shrink so fast that all that are to come add up to little: with steps that each are the same
 * share of the one before, the sum of a geometric series.
 */
function comesToStand(scaled: readonly number[]): boolean {
  const end = scaled.slice(-Math.max(LIMITS.shrinking, Math.ceil(scaled.length / 3)));
  const steps = end.slice(1).map((value, i) => end[i] - value), [before, last] = steps.slice(-2);
  const isFew = end.length >= LIMITS.shrinking && end.length < LIMITS.longThird;
  const shrinks = steps.every((step, i) => step > 0 && (i === 0 || step < steps[i - 1]));
  const left = last * last / (before - last);
  return isFew && shrinks && left < -Math.log(1 - LIMITS.leftOfSteps);
}

/** What half as many epochs again have to take off, to be worth them. */
function leastWorth(history: History, values: readonly number[]): number {
  if (!isLog(history)) return LIMITS.worth;
  if (isBoosted(history)) return LIMITS.worthOfTrees;
  return fallsEvenly(values) || endsAtItsLowest(history, values) ? LIMITS.worthAtOnePace : LIMITS.worthOfLog;
}

/** Whether a held-out loss ends at its lowest, lower by more than noise than where its last third began, near the training loss, and no metric says otherwise. */
function endsAtItsLowest(history: History, values: readonly number[]): boolean {
  const third = lastThird(scaleFree(values));
  const isNear = values[values.length - 1] < GAP * endLevel(finite(history.trainLoss));
  return history.heldOutLoss !== undefined && isNear && lowest(values) === values[values.length - 1] &&
    -theilSenSlope(third) * (third.length - 1) > LIMITS.noises * noise(third) && isMetricBestLate(history);
}

/** Whether the metric was at its best in the last fifth, where one was logged. */
function isMetricBestLate(history: History): boolean {
  const metric = leadingMetric(history, "validation", "test");
  return metric === undefined || indexOfBest(metric) >= metric.values.length - tail(metric.values).length;
}

/** Whether the metric of a log, and the held-out loss with it, still moved by much in the last third and ended at the best. */
function metricClimbs(history: History): boolean {
  const metric = leadingMetric(history, "validation", "test");
  if (!isLog(history) || metric === undefined || metric.values.length < 3) return false;
  const sign = metric.better === "higher" ? 1 : -1, values = lastThird(finite(metric.values));
  const gained = sign * theilSenSlope(values) * (values.length - 1),
    end = Math.abs(values[values.length - 1]);
  const rises = values.length < LIMITS.fewest
    ? values.every((value, i) => i === 0 || sign * (value - values[i - 1]) > 0)
    : trendPValue(values, sign > 0 ? "up" : "down") < LIMITS.byChance;
  return isMetricBestLate(history) && gained > LIMITS.climb * end && rises;
}

function lastThird(values: readonly number[]): readonly number[] {
  return values.slice(-Math.max(3, Math.ceil(values.length / 3)));
}

/** Whether a loss was lower at every evaluation than at the one before, and falls as fast in its last third as it did on the whole. */
function fallsEvenly(values: readonly number[]): boolean {
  const scaled = scaleFree(values);
  return scaled.every((value, i) => i === 0 || value < scaled[i - 1]) &&
    keepsPace(scaled, lastThird(scaled), -1);
}

/** More epochs at a rate that has come far down give nothing: they would need another schedule. */
export function isScheduleOver(history: History): boolean {
  const rates = finite(history.learningRate ?? []);
  return isLog(history) && rates.length >= 3 &&
    rates[rates.length - 1] < LIMITS.rateLeft * max(rates as number[]);
}

/** The place from which on the schedule was over, of a run whose last third was trained without a rate. */
export function rateOutFrom(history: History): number | undefined {
  const { learningRate: rates = [], at } = history;
  if (!isScheduleOver(history)) return undefined;
  const least = LIMITS.rateLeft * max(finite(rates) as number[]);
  const out = rates.findLastIndex((rate) => rate !== null && rate >= least) + 1;
  return out < 2 * rates.length / 3 ? at?.[out] ?? out + 1 : undefined;
}

/**
 * The same, or that it would be over at the next entry at its pace: tools log the rate with which an entry began. Such a run is given
 * another schedule for more epochs, and its curves have not come to stand for want of a rate.
 */
export function endsWithItsRate(history: History): boolean {
  const rates = finite(history.learningRate ?? []),
    most = max([0, ...rates]),
    [before, last] = rates.slice(-2);
  const isOverNext = rates.length >= 3 && before > last && before <= most / 2 &&
    last < LIMITS.rateOfLast * most &&
    2 * last - before < LIMITS.rateLeft * most;
  return isScheduleOver(history) || isLog(history) && history.planned === undefined && isOverNext;
}

/** Held-out rows that are all answered right leave nothing to train for, though the loss still falls. */
export function isPerfect(history: History): boolean {
  const held = isLog(history) ? accuracyOf(history, "validation", "test") : undefined;
  return held !== undefined && endLevel(held) >= LIMITS.perfect;
}

/** A log whose held-out rows are watched by a metric alone, which was at its best before the last fifth. */
function standsStill(history: History): boolean {
  const metric = !isLog(history) || history.heldOutLoss !== undefined
    ? undefined
    : leadingMetric(history, "validation", "test");
  return metric !== undefined && metric.values.length >= 5 &&
    indexOfBest(metric) < metric.values.length - tail(metric.values).length;
}

/**
 * Of a log with so few held-out losses that none of them makes a trend: whether the last is not lower than the one before by what
 * half as many again would have to take off. Then a training loss that still falls says nothing of what more of it would give.
 */
function isHeldOutFlat(history: History): boolean {
  const values = finite(history.heldOutLoss ?? []), count = values.length;
  if (!isLog(history) || count < 2 || count >= LIMITS.fewestHeldOut || lowest(values) <= 0) return false;
  return Math.log(values[count - 1] / values[count - 2]) * count / 2 > Math.log(1 - LIMITS.worthAtOnePace);
}

/** What is to improve: the held-out loss where a log has five of them, else the running loss. */
function watched(history: History): { readonly name: string; readonly points: Points } {
  const { running, heldOut } = lossNames(history);
  const held = isLog(history) ? history.heldOutLoss : undefined;
  const points = held === undefined ? undefined : shapePoints(history, held);
  return points !== undefined && points.values.length >= LIMITS.fewestHeldOut
    ? { name: heldOut, points }
    : { name: running, points: shapePoints(history) };
}

/**
 * Decided by the experiment: does the same run, continued, halve its error? Where another learning rate does as well in
 * the time there was, time was not what it lacked.
 */
function fromProbe({ frozen, longer: probe, rateProbes = [] }: Evidence): Outcome {
  const { testMse } = frozen!, { factor, testMse: longer } = probe!;
  const facts = { testMse, factor, longerTestMse: longer };
  if (!(longer < testMse / 2)) return clear(facts, [speaksAgainst("training budget", 3)]);
  const title = `The run was too short: ${formatNumber(factor)} times the epochs reach ${
    formatNumber(longer)
  }, not ${formatNumber(testMse)}`;
  const cured = rateProbes.some((rate) => rate.testMse <= longer);
  return found(cured ? "warning" : "critical", title, facts, [speaksFor("training budget", cured ? 1 : 3)]);
}
