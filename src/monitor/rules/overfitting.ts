import { median } from "simple-statistics";
import { endLevel, finite, indexOfBest, leadingLoss, leadingMetric, seriesOf } from "../logged.ts";
import { ofCycles } from "../cycles.ts";
import { kindOf } from "../kind.ts";
import { ofAnswers } from "../answers_stand.ts";
import { wordsOf } from "../readers/classify.ts";
import type { Facts, History, LoggedSeries, Observation, Outcome, Rule } from "../records.ts";
import {
  condense,
  endOf,
  firstFrom,
  indexOfLowest,
  isLog,
  loggedPoints,
  LONGEST,
  lossNames,
  lowest,
  neighbourMedians,
  noise,
  type Points,
  scaleFree,
  shapePoints,
  tail,
  trendPValue,
  unitOf,
} from "../series.ts";
import { formatNumber, formatPercent } from "../../text/mod.ts";
import {
  clear,
  explainedVariance,
  found,
  LEARNED,
  notTested,
  speaksAgainst,
  speaksFor,
  WORKS,
} from "./outcome.ts";
import { isErratic } from "./oscillation.ts";
import { limitsOf } from "../thresholds.ts";

const LIMITS = limitsOf("overfitting");

const HOW = "Record the loss on held-out rows each epoch, with frozen weights.";

export const overfitting: Rule = {
  name: "overfitting",
  watches: "held-out against running loss",
  predicate: `held-out loss stays ${
    formatPercent(LIMITS.rise)
  } above its minimum, running loss falls on; or in a log it is never under its first value by more than its noise and ends above the first training loss, or above it in ${
    formatPercent(LIMITS.nearlyAll)
  } of the evaluations, rising, while half of the training loss goes, or in one of under ${LIMITS.short} evaluations rises through ${LIMITS.creepsFor} of them by ${
    formatPercent(LIMITS.creeps)
  }, or rises with a trend through a noise as large while the training loss falls to ${
    formatPercent(LIMITS.fittedFurther)
  }; none of a classifier whose answers end at their best, where that rise is under ${
    limitsOf("answers-stand").nats
  } nats`,
  remedy:
    "Use the best checkpoint, stop near it next time; then more data, weight decay or dropout, one at a time.",
  source: "Prechelt 1998; SageMaker Debugger Overfit",
  settles: "budget",
  check: ofCycles(check),
};

/**
 * The held-out loss has passed its minimum and the median of its last fifth is at least 10% (and three times the noise) higher, while the
 * running loss is lower than it was at that minimum.
 */
function check(observation: Observation): Outcome {
  const { history } = observation;
  if (history.heldOutLoss === undefined) {
    return isLog(history) && kindOf(history) === "supervised" ? checkMetrics(history) : notTested(HOW);
  }
  const running = shapePoints(history);
  const fewest = isLog(history) ? 3 : 4;
  const sets = heldOutSets(history).filter(({ points }) => points.values.length >= fewest);
  if (sets.length > 0 && running.values.length === 0) return checkAlone(history, sets[0].points);
  if (sets.length === 0 || running.values.length < fewest) {
    return notTested(`It takes ${fewest} epochs with both losses.`);
  }
  const outcomes = sets.map(({ name, points }, i) => {
    const outcome = judgeSet(observation, name, points, running), { values } = points;
    const best = lowest(values);
    return i === 0 && isLog(history) ? ofAnswers(history, outcome, best, endOf(values) - best) : outcome;
  });
  return outcomes.find(({ status }) => status === "found") ?? outcomes[0];
}

