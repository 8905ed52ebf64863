/**
 * Two ends of a run that say more than a level: a metric that can get no better, and trees that were all used up while the last was the best.
 *
 * @module
 */
import { finite, indexOfBest, shareRight } from "../monitor/logged.ts";
import type { History, LoggedSeries } from "../monitor/mod.ts";
import { trendPValue } from "../monitor/series.ts";
import { limitsOf } from "../monitor/thresholds.ts";
import { isBoosted } from "../monitor/tools.ts";
import { formatNumber } from "../text/mod.ts";
import { thirdOf } from "./course_shape.ts";
import { lossBeside } from "./loss_beside.ts";

const LIMITS = limitsOf("quiet-course");

/** What is told of a share of right answers that is 1: no loss that moves below it makes one more right. Precision or recall alone may be 1 for nothing. */
export function saturated(history: History) {
  const right = shareRight(history);
  if (right?.share !== 1 || /precision|recall|sensitivity/i.test(right.name)) return undefined;
  return {
    headline: "NO ALARM: THE METRIC IS AT ITS MAXIMUM",
    tells: `${right.name} can get no better`,
    next:
      "these rows tell no more; they may be few, easy, or in the training set too: look for duplicates in both sets, then evaluate on a larger held-out set.",
  };
}

/**
 * What is told of boosted trees that gained to the last by every held-out measure, however little: each tree is added to all before it, so that
 * a gain without noise goes on, and a best at the last says that more of them were wanted.
 */
export function treesUsedUp(history: History, judge: LoggedSeries) {
  const loss = lossBeside(history, judge), measures = loss === undefined ? [judge] : [judge, loss];
  if (!isBoosted(history) || !measures.every(gainsToTheLast)) return undefined;
  const [from, to] = [thirdOf(finite(judge.values))[0], judge.values[indexOfBest(judge)]];
  return {
    headline: "NO ALARM: STILL IMPROVING, SLOWLY",
    tells: `${judge.name} goes from ${formatNumber(from)} to ${
      formatNumber(to)
    } in the last third, best at its end`,
    next:
      "more trees, or a higher learning rate, with early stopping: all of them were used up before held-out rows stopped gaining.",
  };
}

/** Whether the last hundredth holds the best, after a last third that got better all along, by more than nothing. */
function gainsToTheLast(measure: LoggedSeries): boolean {
  const { values, better } = measure, known = finite(values), third = thirdOf(known);
  const sign = better === "higher" ? 1 : -1, best = values[indexOfBest(measure)];
  return known.length >= LIMITS.long && indexOfBest(measure) >= LIMITS.lastTrees * (values.length - 1) &&
    sign * (best - third[0]) > LIMITS.gainedByTrees * Math.abs(third[0]) &&
    trendPValue(third, sign > 0 ? "up" : "down") < LIMITS.steady;
}
