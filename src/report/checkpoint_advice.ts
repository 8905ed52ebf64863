/**
 * Which checkpoint of a run is worth using.
 *
 * @module
 */
import { max } from "simple-statistics";
import { fewRows } from "../monitor/few_rows.ts";
import type { Diagnosis, Finding, History, LoggedSeries } from "../monitor/mod.ts";
import { asShares, finite, indexOfBest, leadingMetric, saysYesToAll, shareRight } from "../monitor/logged.ts";
import { kindOf } from "../monitor/kind.ts";
import { isOfProbabilities } from "../monitor/answers_stand.ts";
import { isBestAtTheEnd } from "../monitor/rules/objective_grows.ts";
import { isLog, unitOf } from "../monitor/series.ts";
import { limitsOf } from "../monitor/thresholds.ts";
import { formatNumber, formatPercent } from "../text/mod.ts";
import { leading } from "./leading.ts";
import { lastStageOf } from "./judged_by.ts";
import { beforeTheFall, isCalm, theLast } from "./last_checkpoint.ts";
import { quietCourse } from "./quiet_course.ts";
import { ofReward } from "./reward_checkpoint.ts";
import { shownSeries } from "./shown_series.ts";
import { stated, statedAt } from "./stated_best.ts";

const LIMITS = limitsOf("checkpoint-advice");

/** Findings that mean that no checkpoint of the run is worth keeping. */
const WORTHLESS = [
  "always-zero",
  "negative-cross-entropy",
  "chance-level",
  "memorising",
  "unscaled-targets",
  "no-better-than-mean",
  "worse-than-guessing",
  "suspiciously-good",
  "no-learning",
  "labels-tell-nothing",
  "inputs-tell-nothing",
  "constant-input",
  "posterior-collapse",
];

/** Findings that leave nothing worth keeping where the training loss only rose. */
const RUINOUS = [
  "divergence",
  "learning-rate-too-high",
  "loss-not-decreasing",
  "gradients-not-cleared",
  "update-size",
];

/** What is said where nothing is worth keeping. */
export const NO_CHECKPOINT = "none of these checkpoints";

/** Which checkpoint to use, where evaluations say so, and what would take that back. */
export function checkpoint(history: History, diagnosis: Diagnosis): string | undefined {
  const use = chosen(history, diagnosis);
  const first = leading(diagnosis);
  if (use === NO_CHECKPOINT && first?.rule === "suspiciously-good") return `${use} before that is cleared up`;
  if (use !== undefined && use !== NO_CHECKPOINT && first?.rule === "suspiciously-good") {
    return `${use}; none if the answer stands in the input`;
  }
  // learned by heart, the last is no better than an early one
  if (use === undefined && first?.rule === "suspiciously-good" && first.facts.asked !== true) {
    return "the last one; none if the answer stands in the input";
  }
  return use !== undefined && first?.facts.oneTree === true ? `${use}; none if a column leaks` : use;
}

