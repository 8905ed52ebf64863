import { max } from "simple-statistics";
import { ACCURACY, asShares, endLevel, finite, metricsLike, seriesOf } from "../../logged.ts";
import { kindOf } from "../../kind.ts";
import type { History, LoggedSeries, Observation, Outcome, Rule } from "../../records.ts";
import { formatNumber } from "../../../text/mod.ts";
import { clear, found, notTested, since, speaksAgainst, speaksFor } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("always-zero");

const LABELS =
  "Print the labels of one batch: all of them masked or ignored (-100), or class numbers that the model does not have";
const BOXES =
  "Print the labels of one batch: all of them ignored, label files not found beside the images, class numbers that the model does not have, or anchors that fit no box";

/** What is exactly 0 at every entry was not measured: nothing was there to measure it on. */
export const alwaysZero: Rule = {
  name: "always-zero",
  watches: "training loss, loss terms and held-out metrics that are exactly 0, error rates that are 1",
  predicate:
    `the training loss is 0 at each of ${LIMITS.losses} entries or more; or every held-out metric is as bad as can be (0 where more is better, error rates 1) at each of the last ${LIMITS.evaluations} evaluations or more, and was never above ${LIMITS.before}; no alarm where whole answers have to match, a held-out loss was logged and the training loss has halved`,
  remedy: `${LABELS}; then weights that were trained before, and another rate.`,
  source: "definition of the loss: a mean over labelled rows",
  readsSeries: true,
  settles: "all losses",
  check,
};

/** Evaluations at the end, all of which are exactly 0; none where one before them was more than a stray hit. */
function zerosAtTheEnd({ values }: LoggedSeries): number {
  const before = values.findLastIndex((value) => value !== 0) + 1;
  return values.slice(0, before).every((value) => Math.abs(value) < LIMITS.before)
    ? values.length - before
    : 0;
}

function isZero(series: LoggedSeries, atLeast: number): boolean {
  return series.values.length >= atLeast && zerosAtTheEnd(series) === series.values.length;
}

function isErrorRate({ name }: LoggedSeries): boolean {
  return /(^|[/_.])(wer|cer|error_rate)([/_.]|$)/i.test(name);
}

/** What counts an answer only if all of it is right, to the letter. */
function isWholeAnswer({ name }: LoggedSeries): boolean {
  return /exact|match|(^|[/_.])em([/_.]|$)/i.test(name);
}

/** No answer is right in any evaluation. */
function isWorst(metric: LoggedSeries): boolean {
  const { values } = metric;
  return isErrorRate(metric)
    ? values.length >= LIMITS.evaluations && asShares(values).every((share) => share === 1)
    : zerosAtTheEnd(metric) >= LIMITS.evaluations;
}

