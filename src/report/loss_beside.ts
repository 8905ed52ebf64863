/**
 * What a held-out loss says beside the metric that a log is judged by.
 *
 * @module
 */
import { asShares, endLevel, finite, leadingLoss } from "../monitor/logged.ts";
import type { History, LoggedSeries } from "../monitor/mod.ts";
import { lowest } from "../monitor/series.ts";
import { steadied } from "../monitor/rules/held_out_rise.ts";
import { limitsOf } from "../monitor/thresholds.ts";
import { formatNumber } from "../text/mod.ts";
import { shapeOf } from "./course_shape.ts";
import { placeOfBest } from "./course_words.ts";
import { lastStageOf } from "./judged_by.ts";

const LIMITS = limitsOf("quiet-course");

/** The held-out loss beside a metric, where it has a course. */
export function lossBeside(history: History, judge: LoggedSeries): LoggedSeries | undefined {
  const loss = judge.role === "metric"
    ? lastStageOf(history, leadingLoss(history, "validation", "test"))
    : undefined;
  return finite(loss?.values ?? []).length < 3 ? undefined : loss;
}

/** Whether so few answers are wrong that a loss which falls makes hardly any more right. */
export function isLearned({ better, values }: LoggedSeries): boolean {
  return better === "higher" && endLevel(asShares(values)) > LIMITS.learnedWell;
}

/** What a held-out loss says against a metric that gains: it was lowest long before, and has risen since. */
export function lossRises(history: History, judge: LoggedSeries): string | undefined {
  const loss = lossBeside(history, judge);
  return loss === undefined || shapeOf(loss).state !== "below"
    ? undefined
    : `; ${loss.name} was ${placeOfBest(history, loss)}`;
}

/**
 * What is said of a held-out loss that is past its best, or ends many times as high whatever its noise, beside a metric that stands: the
 * answers stay as right, and wrong ones get surer of themselves.
 */
export function lossPast(history: History, judge: LoggedSeries): string | undefined {
  const loss = lossBeside(history, judge);
  if (loss === undefined || !(lowest(loss.values) > 0)) return undefined;
  // the luckiest of thousands is no level that was left
  const best = lowest(steadied(finite(loss.values)));
  // a last fifth of few that happens to hold a bad one says nothing
  const ends = Math.min(endLevel(loss.values), loss.values.at(-1) ?? NaN);
  const isPast = shapeOf(loss).state === "below" && ends > (1 + LIMITS.below) * best;
  return isPast || ends > LIMITS.timesAbove * best
    ? `${loss.name} was ${placeOfBest(history, loss)}, and ends at ${formatNumber(ends)} or more`
    : undefined;
}