function chosen(history: History, diagnosis: Diagnosis): string | undefined {
  const { findings } = diagnosis;
  const held = shownSeries(history).filter(({ role, split }) => split !== "train" && /loss/.test(role))
    .map((series) => lastStageOf(history, series))[0];
  // what an adversary's samples are measured by needs no held-out rows
  const metric = kindOf(history) === "adversarial"
    ? leadingMetric(history)
    : fewRows(history) === undefined
    ? leadingMetric(history, "validation", "test")
    : undefined;
  const first = leading(diagnosis);
  const train = shownSeries(history).find(({ split }) => split === "train");
  const fromTheStart = train !== undefined && indexOfBest(train) === 0 &&
    RUINOUS.includes(first?.rule ?? "") && !isBestAtTheEnd(history);
  const leaks = first?.rule === "perfect-from-the-start" && first.severity !== "info";
  // a little that was found is a little
  if (first?.rule === "worse-from-the-first") {
    return `the weights that it began with; of these ${
      unitOf(history)
    } ${first.facts.bestEpoch} (best ${first.facts.metric})`;
  }
  const isWorthless = first?.facts.state === "untold" ||
    findings.some(({ rule, facts }) =>
      WORTHLESS.includes(rule) && facts.asked !== true && facts.refuted !== true && facts.isSure !== false &&
      !(rule === "memorising" && Number(facts.share) >= LIMITS.nothing)
    ) ||
    first !== undefined && first.severity !== "info" && hasLearnedNothing(history, first);
  if (isWorthless || fromTheStart || leaks) {
    return NO_CHECKPOINT;
  }
  if (first?.rule === "evaluation-apart") return "none can be chosen by such evaluations";
  if (first?.rule === "validation-far-off") return "none can be chosen by such a validation";
  // of answers that never moved none is better
  if (first?.rule === "metric-flat" && first.severity !== "info") return undefined;
  // the best of one is no best
  if (Math.max(held?.values.length ?? 0, metric?.values.length ?? 0) === 1) {
    return first?.severity === "critical"
      ? NO_CHECKPOINT
      : history.bestCheckpoint ?? theLast(history, first, "one evaluation does not tell which is better");
  }
  const place = (series: LoggedSeries) => `${unitOf(history)} ${series.at[indexOfBest(series)]}`;
  const { bestCheckpoint } = history;
  const stands = statedAt(history);
  if (kindOf(history) === "adversarial" && metric === undefined) {
    return bestCheckpoint ??
      (isCalm(history, first) ? "the one whose samples are best; these losses do not tell which" : undefined);
  }
  if (metric !== undefined && held !== undefined && indexOfBest(metric) >= 0) {
    const best = metric.at[indexOfBest(metric)];
    const heldBest = held.at[indexOfBest(held)];
    if (heldBest !== best && saysYesToAll(history, metric, best)) {
      return `the checkpoint of ${place(held)} (best ${held.name}); at ${
        place(metric)
      }, where ${metric.name} is best, it says yes to every row (recall 1, accuracy = precision): choose by loss or by macro-F1`;
    }
    // of equals the file's own stands
    const isStated = stands === best ||
      formatNumber(metric.values[metric.at.indexOf(stands)] ?? NaN) ===
        formatNumber(metric.values[indexOfBest(metric)]);
    if (isStated) {
      return `${bestCheckpoint} (best ${metric.name}${
        heldBest === stands ? ` and ${held.name}` : ""
      }, as the file says)${heldBest === stands ? "" : `; ${held.name} is best at ${place(held)}`}`;
    }
    // where a run still improves to its end, a metric that was best before is one opinion of two
    const gains = first === undefined
      ? quietCourse(history)?.state === "gains"
      : first.rule === "stopped-while-improving";
    const isOpen = gains &&
      isAsGood(held, best) && held.at.indexOf(best) < LIMITS.late * held.at.length &&
      held.at.indexOf(heldBest) >= LIMITS.late * held.at.length;
    const disagree = isOpen || findings.some(({ rule }) => rule === "metric-disagrees") ||
      !isAsGood(held, best) && isBetterElsewhere(held, metric);
    if (disagree || isAsGood(held, best)) {
      const byLoss = stands === heldBest ? bestCheckpoint : place(held);
      return disagree
        ? `${place(metric)} if ${metric.name} is what counts, ${byLoss} ${
          isOfProbabilities(history, metric, held.values[indexOfBest(held)])
            ? `for its probabilities (${held.name})`
            : `by ${held.name}`
        }${held.split === "test" ? "; choose on validation rows" : ""}`
        : `the checkpoint of ${place(metric)} (best ${metric.name}${
          isAtItsBest(held, best)
            ? ` and ${held.name}`
            : `, ${held.name} within ${formatPercent(LIMITS.asGood)} of its best`
        })${stated(history)}`;
    }
  }
  const judge = held ?? metric;
  if (
    bestCheckpoint === undefined && held !== undefined && finite(held.values).length === 0 && isFinite(train)
  ) {
    const { collapsesAt } = first?.facts ?? {};
    return collapsesAt === undefined
      ? "the last one, until an evaluation tells which"
      : `one from before ${unitOf(history)} ${collapsesAt}, where the training collapses`;
  }
  const [, settled] = isLog(history) ? history.stageStarts ?? [] : [];
  if (
    judge === held && held !== undefined && settled !== undefined && isAsGood(held, held.at.at(-1) ?? NaN)
  ) {
    return isAtItsBest(held, held.at.at(-1) ?? NaN)
      ? `the last one (best ${held.name} since ${unitOf(history)} ${settled})`
      : `the last one (${held.name} within ${formatPercent(LIMITS.asGood)} of its best since ${
        unitOf(history)
      } ${settled})`;
  }
  if (judge === undefined || indexOfBest(judge) < 0) {
    return bestCheckpoint ?? ofReward(history) ?? beforeTheFall(history, first, train) ??
      (isFinite(train) ? theLast(history, first, "nothing tells which is better") : undefined);
  }
  if (stands === judge.at[indexOfBest(judge)]) {
    const other = metric === undefined || metric === judge || place(metric) === place(judge)
      ? ""
      : `; ${metric.name} is best at ${place(metric)}`;
    return `${bestCheckpoint} (best ${judge.name}, as the file says)${other}`;
  }
  // before the first update nothing was trained
  if (history.unit === "step" && judge.at[indexOfBest(judge)] === 0 && first?.severity === "critical") {
    return NO_CHECKPOINT;
  }
  if (judge.split === "test") {
    // chosen on the rows it is reported on, a figure is too good
    return isLog(history) ? `${place(judge)} is best on ${judge.name}; choose on validation rows` : undefined;
  }
  const { set } = findings.find(({ rule }) => rule === "overfitting")?.facts ?? {};
  if (
    typeof set === "string" && first?.rule === "overfitting" &&
    set !== judge.name &&
    history.series?.some(({ name }) => name === set)
  ) {
    return `${unitOf(history)} ${first.facts.since} for the rows of ${set}; ${
      place(judge)
    } for ${judge.name}`;
  }
  return `the checkpoint of ${place(judge)} (best ${judge.name}${ofFewRows(history)})${stated(history)}`;
}

