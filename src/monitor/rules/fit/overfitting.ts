import { median } from "simple-statistics";
import { ofAnswers } from "../../answers_stand.ts";
import { ofCycles } from "../../cycles.ts";
import { kindOf } from "../../kind.ts";
import { endLevel, leadingMetric } from "../../logged.ts";
import type { Facts, History, LoggedSeries, Observation, Outcome, Rule } from "../../records.ts";
import {
  endOf,
  firstFrom,
  indexOfLowest,
  isLog,
  lossNames,
  lowest,
  type Points,
  scaleFree,
  shapePoints,
  tail,
  unitOf,
} from "../../series.ts";
import { risingTerm } from "../../rising_term.ts";
import { formatNumber, formatPercent } from "../../../text/mod.ts";
import {
  creeps,
  isNeverBetter,
  leastRise,
  levelAfter,
  risesAmidNoise,
  steadied,
  worsensAtOnce,
} from "../held_out_rise.ts";
import { heldOutSets } from "./held_out_sets.ts";
import { isErratic } from "../erratic_validation.ts";
import {
  clear,
  explainedVariance,
  found,
  LEARNED,
  notTested,
  speaksAgainst,
  speaksFor,
  WORKS,
} from "../outcome.ts";
import { byHeldOutLossAlone, byMetric, HOW } from "./overfitting_by_one.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("overfitting");

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
  }; none where one term of a sum of losses rises alone; none of a classifier whose answers end at their best, where that rise is under ${
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
    return isLog(history) && kindOf(history) === "supervised" ? byMetric(history) : notTested(HOW);
  }
  const running = shapePoints(history);
  const fewest = isLog(history) ? 3 : 4;
  const sets = heldOutSets(history).filter(({ points }) => points.values.length >= fewest);
  if (sets.length > 0 && running.values.length === 0) return byHeldOutLossAlone(history, sets[0].points);
  if (sets.length === 0 || running.values.length < fewest) {
    return notTested(`It takes ${fewest} epochs with both losses.`);
  }
  const term = risingTerm(history);
  if (term !== undefined) return ofOneTerm(history, term);
  const outcomes = sets.map(({ name, points }, i) => {
    const outcome = judgeSet(observation, name, points, running), { values } = points;
    const best = lowest(values);
    return i === 0 && isLog(history) ? ofAnswers(history, outcome, best, endOf(values) - best) : outcome;
  });
  return outcomes.find(({ status }) => status === "found") ?? outcomes[0];
}

/** What is said where one term alone drives the sum: no alarm, for the metric and all other terms gain. */
function ofOneTerm(history: History, { name, at, values }: LoggedSeries): Outcome {
  const best = indexOfLowest(values), metric = leadingMetric(history, "validation");
  return {
    ...found(
      "info",
      `${name} alone rises, ${formatNumber(values[best])} (${unitOf(history)} ${at[best]}) -> ${
        formatNumber(endLevel(values))
      }; the other terms and ${metric?.name} were best later and end near that`,
      { oneTerm: name },
    ),
    called: "NO ALARM: ONE TERM OF THE VALIDATION LOSS RISES, THE METRIC STANDS",
    remedy:
      `Choose by the metric, not by the sum. ${name}: are classes and labels of the validation set those of the training set (names, order, missing ones)? If they are, it grows too sure of itself: more or larger validation rows show whether that costs answers.`,
  };
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
  const isRisen = risen > leastRise(scaled) && now < then;
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