/** The held-out loss that leads, and those of other sets where one training loss stands beside several. */
function heldOutSets(history: History): readonly { readonly name: string; readonly points: Points }[] {
  const leading = { name: lossNames(history).heldOut, points: shapePoints(history, history.heldOutLoss) };
  const total = leadingLoss(history, "train");
  if (total?.role !== "loss" || total.name.startsWith("sum of")) return [leading];
  const leader = leadingLoss(history, "validation"), terms = termsOfTraining(history);
  const others = (["loss", "loss term"] as const).flatMap((role) => seriesOf(history, role)).filter((
    series,
  ) =>
    series.split === "validation" && /loss/i.test(series.name) && series !== leader &&
    !terms.has(kindOfTerm(series))
  );
  return [
    leading,
    ...others.map((series) => ({ name: series.name, points: condense(loggedPoints(series), LONGEST) })),
  ];
}

/** A term that training has too (a VAE's KL) may rise for the sake of the others: no set of rows of its own. */
function termsOfTraining(history: History): ReadonlySet<string> {
  return new Set(seriesOf(history, "loss term").filter(({ split }) => split === "train").map(kindOfTerm));
}

function kindOfTerm({ name }: LoggedSeries): string {
  return wordsOf(name).filter((word) => !/^(train|val|valid|validation|eval)/.test(word)).join();
}

function judgeSet(
  { history, evidence }: Observation,
  name: string,
  heldOut: Points,
  running: Points,
): Outcome {
  const scaled = scaleFree(heldOut.values);
  const best = indexOfLowest(heldOut.values);
  const level = levelAfter(scaled, best);
  const risen = level - lowest(steadied(scaled));
  const bestEpoch = heldOut.at[best];
  const thenIndex = Math.min(firstFrom(running.at, bestEpoch), running.at.length - 1);
  const then = running.values[thenIndex], now = median(tail(running.values) as number[]);
  const facts = {
    set: name,
    since: bestEpoch,
    bestHeldOut: heldOut.values[best],
    bestEpoch,
    lastHeldOut: heldOut.values[heldOut.values.length - 1],
    runningThen: then,
    runningNow: now,
  };
  const margin = Math.max(
    Math.log(1 + LIMITS.rise),
    heldOut.values.length < 10 ? 0 : LIMITS.noises * noise(scaled),
  );
  const isRisen = risen > margin && now < then;
  const isWorse = isNeverBetter(history, heldOut, running) || now < LIMITS.halved * then &&
      worsensAtOnce(history, heldOut);
  if (!isRisen && !isErratic(history) && isWorse) {
    return found(
      "warning",
      `Overfitting from the first ${history.unit === "epoch" ? unitOf(history) : "evaluation"} on: ${name} ${
        formatNumber(heldOut.values[0])
      } -> ${formatNumber(facts.lastHeldOut)}, never better by more than its noise, while the ${
        lossNames(history).running
      } falls ${formatNumber(running.values[0])} -> ${formatNumber(now)}`,
      { ...facts, since: heldOut.at[0] },
      [speaksFor("regularisation", 2), speaksAgainst("training budget", 2)],
    );
  }
  if (!isRisen) {
    const begins = now < then && creeps(history, heldOut) ||
      now < LIMITS.fittedFurther * then && risesAmidNoise(history, heldOut);
    return begins ? beginning(history, facts) : clear(facts);
  }
  const explained = explainedVariance(evidence) ?? LEARNED;
  return found(
    explained >= WORKS ? "info" : explained < LEARNED ? "critical" : "warning",
    `Overfitting from ${unitOf(history)} ${bestEpoch} on: ${name} ${formatNumber(facts.bestHeldOut)} -> ` +
      `${formatNumber(facts.lastHeldOut)} while the ${lossNames(history).running} falls`,
    facts,
    [speaksFor("regularisation", 2), speaksAgainst("capacity", 2)],
  );
}

/** In a run too short for any patience: whether the held-out loss of a log has risen ever since its best, and no metric gains by it. */
function creeps(history: History, { at, values }: Points): boolean {
  if (!isLog(history) || history.stageStarts !== undefined || values.length >= LIMITS.short) {
    return false;
  }
  const scaled = scaleFree(values), best = indexOfLowest(values), since = scaled.slice(best);
  const rise = since[since.length - 1] - since[0];
  return since.length >= LIMITS.creepsFor && rise > Math.log(1 + LIMITS.creeps) &&
    rise > LIMITS.noises * noise(scaled) && trendPValue(since, "up") < LIMITS.creepsByChance &&
    !gainsSince(leadingMetric(history, "validation", "test"), at[best]);
}

