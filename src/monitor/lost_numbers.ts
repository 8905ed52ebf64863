/**
 * What became of a log whose losses were no numbers for a while: whether the weights were lost with them, and whether that was over long
 * before a good end.
 *
 * @module
 */
import { median } from "simple-statistics";
import { endLevel, finite, indexOfBest, leadingMetric, seriesOf } from "./logged.ts";
import { once } from "./once.ts";
import type { History, Series } from "./records.ts";
import { bestOf, entriesAt, epochOf, isWhole, lowest } from "./series.ts";
import { limitsOf } from "./thresholds.ts";

const LIMITS = limitsOf("lost-numbers");

/** Whether an entry is one, and no number. */
export function isBroken(value: number | null): boolean {
  return value !== null && !Number.isFinite(value);
}

/** Whether any entry is one and no number. */
export const holdsBroken = once((series: Series): boolean => !isWhole(series) && series.some(isBroken));

/** Whether a held-out measure of answers was 0 at every evaluation. */
export function hasFoundNothing(history: History): boolean {
  return seriesOf(history, "metric").some(({ split, better, values }) =>
    split !== "train" && better === "higher" && values.length >= LIMITS.nothingFor &&
    values.every((value) => value === 0)
  );
}

/** The held-out metric while a held-out loss was no number, where its answers were far worse than before it or than at their best. */
export function answersLost(history: History, losses: Series): { name: string; to: number } | undefined {
  const metric = leadingMetric(history, "validation", "test");
  if (metric === undefined) return undefined;
  const places = losses.flatMap((loss, i) => isBroken(loss) ? [epochOf(history, i)] : []);
  const then = finite(entriesAt(metric, (place) => places.includes(place)).values);
  if (then.length === 0) return undefined;
  const before = finite(entriesAt(metric, (place) => place < places[0]).values);
  const later = finite(entriesAt(metric, (place) => place > places[places.length - 1]).values);
  const best = bestOf(before.length > 0 ? before : later, metric.better === "higher" ? 1 : -1),
    level = median(then as number[]);
  const isLost = metric.better === "higher" ? level < LIMITS.left * best : level > best / LIMITS.left;
  return isLost ? { name: metric.name, to: level } : undefined;
}

/** Whether the last of these that was none came long before the end, and the run ends near its best all the same. */
export function endsWellSince(history: History, losses: Series): boolean {
  const known = losses.filter((loss) => loss !== null), last = known.findLastIndex(isBroken);
  const since = finite(known.slice(last + 1));
  if (since.length < LIMITS.fewest || since.length < LIMITS.longAgo * known.length) return false;
  const metric = leadingMetric(history, "validation", "test");
  const isGood = metric === undefined || isNear(endLevel(metric.values), metric.values[indexOfBest(metric)]);
  return isGood && isNear(endLevel(since), lowest(finite(losses)));
}

/**
 * Whether losses were no numbers from the first entry on and in the first few only, before anything was learned that could be lost, and are numbers ever since, while
 * held-out answers came to far more than they were then and have kept most of it, or where none are counted the loss came down.
 */
export function isOnlyAtFirst(history: History, losses: Series): boolean {
  const known = losses.filter((loss) => loss !== null), last = known.findLastIndex(isBroken);
  const since = finite(known.slice(last + 1));
  if (!isBroken(known[0]) || last >= LIMITS.atFirst * known.length) return false;
  if (since.length < LIMITS.fewest) return false;
  const metric = leadingMetric(history, "validation", "test");
  if (metric === undefined) return endLevel(since) < LIMITS.left * since[0];
  const at = indexOfBest(metric), best = metric.values[at], end = endLevel(metric.values);
  const [then] = metric.values, lasting = epochOf(history, losses.findLastIndex(isBroken));
  return metric.at[at] > lasting &&
    (metric.better === "higher"
      ? end > LIMITS.left * best && then < LIMITS.left * end
      : end < best / LIMITS.left && then > end / LIMITS.left);
}

function isNear(end: number, best: number): boolean {
  return Math.abs(end - best) <= LIMITS.near * Math.abs(best);
}
