/**
 * Signs by which the course of held-out rows is told apart from one that looks alike: evaluations that get better one by one, and what the
 * training loss did meanwhile.
 *
 * @module
 */
import { median } from "simple-statistics";
import { endLevel, finite, indexOfBest, leadingLoss, shareRight } from "../monitor/logged.ts";
import type { History, LoggedSeries } from "../monitor/mod.ts";
import { entriesAt, laterHalf, trendPValue } from "../monitor/series.ts";
import { isScheduleOver } from "../monitor/rules/course/stopped_while_improving.ts";
import { limitsOf } from "../monitor/thresholds.ts";
import { formatNumber } from "../text/mod.ts";
import { isLate, isOneWay } from "./course_shape.ts";
import { isLearned, lossBeside } from "./loss_beside.ts";

const LIMITS = limitsOf("quiet-course");

/**
 * Whether the training loss has fallen since held-out rows were first evaluated: then the rate is one that learns, and what these rows do
 * not gain is for want of more of them or of something that keeps it from fitting its own.
 */
export function trainingFalls(history: History, { at: [first] }: LoggedSeries): boolean {
  const train = leadingLoss(history, "train");
  const since = train === undefined ? [] : finite(entriesAt(train, (place) => place >= first).values);
  const falls = since.length < LIMITS.fewest
    ? isOneWay(since, -1)
    : trendPValue(since, "down") < LIMITS.rises;
  return since.length >= 3 && falls &&
    endLevel(since) < (1 - LIMITS.much) * median(since.slice(0, Math.ceil(since.length / 3)));
}

/** Of few evaluations: the metric and the loss are both at their best at the last, and one of them got better at each, lately by more than nothing. */
export function improvesThroughout(history: History, judge: LoggedSeries): boolean {
  const loss = lossBeside(history, judge), measures = loss === undefined ? [judge] : [judge, loss];
  const gains = ({ values, better }: LoggedSeries) => {
    const sign = better === "higher" ? 1 : -1, [before, then, last] = values.slice(-3);
    // a step that is small because the rate came down says nothing of a longer schedule
    const slows = !isScheduleOver(history) &&
      sign * (last - then) < LIMITS.stepOfAll * Math.abs(last - values[0]);
    return !slows && isOneWay(values, sign) && sign * (last - before) > LIMITS.gained * Math.abs(before) &&
      sign * (last - then) > LIMITS.gainedToTheEnd * Math.abs(then);
  };
  const isNearlyAll = (shareRight(history)?.share ?? 0) >= LIMITS.nearlyAll;
  return finite(judge.values).length <= LIMITS.few && !isNearlyAll && measures.some(gains) &&
    measures.every((measure) => indexOfBest(measure) === measure.values.length - 1);
}

/**
 * Of a short run that jumped before: metric and loss of the same rows have both got better at each of the last evaluations, by much and to
 * their best. Both do that by chance once in hundreds of times, whatever they did before.
 */
export function improvesLately(history: History, judge: LoggedSeries): boolean {
  const loss = lossBeside(history, judge);
  if (loss === undefined || judge.values.length >= LIMITS.short) return false;
  return [judge, loss].every((measure) => {
    const last = measure.values.slice(-LIMITS.lately), sign = measure.better === "higher" ? 1 : -1;
    return last.length === LIMITS.lately && isOneWay(last, sign) &&
      indexOfBest(measure) === measure.values.length - 1 &&
      sign * (last[last.length - 1] - last[0]) > 2 * LIMITS.much * Math.abs(last[0]);
  });
}

/**
 * What the training loss came to that fell on through the later half, far below a held-out loss that was at its best before: what it learns
 * since holds for training rows alone.
 */
export function heldOutStands(history: History, judge: LoggedSeries): string | undefined {
  const train = finite(history.trainLoss), half = laterHalf(train), end = endLevel(train);
  const held = endLevel(finite(judge.values));
  const isApart = end > 0 && held - end > LIMITS.apart * end;
  const falls = train.length >= LIMITS.fewest && trendPValue(half, "down") < LIMITS.steady &&
    end < (1 - LIMITS.gained) * half[0];
  if (judge.role !== "loss" || isLate(judge) || isLearned(judge) || !isApart || !falls) return undefined;
  return `the training loss falls on to ${formatNumber(end)}`;
}
