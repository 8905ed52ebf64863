/**
 * Whether the held-out rows of a log have long gained nothing, and whether a tool's own patience ended the run for that.
 *
 * @module
 */
import { max } from "simple-statistics";
import { finite, indexOfBest, leadingLoss, leadingMetric } from "./logged.ts";
import { once } from "./once.ts";
import type { History, LoggedSeries } from "./records.ts";
import { bestOf, isLog, neighbourMedians, trendPValue } from "./series.ts";
import { limitsOf } from "./thresholds.ts";
import { isYolo } from "./tools.ts";
import { fitnessOf } from "./yolo_fitness.ts";

const LIMITS = limitsOf("gains-no-more");

/**
 * Whether the metric (where none was logged the loss) of held-out rows was at its best in the first half of a log, and neither it nor their
 * loss has gained anything in the second: a rate that still comes down is no reason to wait then.
 */
export const gainsNoMore = once((history: History): boolean => {
  if (!isLog(history) || history.stageStarts !== undefined) return false;
  const judges = [leadingMetric(history, "validation"), leadingLoss(history, "validation")].filter((series) =>
    series !== undefined && finite(series.values).length >= LIMITS.fewest
  ) as readonly LoggedSeries[];
  const [judge] = judges;
  return judge !== undefined && indexOfBest(judge) < judge.values.length / 2 && judges.every(stands);
});

/** Whether the second half of a series is no better than the first, and does not get better by more than chance. */
function stands({ values, better }: LoggedSeries): boolean {
  const sign = better === "higher" ? 1 : -1, known = finite(values), half = Math.floor(known.length / 2);
  const [before, since] = [known.slice(0, half), known.slice(half)].map((part) =>
    bestOf(neighbourMedians(part), sign)
  );
  const gain = sign * (since - before), direction = better === "higher" ? "up" : "down";
  return gain < LIMITS.gained * Math.abs(before) &&
    !(gain > 0 && trendPValue(known.slice(half), direction) < LIMITS.byChance);
}

/** The patience by which a YOLO ended a run: its default, where the run ended as long after its best by the fitness that it stops by. */
export const patienceThatEnded = once((history: History): number | undefined => {
  if (!isLog(history) || history.inProgress || !isYolo(history)) return undefined;
  const { values: fitness } = fitnessOf(history),
    best = fitness.length === 0 ? -1 : fitness.lastIndexOf(max(fitness));
  const since = fitness.length - 1 - best;
  return PATIENCE.find((patience) => Math.abs(since - patience) <= LIMITS.give);
});

/** What YOLOv5 and Ultralytics wait for, older versions of the latter half as long (their documentation, `patience`). */
const PATIENCE = [100, 50];
