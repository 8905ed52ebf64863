/**
 * Which checkpoint of a run is worth using.
 *
 * @module
 */
import { max } from "simple-statistics";
import { aboutRows, fewRows } from "../monitor/few_rows.ts";
import type { Diagnosis, Finding, History, LoggedSeries } from "../monitor/mod.ts";
import { asShares, endLevel, finite, indexOfBest, leadingMetric } from "../monitor/logged.ts";
import { isUnprobed, kindOf } from "../monitor/kind.ts";
import { choosingTerm } from "../monitor/measured_terms.ts";
import { risingTerm } from "../monitor/rising_term.ts";
import { isLog, unitOf } from "../monitor/series.ts";
import { limitsOf } from "../monitor/thresholds.ts";
import { isTrainedBefore } from "../monitor/rules/course/loss_not_decreasing.ts";
import { isBoosted } from "../monitor/tools.ts";
import { formatNumber, formatPercent } from "../text/mod.ts";
import { byLossAndMetric, isAsGood, isAtItsBest, isOneAnswer, placeOfBest } from "./by_loss_and_metric.ts";
import { judgingMetric, lastStageOf } from "./judged_by.ts";
import { beforeTheFall, isCalm, theLast } from "./last_checkpoint.ts";
import { leading } from "./leading.ts";
import { hasFewEpochs } from "./log_extent.ts";
import { hasNothingWorthKeeping } from "./nothing_worth_keeping.ts";
import { isNoise, partlyLuck } from "./partly_luck.ts";
import { heldOutError } from "./plain_error.ts";
import { placesInFile } from "./places_in_file.ts";
import { ofReward } from "./reward_checkpoint.ts";
import { shownSeries } from "./shown_series.ts";
import { stated, statedAt } from "./stated_best.ts";

const LIMITS = limitsOf("checkpoint-advice");

/** What is said where nothing is worth keeping. */
export const NO_CHECKPOINT = "none of these checkpoints";

/**
 * Which checkpoint to use, where evaluations say so, and what would take that back. Runs of one file may be stages, of which the last is
 * meant, or rivals, of which the best is.
 */
export function checkpoint(history: History, diagnosis: Diagnosis): string | undefined {
  const chosen = ofThisRun(history, diagnosis), { betterBefore: better } = history;
  if (chosen === undefined || /^none/.test(chosen)) return chosen;
  const use = `${chosen}${ofSomeRows(history, chosen)}${placesInFile(chosen, history)}`;
  if (better?.run === undefined) return use;
  const { run, name, value, at } = better;
  return `${use}; if the runs of the file are rivals, of ${run} that of ${unitOf(history)} ${at} (${name} ${
    formatNumber(value)
  })`;
}

