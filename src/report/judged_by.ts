/**
 * What the course of a log is judged by.
 *
 * @module
 */
import { fewRows } from "../monitor/few_rows.ts";
import { finite, leadingLoss, leadingMetric, seriesOf } from "../monitor/logged.ts";
import type { History, LoggedSeries } from "../monitor/mod.ts";
import { heldOutError } from "./plain_error.ts";
import { entriesAt, isLog } from "../monitor/series.ts";

/** The metric that held-out rows are judged by: the one that leads, unless it is an accuracy of few rows, of which their loss tells more. */
export function judgingMetric(history: History): LoggedSeries | undefined {
  return fewRows(history) === undefined ? leadingMetric(history, "validation", "test") : undefined;
}

/** What held-out rows are judged by: their metric, else their loss; one of too few evaluations only where nothing else is. */
export function judgeOf(history: History): LoggedSeries | undefined {
  const judges = [
    judgingMetric(history),
    heldOutError(history),
    leadingMetric(history, "validation", "test"),
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
  return judge === undefined || from === undefined ? judge : entriesAt(judge, (place) => place >= from);
}

/** What a log of training rows alone is judged by. */
export function trainingJudge(history: History): LoggedSeries | undefined {
  return leadingLoss(history, "train") ?? seriesOf(history, "metric")[0];
}
