/**
 * What is remarked beside the course of what a log is judged by: what ended it, how little it gained, whether its best is past.
 *
 * @module
 */
import { finite, indexOfBest, shareRight } from "../monitor/logged.ts";
import { patienceThatEnded } from "../monitor/gains_no_more.ts";
import type { History, LoggedSeries } from "../monitor/mod.ts";
import { limitsOf } from "../monitor/thresholds.ts";
import { formatPercent } from "../text/mod.ts";
import { thirdOf } from "./course_shape.ts";
import { lossBeside } from "./loss_beside.ts";

const LIMITS = limitsOf("quiet-course");

/** The patience that ended the run, where its tool has one of its own. */
export function endedBy(history: History): string {
  const patience = patienceThatEnded(history);
  return patience === undefined ? "" : `; its patience of ${patience} epochs ended the run`;
}

/** What would make evaluations less noisy: without a training loss nothing tells whether it is the optimiser or the rows. */
export function steadier(history: History): string {
  const rows =
    "the best of so noisy values is partly luck: choose by means of neighbours, and evaluate on more rows";
  return finite(history.trainLoss).length < LIMITS.fewest
    ? `${rows}; log the training loss, which tells whether it is the rate or the few rows.`
    : `${rows}; a rate that is lower or comes down would tell whether it still gains.`;
}

/** Whether neither what is judged nor the loss beside it was as good as at its best in the last third, or nearly all answers are right. */
export function isPast(history: History, judge: LoggedSeries): boolean {
  const loss = lossBeside(history, judge), measures = loss === undefined ? [judge] : [judge, loss];
  return (shareRight(history)?.share ?? 0) >= LIMITS.nearlyAll ||
    measures.every((measure) =>
      measure.values.lastIndexOf(measure.values[indexOfBest(measure)]) <
        measure.values.length - thirdOf(measure.values).length
    );
}

/** How little was gained in all, of a judge that left much to learn at first. */
export function little(judge: LoggedSeries): string {
  const [first] = finite(judge.values), best = judge.values[indexOfBest(judge)];
  const gain = Math.abs((best - first) / first),
    isKnown = first !== 0 && finite(judge.values).length > LIMITS.listed;
  return isKnown && gain < LIMITS.much && asShare(judge) < LIMITS.learnedWell
    ? `, in all ${formatPercent(gain)} better than at first`
    : "";
}

/** What an area under the curve that is hardly better than guessing is said to be. */
export function ranksLittle(judge: LoggedSeries): string {
  const isWeak = /auc|auroc/i.test(judge.name) && asShare(judge) < limitsOf("near-chance").ranks;
  return isWeak ? "; 0.5 is guessing" : "";
}

/** The best of a measure that lies between 0 and 1, more of which is better; of others nothing is known. */
export function asShare(judge: LoggedSeries): number {
  const best = judge.values[indexOfBest(judge)];
  return judge.better === "higher" && best <= 1 ? best : 0;
}
