import { max, median, min, quantile } from "simple-statistics";
import { ofCycles } from "../cycles.ts";
import { type Excursion, findExcursions, followsTheRate, steadyPoints } from "../excursions.ts";
import { accuracyOf, endLevel, finite, hasKept, indexOfBest, leadingLoss, leadingMetric } from "../logged.ts";
import { once } from "../once.ts";
import { answersAreRight } from "../refuted.ts";
import type { History, Observation, Outcome, Rule } from "../records.ts";
import {
  firstFrom,
  indexOfLowest,
  isLog,
  laterHalf,
  lossNames,
  lowest,
  neighbourMedians,
  noise,
  scaleFree,
  shapePoints,
  startsWithBlowUp,
  tail,
  trendPValue,
  unitOf,
} from "../series.ts";
import { formatNumber, formatPercent } from "../../text/mod.ts";
import { atLine, clear, explainedVariance, found, notTested, speaksFor, WORKS } from "./outcome.ts";
import { isFineTuning } from "./plateau.ts";
import { limitsOf } from "../thresholds.ts";

const LIMITS = limitsOf("oscillation");

export const oscillation: Rule = {
  name: "oscillation",
  watches: "running loss",
  predicate:
    `the running loss leaves its best and comes back (of a log an alarm, too, where it rose to ${LIMITS.high} times its best for ${LIMITS.lasting} entries and no loss or metric has been as good again); or it jumps from epoch to epoch by over ${
      formatPercent(LIMITS.jumpy)
    } of itself and ${formatPercent(LIMITS.ofGain)} of all it gained, or by over ${
      formatPercent(LIMITS.jumpyWithoutGain)
    } without having gained twice as much; or a held-out loss by a factor of two, and accuracy with it, while training is smooth; or the training loss of a log swings by a factor of ${LIMITS.swings} in its last third, ${LIMITS.above} times above its best`,
  remedy:
    "Lower the learning rate or decay it, and clip the gradients; look at what the rows there have in common.",
  source: "AutoTrainer, oscillating loss",
  check: once(ofCycles(check)), // learning-rate-too-high asks the same
};

/**
 * The running loss leaves its best and comes back (with the epochs); or one of the losses jumps from epoch to epoch:
 * by much of itself and of everything gained (the running loss), or by less without having gained twice as much.
 */