/** Why the accuracy does not choose. */
function ofFewRows(history: History): string {
  const rows = fewRows(history);
  return rows === undefined ? "" : `; an accuracy of ${rows} rows tells too little to choose by`;
}

/** Whether held-out answers were next to never right: what was best among them is noise. */
function hasLearnedNothing(history: History, { rule, facts }: Finding): boolean {
  const metric = leadingMetric(history, "validation", "test");
  if (rule === "non-finite-loss") return facts.foundNothing === true;
  return metric !== undefined && shareRight(history) !== undefined &&
    max(finite(asShares(metric.values)) as number[]) < LIMITS.nothing;
}

/** Whether a training loss lost none of its numbers. */
function isFinite(train: LoggedSeries | undefined): boolean {
  return train !== undefined && finite(train.values).length === train.values.length;
}

/** Whether the metric is clearly better at its own best than where the loss is at its best. */
function isBetterElsewhere(held: LoggedSeries, metric: LoggedSeries): boolean {
  const there = metric.values[metric.at.indexOf(held.at[indexOfBest(held)])];
  const best = metric.values[indexOfBest(metric)];
  return there !== undefined && Math.abs(best - there) > LIMITS.better * Math.abs(best);
}

/** Whether the held-out loss at this place is next to its best. */
function isAsGood(held: LoggedSeries, at: number): boolean {
  const there = held.values[held.at.indexOf(at)], best = held.values[indexOfBest(held)];
  return there !== undefined && best > 0 && there <= (1 + LIMITS.asGood) * best;
}

/** Whether it is as low as at its best there, as far as its figures show. */
function isAtItsBest(held: LoggedSeries, at: number): boolean {
  const [there, best] = [held.values[held.at.indexOf(at)], held.values[indexOfBest(held)]];
  return formatNumber(there ?? NaN) === formatNumber(best);
}
