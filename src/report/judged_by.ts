/**
 * What the course of a log is judged by.
 *
 * @module
 */
import { finite, leadingLoss, leadingMetric, seriesOf } from "../monitor/logged.ts";
import type { History, LoggedSeries } from "../monitor/mod.ts";
import { isLog } from "../monitor/series.ts";

/** What held-out rows are judged by: the metric that leads, else their loss; one of too few evaluations only where nothing else is. */
export function judgeOf(history: History): LoggedSeries | undefined {
  const judges = [
    leadingMetric(history, "validation", "test"),
    leadingLoss(history, "validation", "test"),
  ].filter((series) => series !== undefined);
  return [3, 1].map((fewest) => judges.find(({ values }) => finite(values).length >= fewest))
    .find((judge) => judge !== undefined);
}

/** The entries since the objective of a log last changed: those before are of another. */
export function lastStageOf<Judge extends LoggedSeries | undefined>(
  history: History,
  judge: Judge,
): Judge {
  const from = isLog(history) ? history.stageStarts?.at(-1) : undefined;
  if (judge === undefined || from === undefined) return judge;
  const known = judge.at.flatMap((place, i) => place >= from ? [i] : []);
  return { ...judge, at: known.map((i) => judge.at[i]), values: known.map((i) => judge.values[i]) };
}

/** What a log of training rows alone is judged by. */
export function trainingJudge(history: History): LoggedSeries | undefined {
  return leadingLoss(history, "train") ?? seriesOf(history, "metric")[0];
}
