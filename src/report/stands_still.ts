/**
 * Whether a run has come to its level on held-out rows, where no rule has anything to say of it.
 *
 * @module
 */
import { max } from "simple-statistics";
import type { History } from "../monitor/mod.ts";
import { endLevel, finite, indexOfBest, leadingMetric, shareRight } from "../monitor/logged.ts";

/** Evaluations that show a level, and below which a run that is best at its end has hardly levelled off. */
const FEWEST = 8, SHORT = 20;

/** Share of answers that are right of a network that has learned its task. */
const LEARNED = 0.6;

/** Gain within the last third that is none, and how far below its best the end may lie, as shares of the best. */
const GAINED = 0.01, BELOW = 0.03;

/** Whether held-out answers are mostly right, were as good two thirds through the run, and have stayed so. */
export function standsStill(history: History): boolean {
  const judge = leadingMetric(history, "validation", "test"), right = shareRight(history);
  if (judge === undefined || right === undefined || right.share < LEARNED) return false;
  const { values, better } = judge, sign = better === "higher" ? 1 : -1;
  if (values.length < FEWEST || values.length < SHORT && indexOfBest(judge) >= values.length - 2) {
    return false;
  }
  const best = (some: readonly number[]) => max(finite(some).map((value) => sign * value));
  const early = finite(values.slice(0, Math.ceil(2 * values.length / 3)));
  if (early.length === 0) return false;
  const top = best(values), end = sign * endLevel(values);
  return top - best(early) <= GAINED * Math.abs(top) && top - end <= BELOW * Math.abs(top);
}
