/**
 * Which rises of a held-out loss are more than luck: what overfitting looks like in a curve, alone and beside the training loss.
 *
 * @module
 */
import { median } from "simple-statistics";
import { endLevel, leadingMetric } from "../logged.ts";
import type { History, LoggedSeries } from "../records.ts";
import {
  endOf,
  indexOfLowest,
  isLog,
  levelWidth,
  lowest,
  luckOf,
  neighbourMedians,
  noise,
  type Points,
  scaleFree,
  tail,
  trendPValue,
} from "../series.ts";
import { limitsOf } from "../thresholds.ts";

const LIMITS = limitsOf("overfitting");

/** In a run too short for any patience: whether the held-out loss of a log has risen ever since its best, and no metric gains by it. */
export function creeps(history: History, { at, values }: Points): boolean {
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
export function risesAmidNoise(history: History, { at, values }: Points): boolean {
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

/**
 * Whether nothing of what a log's training rows teach holds for others: their loss is never lower than at first by more than its
 * noise, and ends above where the training loss began, which falls.
 */
export function isNeverBetter(history: History, { values }: Points, running: Points): boolean {
  if (!isLog(history) || history.unit !== "epoch" || values.length < LIMITS.fewest) return false;
  const scaled = scaleFree(values), now = median(tail(running.values) as number[]);
  return scaled[0] - lowest(scaled) < noise(scaled) &&
    endOf(values) > Math.max(values[0], running.values[0]) &&
    now < LIMITS.fitted * running.values[0] && trendPValue(running.values, "down") < LIMITS.byChance;
}

/** Whether a held-out loss of a log is worse from the first evaluation on, while half of the training loss goes and no metric gains by it. */
export function worsensAtOnce(history: History, { at, values }: Points): boolean {
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
 * The level that the held-out loss has come to since its best, which it is at where the last is the best. Of fewer than eight evaluations: the last one where they rise to
 * it; a single one after the best is a level where it has risen by more than the best had fallen below the one before.
 */
export function levelAfter(scaled: readonly number[], best: number): number {
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

/** From ten entries on the median of neighbours, so that one lucky epoch is no minimum. */
export function steadied(values: readonly number[]): readonly number[] {
  return values.length < 10 ? values : neighbourMedians(values, levelWidth(values.length));
}

/** What a level has to rise by above the lowest: a share, noises of its entries, and where levels are of many what these differ by through luck. */
export function leastRise(scaled: readonly number[]): number {
  const width = levelWidth(scaled.length), levels = neighbourMedians(scaled, width);
  const apart = width > 3 ? levels.filter((_, i) => i % width === 0) : [];
  return Math.max(
    Math.log(1 + (scaled.length < LIMITS.few ? LIMITS.riseOfFew : LIMITS.rise)),
    scaled.length < 10 ? 0 : LIMITS.noises * noise(scaled),
    luckOf(apart.length) * noise(apart),
  );
}