/**
 * Whether the held-out loss of a log has risen since its best with a trend, though by less than its noise alone may rise: told where
 * the training rows were fitted much further meanwhile, and no metric gains by it.
 */
function risesAmidNoise(history: History, { at, values }: Points): boolean {
  if (!isLog(history) || history.stageStarts !== undefined) return false;
  const scaled = scaleFree(values), best = indexOfLowest(values), since = scaled.slice(best);
  return since.length >= LIMITS.creepsFor && endOf(scaled) - since[0] > Math.log(1 + LIMITS.rise) &&
    trendPValue(since, "up") < LIMITS.amidNoiseByChance &&
    !gainsSince(leadingMetric(history, "validation", "test"), at[best]);
}

/** Whether a metric ends better than it was there. */
function gainsSince(metric: LoggedSeries | undefined, place: number): boolean {
  const there = metric?.values[metric.at.indexOf(place)] ?? NaN;
  const gain = endLevel(metric?.values ?? []) - there;
  return (metric?.better === "higher" ? gain : -gain) > LIMITS.metricGains * Math.abs(there);
}

function beginning(history: History, facts: Facts): Outcome {
  const { set, since, bestHeldOut, lastHeldOut } = facts;
  return found(
    "warning",
    `Overfitting begins from ${unitOf(history)} ${since} on: ${set} ${formatNumber(Number(bestHeldOut))} -> ${
      formatNumber(Number(lastHeldOut))
    }, rising since, while the ${lossNames(history).running} falls`,
    { ...facts, begins: true },
    [speaksFor("regularisation", 1)],
  );
}

/**
 * Whether nothing of what a log's training rows teach holds for others: their loss is never lower than at first by more than its
 * noise, and ends above where the training loss began, which falls.
 */
function isNeverBetter(history: History, { values }: Points, running: Points): boolean {
  if (!isLog(history) || history.unit !== "epoch" || values.length < LIMITS.fewest) return false;
  const scaled = scaleFree(values), now = median(tail(running.values) as number[]);
  return scaled[0] - lowest(scaled) < noise(scaled) &&
    endOf(values) > Math.max(values[0], running.values[0]) &&
    now < LIMITS.fitted * running.values[0] && trendPValue(running.values, "down") < LIMITS.byChance;
}

/** Whether a held-out loss of a log is worse from the first evaluation on, while half of the training loss goes and no metric gains by it. */
function worsensAtOnce(history: History, { at, values }: Points): boolean {
  return isLog(history) && history.stageStarts === undefined && isWorseThroughout(values) &&
    !gainsSince(leadingMetric(history, "validation", "test"), at[0]);
}

/** Whether a loss was lower at the first evaluation than at nearly all later ones, and rises with a trend, however little. */
export function isWorseThroughout(losses: readonly number[]): boolean {
  if (losses.length < LIMITS.atOnce) return false;
  const scaled = scaleFree(losses), [first, ...later] = scaled;
  return later.filter((value) => value > first).length >= LIMITS.nearlyAll * later.length &&
    endOf(scaled) - first > Math.max(Math.log(1 + LIMITS.risesAtOnce), noise(scaled)) &&
    trendPValue(scaled, "up") < LIMITS.byChance;
}

/**
 * Where no training loss was logged: the held-out loss rises for more than half of the run, with a trend, and to no more than it
 * began with, which is what divergence would do.
 */