function check({ history }: Observation): Outcome {
  const losses = finite(history.trainLoss);
  if (losses.length < LIMITS.losses || kindOf(history) !== "supervised") {
    return notTested("Log the loss of 3 epochs.");
  }
  const evidence = [speaksFor("data", 3), speaksAgainst("capacity", 3), speaksAgainst("learning rate", 2)];
  if (losses.length === history.trainLoss.length && losses.every((loss) => loss === 0)) {
    // a gradient that was measured, though 0, tells of batches that ran
    if (history.gradientNorm !== undefined) {
      return found(
        "critical",
        `The training loss is exactly 0 at all of ${losses.length} entries: no label reaches it`,
        { entries: losses.length, since: history.at?.[0] ?? 1 },
        evidence,
      );
    }
    const outcome = found(
      "critical",
      `The training loss is exactly 0 at all of ${losses.length} entries: nothing was trained, or another value was logged`,
      { entries: losses.length },
      [speaksFor("program", 2), ...evidence.slice(1)],
    );
    return { ...outcome, called: "LOSS EXACTLY 0: WAS ANYTHING TRAINED?", remedy: COUNT_BATCHES };
  }
  // an evaluation that gives NaN has another reason
  if (history.heldOutLoss?.some((loss) => loss !== null && !Number.isFinite(loss))) return clear();
  const metrics = seriesOf(history, "metric").filter((metric) =>
    metric.split !== "train" && (metric.better === "higher" || isErrorRate(metric))
  );
  const terms = seriesOf(history, "loss term").filter((term) => isZero(term, LIMITS.evaluations));
  // a network that gives one answer to everything is right where that is the answer
  const ofOneClass = metricsLike(history, ACCURACY, "train").length > 0 &&
    metrics.every(({ name }) => /f1|recall|precision|mcc|kappa/i.test(name));
  if (ofOneClass || metrics.length === 0 || !metrics.every(isWorst)) {
    return clear();
  }
  // what learns from labels has some; where every answer has to be right as a whole, none being so says little of them
  if (metrics.every(isWholeAnswer) && history.heldOutLoss !== undefined && hasLearned(losses)) {
    return found(
      "info",
      `${
        metrics[0].name
      } is 0 in all evaluations though the training loss fell: it asks for the whole answer to the letter, or is computed wrongly`,
      { metric: metrics[0].name, beside: true },
    );
  }
  // losses that fall on both kinds of rows have labels: it is the answers, or the counting, that find nothing
  const learns = !detects(history) && hasLearned(losses) && hasLearned(finite(history.heldOutLoss ?? []));
  const isSpeech = /(^|[/_.])[wc]er([/_.]|$)/i.test(metrics[0].name);
  const zeros = Math.min(...metrics.map(zerosAtTheEnd));
  const from = metrics[0].at[isErrorRate(metrics[0]) ? 0 : metrics[0].at.length - zeros];
  const too = terms.length === 0 ? "" : `, and so is ${terms[0].name}`;
  const outcome = found(
    "critical",
    `${metrics[0].name}${metrics.length > 1 ? ` and ${metrics.length - 1} more are` : " is"} ${
      isErrorRate(metrics[0]) ? "as bad as can be" : "0"
    } in ${
      zeros < metrics[0].values.length && !isErrorRate(metrics[0])
        ? `the last ${zeros} of ${metrics[0].values.length}`
        : `all ${metrics[0].values.length}`
    } evaluations${too}: ${
      isSpeech
        ? "no word is right"
        : learns
        ? "nothing is found, though both losses fall"
        : "nothing is found, or nothing is labelled"
    }`,
    { metric: metrics[0].name, since: from },
    isSpeech ? [speaksFor("data", 2), speaksFor("learning rate", 1)] : evidence,
  );
  if (isSpeech) return { ...outcome, called: `NO WORD IS RIGHT${since(history, from)}`, remedy: DECODE };
  return learns
    ? {
      ...outcome,
      called: `NOTHING FOUND, THOUGH THE LOSS FALLS${since(history, from)}`,
      remedy: COUNT_AGAIN,
    }
    : { ...outcome, remedy: labelsThen(history) };
}

function hasLearned(losses: readonly number[]): boolean {
  return losses.length > 0 && endLevel(losses) < LIMITS.learned * losses[0];
}

/** Whether a network looks for objects, in the words of the names: its labels lie in files, and are boxes. */
function detects({ series = [] }: History): boolean {
  return series.some(({ name }) => /map|box|bbox|(^|[/_.])ap\d*([/_.@-]|$)|anchor|obj_/i.test(name));
}

/** Labels first; then the rate, of which the file says whether it may have been too low. */
function labelsThen(history: History): string {
  const { learningRate = [] } = history;
  const most = max([0, ...finite(learningRate)]);
  const isSmall = most > 0 && most < LIMITS.rateSmall;
  return `${detects(history) ? BOXES : LABELS}; then weights that were trained before, and ${
    isSmall ? `a higher rate (here ${formatNumber(most)} at most)` : "a lower rate"
  }.`;
}

const COUNT_BATCHES =
  "Count the batches of one epoch and print the loss of one: an empty or skipped loader, a dry run, a loss that is never added up or is rounded, a field filled with its default; else labels that are all masked or ignored (-100).";
const COUNT_AGAIN =
  "Print answers and labels of twenty held-out rows side by side. All answers the same: a rare class, to be weighed or sampled more often, with the threshold chosen by F1. Right ones among them: the metric counts another class, or compares logits or shares with labels.";
const DECODE =
  "Print what is decoded for one batch beside its text. Nothing at all: CTC gives blanks only (lower rate, longer warm-up, pretrained weights); else vocabulary, padding or labels do not fit.";
