/**
 * Whether a training that had learned something lost it, and did not come back.
 *
 * @module
 */
import { max } from "simple-statistics";
import { ACCURACY, asShares, endLevel, leadingLoss, metricsLike } from "./logged.ts";
import type { History, LoggedSeries } from "./records.ts";
import { lowest } from "./series.ts";
import { limitsOf } from "./thresholds.ts";

const LIMITS = limitsOf("collapse");

/** What a training lost: by which series, where, its best before and its level at the end. */
export interface Collapse {
  readonly name: string;
  readonly at: number;
  readonly before: number;
  readonly after: number;
}

/** By the accuracy on training rows, which ends under half of its best; else by the training loss, which ends near where it began. */
export function collapseOf(history: History): Collapse | undefined {
  const [accuracy] = metricsLike(history, ACCURACY, "train"), loss = leadingLoss(history, "train");
  const byAccuracy = accuracy === undefined ? undefined : lostSince(accuracy, asShares(accuracy.values), 1);
  if (byAccuracy !== undefined && byAccuracy.after < LIMITS.keptOfAccuracy * byAccuracy.before) {
    return byAccuracy;
  }
  const byLoss = loss === undefined ? undefined : lostSince(loss, loss.values, -1);
  if (byLoss === undefined) return undefined;
  const [first] = loss!.values, gained = first - byLoss.before;
  const hadLearned = byLoss.before < LIMITS.learned * first;
  return hadLearned && first - byLoss.after < LIMITS.keptOfGain * gained ? byLoss : undefined;
}

/** The first place after the best from which all values lie nearer to the end than to the best. */
function lostSince({ name, at, values: logged }: LoggedSeries, values: readonly number[], sign: number) {
  if (values.length !== logged.length || values.length < LIMITS.fewest) return undefined;
  const after = endLevel(values), before = sign > 0 ? max(values as number[]) : lowest(values);
  const middle = (before + after) / 2, last = values.findLastIndex((value) => sign * (value - middle) > 0);
  return last < 0 || last + 1 >= values.length ? undefined : { name, at: at[last + 1], before, after };
}