function checkAlone(history: History, { at, values }: Points): Outcome {
  const scaled = scaleFree(values), best = indexOfLowest(values), level = endOf(scaled);
  const facts = { since: at[best], bestHeldOut: values[best], lastHeldOut: values[values.length - 1] };
  const margin = Math.max(Math.log(1 + LIMITS.rise), LIMITS.noises * noise(scaled));
  const isMostlyRising = best > 0 && best < LIMITS.bestBefore * values.length &&
    trendPValue(values.slice(best), "up") < LIMITS.byChance;
  if (!(isMostlyRising && level - scaled[best] > margin && level < scaled[0])) return clear(facts);
  return found(
    "warning",
    `Overfitting from ${unitOf(history)} ${facts.since} on: ${lossNames(history).heldOut} ${
      formatNumber(facts.bestHeldOut)
    } -> ${formatNumber(facts.lastHeldOut)}; the training loss, which was not logged, has to fall meanwhile`,
    facts,
    [speaksFor("regularisation", 1)],
  );
}

/**
 * The level that the held-out loss has come to since its best, which it is at where the last is the best. Of fewer than eight evaluations: the last one where they rise to
 * it; a single one after the best is a level where it has risen by more than the best had fallen below the one before.
 */
function levelAfter(scaled: readonly number[], best: number): number {
  const last = scaled.length - 1;
  if (best === last || comesBack(scaled, best)) return scaled[best];
  if (scaled.length >= 8) return endOf(scaled);
  if (best === last - 1) {
    return best === 0 || scaled[last] - scaled[best] > scaled[best - 1] - scaled[best]
      ? scaled[last]
      : scaled[best];
  }
  return risesToTheEnd(scaled.slice(best)) ? scaled[last] : endOf(scaled);
}

/** Whether a single bad evaluation is all there is of a rise in a short run: the last came back from it by more than half of the way. */
function comesBack(scaled: readonly number[], best: number): boolean {
  const last = scaled.length - 1;
  return scaled.length < LIMITS.fewest && best === last - 2 &&
    scaled[last] - scaled[best] < LIMITS.cameBack * (scaled[last - 1] - scaled[best]);
}

/** Two evaluations or more after the best, each worse than the one before. */
function risesToTheEnd(values: readonly number[]): boolean {
  return values.length > 2 && values.every((value, i) => i === 0 || value > values[i - 1]);
}

/** From ten entries on the median of each three neighbours, so that one lucky epoch is no minimum. */
function steadied(values: readonly number[]): readonly number[] {
  return values.length < 10 ? values : neighbourMedians(values);
}

/** Where no held-out loss was logged: the metric on held-out rows falls 5% from its best while that on training rows, or their loss, gains. */
function checkMetrics(history: History): Outcome {
  const held = leadingMetric(history, "validation");
  const train = leadingLoss(history, "train") ?? leadingMetric(history, "train");
  if (held === undefined || train === undefined || held.values.length < 5 || train.values.length < 5) {
    return notTested(HOW);
  }
  const best = indexOfBest(held), sign = held.better === "higher" ? 1 : -1;
  const [top, end] = [held.values[best], endLevel(held.values)];
  const then = train.values[train.at.findIndex((place) => place >= held.at[best])];
  const facts = { set: held.name, since: held.at[best], best: top, level: end };
  const gains = train.better === "higher" ? 1 : -1;
  // one lucky evaluation among many is no level that was left
  const level = -sign * lowest(steadied(finite(held.values).map((value) => -sign * value)));
  const fallen =
    sign * (level - end) > Math.max(LIMITS.metricFall * Math.abs(top), LIMITS.noises * noise(held.values));
  if (!(fallen && gains * (endLevel(train.values) - then) > 0)) return clear(facts);
  return found(
    "warning",
    `Overfitting from ${unitOf(history)} ${facts.since} on: ${held.name} ${formatNumber(top)} -> ${
      formatNumber(end)
    } while ${train.name} ${gains > 0 ? "gains" : "falls"}`,
    facts,
    [speaksFor("regularisation", 2), speaksAgainst("capacity", 2)],
  );
}