function ofThisRun(history: History, diagnosis: Diagnosis): string | undefined {
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

/** Evaluations by which nothing can be chosen, by the finding that says so. */
const UNFIT: Readonly<Record<string, string>> = {
  "assignments-alike": "the last one, if a probe of it is above chance",
  "views-collapse": "none before their answers were seen to differ from row to row",
  "evaluation-apart": "none can be chosen by such evaluations",
  "validation-far-off": "none can be chosen by such a validation",
};

/** What a checkpoint is chosen by, as far as it was logged. */
interface Measures {
  readonly train: LoggedSeries | undefined;
  /** The loss of held-out rows, since the objective last changed. */
  readonly held: LoggedSeries | undefined;
  readonly metric: LoggedSeries | undefined;
}

function measuresOf(history: History): Measures {
  const shown = shownSeries(history);
  const train = shown.find(({ split }) => split === "train");
  if (kindOf(history) === "adversarial") {
    // what an adversary's samples are measured by needs no held-out rows
    return { train, held: choosingTerm(history), metric: leadingMetric(history) };
  }
  // a sum that one of its terms drives chooses nothing
  const held = risingTerm(history) === undefined &&
    shown.some(({ role, split }) => split !== "train" && /loss/.test(role));
  return {
    train,
    held: lastStageOf(history, held ? heldOutError(history) : undefined),
    metric: judgingMetric(history),
  };
}

function chosen(history: History, diagnosis: Diagnosis): string | undefined {
  const first = leading(diagnosis), measures = measuresOf(history), { held, metric } = measures;
  if (first?.rule === "worse-from-the-first") {
    return `the weights that it began with; of these ${
      unitOf(history)
    } ${first.facts.bestEpoch} (best ${first.facts.metric})`;
  }
  if (hasNothingWorthKeeping(history, diagnosis)) return NO_CHECKPOINT;
  if (first !== undefined && first.rule in UNFIT) return UNFIT[first.rule];
  if (metric !== undefined && hasHardlyBegun(history, first, metric)) {
    return `none to prefer yet: ${metric.name} is next to 0 in all evaluations`;
  }
  if (first?.facts.cameBack === true && first.facts.inPart === false && metric === undefined) {
    return "none is known by this loss alone";
  }
  if (first !== undefined && hasStoodStill(history, first, measures)) {
    const much = first.facts.moved === undefined ? "" : "much ";
    return `${NO_CHECKPOINT}: none is ${much}better than the first by ${
      (metric ?? held ?? measures.train)?.name
    }`;
  }
  if (Math.max(held?.values.length ?? 0, metric?.values.length ?? 0) === 1) {
    return ofOneEvaluation(history, first);
  }
  if (kindOf(history) === "adversarial" && metric === undefined && held === undefined) {
    return bySamples(history, first);
  }
  const hasBoth = held !== undefined && metric !== undefined && indexOfBest(metric) >= 0;
  return (hasBoth ? byLossAndMetric(history, diagnosis, held, metric) : undefined) ??
    ofLostEvaluations(history, first, measures) ?? ofLastStage(history, measures) ??
    byOne(history, diagnosis, measures);
}

/** Whether a run that is too short to tell has answered next to nothing right so far: the best of that is one answer, or luck. */
function hasHardlyBegun(history: History, first: Finding | undefined, metric: LoggedSeries): boolean {
  const isShort = first === undefined ? hasFewEpochs(history) : first.rule === "too-short";
  return isShort && metric.better === "higher" && history.bestCheckpoint === undefined &&
    SHARES.test(metric.name.toLowerCase()) &&
    max([0, ...finite(asShares(metric.values))]) < LIMITS.nothing && indexOfBest(metric) >= 0;
}

/** Measures that are shares of rows, of which little is next to nothing. */
const SHARES = /acc|success|win|map|f1|iou|dice|precision|recall/;

/** Whether nothing moved, neither the loss that is told of nor what held-out rows are measured by: the best of that is noise. */
function hasStoodStill(
  history: History,
  { rule, severity }: Finding,
  { train, held, metric }: Measures,
): boolean {
  if (severity === "info" || history.bestCheckpoint !== undefined) return false;
  return rule === "metric-flat" ||
    ["loss-not-decreasing", "plateau"].includes(rule) && !isTrainedBefore(history) && !hasGained(metric) &&
      !hasGained(held) &&
      !hasGained(train);
}

/** Whether a measure ends better than it began. */
function hasGained(series: LoggedSeries | undefined): boolean {
  const values = finite(series?.values ?? []), gain = endLevel(values) - values[0];
  return (series?.better === "higher" ? gain : -gain) > LIMITS.gained * Math.abs(values[0]);
}

/** The best of one is no best. */
function ofOneEvaluation(history: History, first: Finding | undefined): string | undefined {
  return first?.severity === "critical"
    ? NO_CHECKPOINT
    : history.bestCheckpoint ?? theLast(history, first, "one evaluation does not tell which is better");
}

function bySamples(history: History, first: Finding | undefined): string | undefined {
  return history.bestCheckpoint ??
    (isCalm(history, first) || first?.facts.balance === "generator"
      ? "the one whose samples are best; these losses do not tell which"
      : undefined);
}

/** Where no held-out loss is a number though every training loss is. */
function ofLostEvaluations(
  history: History,
  first: Finding | undefined,
  { held, train }: Measures,
): string | undefined {
  if (history.bestCheckpoint !== undefined || held === undefined || finite(held.values).length > 0) {
    return undefined;
  }
  if (!isFinite(train)) return undefined;
  const { collapsesAt } = first?.facts ?? {};
  return collapsesAt === undefined
    ? "the last one, until an evaluation tells which"
    : `one from before ${unitOf(history)} ${collapsesAt}, where the training collapses`;
}

/** Where the objective changed more than once, and held-out rows end as well as they ever were since. */
function ofLastStage(history: History, { held }: Measures): string | undefined {
  const [, settled] = isLog(history) ? history.stageStarts ?? [] : [];
  const last = held?.at.at(-1) ?? NaN;
  if (held === undefined || settled === undefined || !isAsGood(held, last)) return undefined;
  return isAtItsBest(held, last)
    ? `the last one (best ${held.name} since ${unitOf(history)} ${settled})`
    : `the last one (${held.name} within ${formatPercent(LIMITS.asGood)} of its best since ${
      unitOf(history)
    } ${settled})`;
}

/** By the held-out loss, else the metric; without either by what is left: a reward, the training loss. */
function byOne(
  history: History,
  diagnosis: Diagnosis,
  { train, held, metric }: Measures,
): string | undefined {
  const { bestCheckpoint } = history, first = leading(diagnosis), judge = held ?? metric;
  if (isBoosted(history) && judge === metric && metric !== undefined && isNoise(metric)) {
    return `all of its trees; ${metric.name} moved by no more than its noise`;
  }
  if (judge === undefined || indexOfBest(judge) < 0) {
    return bestCheckpoint ?? ofReward(history) ?? ofConflict(history, first) ??
      beforeTheFall(history, first, train) ??
      (isFinite(train)
        ? theLast(history, first, `${isUnprobed(history) ? "a probe" : "nothing"} tells which is better`)
        : undefined);
  }
  // among policies that all solve the task, or none does, the reward tells more
  const byReward = judge === metric && isTied(judge) ? ofReward(history) : undefined;
  if (byReward !== undefined) return byReward;
  const best = judge.at[indexOfBest(judge)], place = placeOfBest(history, judge);
  const other = otherThan(history, judge, metric);
  if (statedAt(history) === best) return `${bestCheckpoint} (best ${judge.name}, as the file says)${other}`;
  // before the first update nothing was trained
  if (history.unit === "step" && best === 0 && first?.severity === "critical") return NO_CHECKPOINT;
  if (judge.split === "test") {
    // chosen on the rows it is reported on, a figure is too good
    return isLog(history) ? `${place} is best on ${judge.name}; choose on validation rows` : undefined;
  }
  const ofSets = ofTwoSets(history, diagnosis, judge);
  return ofSets ??
    `the checkpoint of ${place} (best ${judge.name}${ofFewRows(history)})${other}${stated(history)}${
      partlyLuck(judge)
    }`;
}

function isTied(series: LoggedSeries): boolean {
  const best = series.values[indexOfBest(series)];
  return series.values.filter((value) => value === best).length > 1;
}

/** Where the metric beside the loss is best, if that is elsewhere, and more than noise. */
function otherThan(history: History, judge: LoggedSeries, metric: LoggedSeries | undefined): string {
  if (metric === undefined || metric === judge || indexOfBest(metric) < 0 || isNoise(metric)) return "";
  const place = placeOfBest(history, metric),
    there = metric.values[metric.at.indexOf(judge.at[indexOfBest(judge)])];
  return place === placeOfBest(history, judge) || there === metric.values[indexOfBest(metric)]
    ? ""
    : isOneAnswer(metric, judge)
    ? `; ${metric.name} never beats its first value, the share of one class it seems`
    : `; ${metric.name} is best at ${place}`;
}

/** Of terms that pay for one another each has a checkpoint of its own, where no held-out rows tell which counts. */
function ofConflict(history: History, first: Finding | undefined): string | undefined {
  if (first?.rule !== "terms-in-conflict") return undefined;
  const { term, leastAt, falls } = first.facts;
  return `${unitOf(history)} ${leastAt} if ${term} is what counts, the last one if ${falls} is`;
}

/** Where it is another set of rows than the one that leads which shows overfitting. */
function ofTwoSets(history: History, diagnosis: Diagnosis, judge: LoggedSeries): string | undefined {
  const first = leading(diagnosis);
  if (first?.rule !== "overfitting") return undefined;
  const { set, since } = first.facts;
  if (set === judge.name || !history.series?.some(({ name }) => name === set)) return undefined;
  return `${unitOf(history)} ${since} for the rows of ${set}; ${
    placeOfBest(history, judge)
  } for ${judge.name}`;
}

/** Why the metric does not choose. */
function ofFewRows(history: History): string {
  const share = fewRows(history);
  return share === undefined ? "" : `; ${share} tells too little to choose by`;
}

/** Of how few rows the metric is, by which it was chosen. */
function ofSomeRows(history: History, chosen: string): string {
  const rows = aboutRows(history), metric = judgingMetric(history);
  return rows === undefined || metric === undefined || !chosen.includes(metric.name)
    ? ""
    : `; ${metric.name} is of about ${rows} rows`;
}

/** Whether a training loss lost none of its numbers. */
function isFinite(train: LoggedSeries | undefined): boolean {
  return train !== undefined && finite(train.values).length === train.values.length;
}