function check({ history, evidence }: Observation): Outcome {
  const points = shapePoints(history);
  if (points.values.length < 5) return notTested("It takes 5 epochs with a finite running loss.");
  const works = (explainedVariance(evidence) ?? 0) >= WORKS;
  // training rows that are all answered right have nothing to lose by a loss that jumps
  const isSolved = answersAreRight(history, "train");
  const late = isSolved ? undefined : swingsLate(history);
  if (late !== undefined) return late;
  // what ends as low as it ever was has jumped on its way, and arrived
  const over = hasKept(history, LIMITS.arrived);
  if (isErratic(history)) return erratic(history);
  const blown = isSolved ? undefined : blewUp(history);
  if (blown !== undefined) return blown;
  for (const { name, series, limit } of watched(history)) {
    const { at, values } = shapePoints(history, series);
    const jump = jumpiness(history, values, limit);
    if (jump === undefined) continue;
    const isHeldOut = series === history.heldOutLoss;
    // a training that has arrived excuses no answers that are right one time and wrong the next
    const calm = works || over && !(isHeldOut && answersJump(history)) || isSolved && !isHeldOut;
    const outcome = found(
      calm ? "info" : "warning",
      `The ${name} jumps by ${formatPercent(jump)} from one epoch to the next`,
      { series: name, from: at[0], to: at[at.length - 1], relativeNoise: jump },
      calm ? [] : [speaksFor(isHeldOut ? "measurement" : "learning rate", 2)],
    );
    return isHeldOut ? { ...outcome, remedy: EVALUATION } : advised(history, outcome);
  }
  const excursions = findExcursions(history).filter((excursion) =>
    excursion.over && !followsTheRate(history, excursion.from)
  );
  if (excursions.length === 0) return clear();
  // of a loss that is small by now a factor is little
  const counted = isLog(history)
    ? excursions.filter(({ givenBack }) => givenBack > LIMITS.material)
    : excursions;
  const away = counted.reduce((sum, { entries }) => sum + entries, 0) / points.values.length;
  const longest = excursions.reduce((a, b) => b.entries > a.entries ? b : a);
  const material = excursions.some(({ givenBack }) => givenBack > LIMITS.material);
  const often = counted.length >= LIMITS.excursions;
  // of what was trained before there is little to give back, and held-out rows that are answered best at the end lost nothing by it
  const gainsLittle = lowest(points.values) > (1 - LIMITS.fineTuned) * points.values[0];
  const harmed = history.heldOutLoss === undefined || !gainsLittle || !isFineTuning(history);
  const cost = !works && !isSolved && isLog(history) ? bestBefore(history, longest) : undefined;
  if (cost !== undefined) return notMadeGood(history, longest, cost);
  const serious = !works && !isSolved && material && harmed &&
    (often && !over || away >= LIMITS.mostlyAway ||
      away >= LIMITS.away && !hasKept(history, LIMITS.keptGain));
  const spans = excursions.slice(0, 5).map(({ from, to }) => from === to ? `${from}` : `${from}-${to}`).join(
    ", ",
  );
  const outcome = found(
    serious ? "warning" : "info",
    `The ${lossNames(history).running} leaves its best and comes back: ${
      unitOf(history)
    }s ${longest.from}-${longest.to}, up to ` +
      formatNumber(longest.peak) + (counted.length > 1 ? ` (the longest of ${counted.length})` : ""),
    {
      from: longest.from,
      to: longest.to,
      peak: longest.peak,
      peakEpoch: longest.peakEpoch,
      excursions: excursions.length,
      spans,
      shareOfEpochsAway: away,
    },
    serious ? [speaksFor("learning rate", 1)] : [],
  );
  return advised(history, outcome);
}

/**
 * A loss, logged alone, whose level rose by orders of magnitude and came back: the jumps from entry to entry are the least of it, and
 * whether it is as good again its size does not tell.
 */
function blewUp(history: History): Outcome | undefined {
  const { at, values } = shapePoints(history), levels = neighbourMedians(values, LIMITS.neighbours);
  const isAlone = isLog(history) && history.unit === "epoch" && history.heldOutLoss === undefined;
  if (!isAlone || values.length < LIMITS.many || lowest(values) <= 0) return undefined;
  const first = levels[0], last = levels[levels.length - 1], top = max(levels as number[]);
  if (!(top > LIMITS.blownUp * Math.max(first, last))) return undefined;
  const peak = max(values as number[]), peakEpoch = at[values.indexOf(peak)];
  return atLine(
    found(
      "warning",
      `The ${lossNames(history).running} rose from about ${formatNumber(first)} to ${formatNumber(peak)} (${
        unitOf(history)
      } ${peakEpoch}), and has come back to about ${formatNumber(last)} (medians of ${LIMITS.neighbours})`,
      { peak, peakEpoch, first, last, blewUp: true },
      [speaksFor("learning rate", 2)],
    ),
    REWARDED,
  );
}

const REWARDED =
  "If it learns from rewards, log these, which alone tell how well it does; then clip rewards and gradients, a Huber loss, a target that is updated more slowly. If not: a lower rate, and gradients clipped at norm 1.";

/** The best training loss before a rise that nothing has made good since: neither that loss, nor what held-out rows are measured by, is as good again. */
function bestBefore(history: History, { from, peak, peakEpoch, entries }: Excursion): number | undefined {
  const { at, values } = steadyPoints(history), scaled = scaleFree(values);
  const before = values.slice(0, firstFrom(at, from)), since = values.slice(firstFrom(at, peakEpoch));
  const best = lowest(before), jumps = noise(scaled);
  const isHigh = entries >= LIMITS.lasting && peak > LIMITS.high * best;
  const isAbove = (level: number) =>
    Math.log(level / best) > Math.max(Math.log(1 + LIMITS.notBack), LIMITS.notBackNoises * jumps);
  if (!(best > 0 && isHigh && isAbove(lowest(since)))) return undefined;
  const held = [leadingLoss(history, "validation", "test"), leadingMetric(history, "validation", "test")]
    .filter((one) => one !== undefined);
  return held.every((one) => one.at[indexOfBest(one)] <= from) ? best : undefined;
}

/** A training that was thrown off its best, and is on its way back to it: what falls there is no progress. */
function notMadeGood(history: History, { from, to, peak, peakEpoch }: Excursion, best: number): Outcome {
  const unit = unitOf(history), { values } = steadyPoints(history);
  return advised(
    history,
    found(
      "warning",
      `The ${lossNames(history).running} was down to ${formatNumber(best)}, rose to ${
        formatNumber(peak)
      } (${unit} ${peakEpoch}), and has come back to ${
        formatNumber(values[values.length - 1])
      }: never as good again`,
      { from, to, peak, peakEpoch, best, notMadeGood: true },
      [speaksFor("learning rate", 2)],
    ),
  );
}

/** With what is left to try where a lower rate was: the jumps are then of the batches, and not of the steps. */
function advised(history: History, outcome: Extract<Outcome, { readonly status: "found" }>): Outcome {
  return hasLowerRate(history) ? { ...outcome, remedy: BATCHES } : outcome;
}

/** Whether the rate of a log had come far down by its end, where the loss jumps on. */
function hasLowerRate(history: History): boolean {
  const rates = finite(history.learningRate ?? []);
  return isLog(history) && rates.length > 0 &&
    rates[rates.length - 1] <= LIMITS.rateLeft * max(rates as number[]);
}

const BATCHES =
  "The rate has come down already: clip the gradients, average over larger batches, and look at what the rows of the epochs that jump have in common.";

/**
 * Whether a held-out loss jumps from evaluation to evaluation, of a log that holds next to nothing of the training loss: no alarm, for
 * nobody knows then whether the optimiser does it or the rows are few.
 */
export function heldOutJumps(history: History): boolean {
  const held = leadingLoss(history, "validation", "test");
  if (held === undefined || finite(history.trainLoss).length >= LIMITS.fewest) return false;
  const values = finite(held.values);
  return values.length >= LIMITS.fewest && jumpiness(history, values, LIMITS.jumpyInLogs) !== undefined;
}

/**
 * Of a log, a loss that had come down and in its last third swings over orders of magnitude, far above its best: of such a loss neither a
 * level nor a share of the gain says anything.
 */
function swingsLate(history: History): Extract<Outcome, { readonly status: "found" }> | undefined {
  const { at, values } = shapePoints(history), from = Math.ceil(2 * values.length / 3);
  const third = values.slice(from), best = indexOfLowest(values.slice(0, from));
  if (!isLog(history) || history.unit !== "epoch" || third.length < LIMITS.fewest || lowest(values) <= 0) {
    return undefined;
  }
  const swings = quantile(third, 0.9) > LIMITS.swings * quantile(third, 0.1);
  const isAbove = median(third) > LIMITS.above * values[best];
  if (!swings || !isAbove || trendPValue(third, "down") < LIMITS.byChance) return undefined;
  const name = lossNames(history).running, place = `${unitOf(history)} ${at[best]}`;
  const outcome = found(
    "warning",
    `The ${name} was down to ${formatNumber(values[best])} at ${place}, and swings between ${
      formatNumber(min(third))
    } and ${formatNumber(max(third))} in the last third`,
    { series: name, late: true, from: at[from], to: at[at.length - 1] },
    [speaksFor("learning rate", 2)],
  );
  const rate = hasLowerRate(history) ? "" : "lower the rate or let it come down to 0 by the end, ";
  const remedy = `Keep a checkpoint of about ${place}; ${rate}clip gradients, and measure held-out rows.`;
  return { ...outcome, remedy };
}

/** Between what the evaluations jump. */
function erratic(history: History): Outcome {
  const { at, values } = shapePoints(history, history.heldOutLoss), name = lossNames(history).heldOut;
  const shares = accuracyOf(history, "validation", "test");
  const between = (all: readonly number[]) =>
    `between ${formatNumber(lowest(all))} and ${formatNumber(max(all as number[]))}`;
  const outcome = found(
    "warning",
    `Erratic validation: ${name} ${between(values)}${
      shares === undefined ? "" : `, accuracy ${between(shares)}`
    } from one epoch to the next, while training is smooth`,
    {
      series: name,
      erratic: true,
      from: at[0],
      to: at[at.length - 1],
      relativeNoise: noise(scaleFree(values)),
    },
    [speaksFor("measurement", 2)],
  );
  return { ...outcome, remedy: EVALUATION };
}

/**
 * Whether the held-out loss of a log jumps by a factor of two while the answers jump too; where no accuracy was logged, or the answers
 * jump in part of the run, by more than the training loss has gained at all. A loss that is small by now may jump by any factor and mean nothing.
 */
export const isErratic = once((history: History): boolean => {
  const { unit, heldOutLoss, trainLoss } = history;
  if (!isLog(history) || unit !== "epoch" || heldOutLoss === undefined) return false;
  const { values } = shapePoints(history, heldOutLoss), own = shapePoints(history).values;
  if (values.length < LIMITS.fewest || own.length < LIMITS.fewest) return false;
  const isSmooth = noise(scaleFree(own)) < LIMITS.jumpyInLogs;
  if (!isSmooth || noise(scaleFree(values)) < LIMITS.erratic) return false;
  const shares = accuracyOf(history, "validation", "test");
  const losses = finite(trainLoss);
  const jumpsBeyondGain = noise(laterHalf(values)) > losses[0] - endLevel(losses);
  if (shares === undefined) return jumpsBeyondGain;
  return answersJump(history) || jumpsBeyondGain && noise(shares) > LIMITS.answersMove;
});

/** Whether the held-out accuracy is another one from evaluation to evaluation in the second half. */
function answersJump(history: History): boolean {
  const shares = accuracyOf(history, "validation", "test") ?? [];
  return shares.length >= LIMITS.fewest && noise(laterHalf(shares)) > LIMITS.accuracyJumps;
}

/** Noise relative to the loss where it is too large; logged steps differ by their batches and are left alone. */
function jumpiness(history: History, values: readonly number[], limit: number): number | undefined {
  if (history.unit !== "epoch" || values.length < 8) return undefined;
  const scaled = scaleFree(values).slice(startsWithBlowUp(values) ? 1 : 0);
  const jump = noise(scaled);
  const alone = isLog(history) ? LIMITS.jumpyWithoutGainInLogs : LIMITS.jumpyWithoutGain;
  const most = scaled[0] - lowest(scaled), left = scaled[0] - median(tail(scaled) as number[]);
  return jump > Math.max(limit, LIMITS.ofGain * most) || jump > alone && left < 2 * jump ? jump : undefined;
}

const EVALUATION =
  "The training is steady, so look at the evaluation: evaluation mode (dropout left on), statistics of batch normalisation (momentum, larger batches), preprocessing of its rows, a held-out set of few rows. Until then the best epoch is best by chance.";

/** A held-out set is small: its loss may jump on the way down. */
function watched(history: History) {
  const { trainLoss, heldOutLoss = [] } = history, { running, heldOut } = lossNames(history);
  return [
    {
      name: running,
      series: trainLoss,
      limit: isLog(history) ? LIMITS.jumpyInLogs : LIMITS.jumpy,
    },
    { name: heldOut, series: heldOutLoss, limit: Infinity },
  ];
}
