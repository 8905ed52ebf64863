/**
 * How what a log is judged by went on in the last third of its run: told where no rule found anything, or where what one found is the
 * state of the training loss alone.
 *
 * @module
 */
import { max, median } from "simple-statistics";
import type { History, LoggedSeries } from "../monitor/mod.ts";
import {
  endLevel,
  finite,
  indexOfBest,
  leadingLoss,
  leadingMetric,
  seriesOf,
  shareRight,
} from "../monitor/logged.ts";
import { isLog, noise, tail, unitOf } from "../monitor/series.ts";
import { isBoosted } from "../monitor/tools.ts";
import { limitsOf } from "../monitor/thresholds.ts";
import { formatNumber, formatPercent } from "../text/mod.ts";

/** A headline, what it rests on, and the next step. */
export interface Course {
  /** Too few evaluations to tell, still gaining, past the best, or at one level. */
  readonly state: "few" | "gains" | "below" | "level";
  /** Whether nothing but training rows was measured. */
  readonly isTraining: boolean;
  readonly headline: string;
  readonly tells: string;
  readonly next: string;
}

const LIMITS = limitsOf("quiet-course");

/** The course, of a log; nothing is told of a run of this project, which has a plan and a measured error. */
export function quietCourse(history: History): Course | undefined {
  if (!isLog(history)) return undefined;
  const held = judgeOf(history);
  const judge = lastStageOf(history, held ?? trainingJudge(history));
  if (judge === undefined) return undefined;
  const count = finite(judge.values).length;
  if (held !== undefined && count < 3) return ofFew(history, held, count);
  if (count < 3) return undefined;
  const unit = unitOf(history), { name } = judge, { then, now, gain, late } = lastThird(judge);
  const best = judge.values[indexOfBest(judge)], at = judge.at[indexOfBest(judge)];
  const sign = judge.better === "higher" ? 1 : -1;
  const end = `${sign > 0 ? "highest" : "lowest"} at ${unit} ${at} (${formatNumber(best)})`;
  const isTraining = held === undefined;
  // of a few the bends of a curve would count as noise
  const jumps = count < LIMITS.fewest ? 0 : noise(finite(judge.values));
  const isBelow = sign * (best - now) > Math.max(LIMITS.below * Math.abs(best), LIMITS.belowNoises * jumps) &&
    indexOfBest(judge) < judge.values.length - tail(judge.values).length;
  if (isBelow && !isTraining && indexOfBest(judge) === 0) {
    return {
      state: "below",
      isTraining,
      headline: "NO ALARM: NO BETTER THAN AT FIRST",
      tells: `${name} was ${end}, and is about ${formatNumber(now)} at the end`,
      next:
        "held-out rows gained nothing by this training: a tenth of the rate, and ten times it; then other data or another model.",
    };
  }
  if (isBelow && !isTraining) {
    return {
      state: "below",
      isTraining,
      headline: "NO ALARM: BEST BEFORE THE END",
      tells: `${name} was ${end}, and is about ${formatNumber(now)} at the end`,
      next:
        "use the best checkpoint, more of the same would give little; for a better one augmentation, weight decay, dropout or more data, one at a time.",
    };
  }
  const least = endsAtItsBest(judge) ? LIMITS.gainedToTheEnd : LIMITS.gained;
  const hasGained = gain > Math.max(least * Math.abs(then), LIMITS.gainedNoises * jumps);
  const hasComeToStand = hasGained && count >= LIMITS.long && late < LIMITS.late * gain;
  if (hasGained && !hasComeToStand) {
    const isMuch = gain > LIMITS.much * Math.abs(then);
    const course = isMuch ? "STILL IMPROVING" : "LEVELLING OFF";
    return {
      state: "gains",
      isTraining,
      headline: `NO ALARM: ${isTraining ? `TRAINING ${course}` : course}`,
      tells: `${name} ${sign > 0 ? "rose" : "fell"} by ${
        formatPercent(Math.abs((now - then) / then))
      } in the last third (about ${formatNumber(then)} -> ${formatNumber(now)}), ${end}`,
      next: isTraining ? EVALUATE : more(history, isMuch),
    };
  }
  return {
    state: "level",
    isTraining,
    headline: isTraining
      ? "NO ALARM: TRAINING LEVELLED OFF"
      : standsStill(history)
      ? "NO ALARM: CONVERGED"
      : "NO ALARM: LEVELLED OFF",
    tells: `${name} has stood near ${formatNumber(now)} for the last ${
      hasComeToStand ? "sixth" : "third"
    }, ${end}`,
    next: isTraining
      ? EVALUATE
      : (shareRight(history)?.share ?? 1) < LIMITS.learned
      ? "more of the same would give little; if this level is not good enough, change rate, data or model."
      : "nothing to mend; more of the same would give little.",
  };
}

/** What training rows alone leave open. */
export const EVALUATE =
  "evaluate on held-out rows: nothing here tells whether they gain, nor which checkpoint is the best.";

/** What held-out rows are judged by: the metric that leads, else their loss. */
function judgeOf(history: History): LoggedSeries | undefined {
  return [
    leadingMetric(history, "validation", "test"),
    leadingLoss(history, "validation", "test"),
  ].find((series) => series !== undefined && finite(series.values).length > 0);
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

function trainingJudge(history: History): LoggedSeries | undefined {
  return leadingLoss(history, "train") ?? seriesOf(history, "metric")[0];
}

/** One or two evaluations, with which nothing can be compared. */
function ofFew(history: History, judge: LoggedSeries, count: number): Course {
  const values = finite(judge.values).map((value) => formatNumber(value)).join(" -> ");
  return {
    state: "few",
    isTraining: false,
    headline: count === 1 ? "NO ALARM: ONE EVALUATION ONLY" : "NO ALARM: TWO EVALUATIONS ONLY",
    tells: `${judge.name} ${values}${
      count === 1 ? ` at ${unitOf(history)} ${judge.at[0]}` : ""
    }: too few to tell whether held-out rows still gain`,
    next: "evaluate more often, five times a run or more: only that tells when to stop.",
  };
}

/**
 * Level before the last third and at the end, the gain in its second half, and the gain between them: that of the levels or that of the best values, whichever
 * is less, since one may be a lucky entry and the other a level that was only found again.
 */
function lastThird({ values, better }: LoggedSeries) {
  const known = finite(values), split = Math.ceil(2 * known.length / 3);
  const early = known.slice(0, split), sign = better === "higher" ? 1 : -1;
  const best = (some: readonly number[]) => max(some.map((value) => sign * value));
  const then = levelAt(early), now = levelAt(known);
  const late = sign * (now - levelAt(known.slice(0, Math.ceil(5 * known.length / 6))));
  return { then, now, late, gain: Math.min(sign * (now - then), best(known.slice(split)) - best(early)) };
}

/** The level that values come to: the median of their last tenth, at least three of eight or more. */
function levelAt(values: readonly number[]): number {
  return values.length < LIMITS.fewest
    ? endLevel(values)
    : median(values.slice(-Math.max(3, values.length / 10)));
}

/** What more of the same would give. */
function more(history: History, isMuch: boolean): string {
  const unit = unitOf(history);
  const what = isBoosted(history) ? "trees" : history.unit === "epoch" ? `${unit}s` : "training";
  return isMuch
    ? `more ${what} of the same would still help.`
    : `nothing to mend; more ${what} of the same would give a little more.`;
}

/** Whether held-out answers are mostly right, were as good two thirds through the run, and have stayed so. */
function standsStill(history: History): boolean {
  const judge = leadingMetric(history, "validation", "test"), right = shareRight(history);
  if (judge === undefined || right === undefined || right.share < LIMITS.learned) return false;
  return judge.values.length >= LIMITS.fewest && !endsAtItsBest(judge);
}

/** Whether a short run was at its best in the last two evaluations. */
function endsAtItsBest(judge: LoggedSeries): boolean {
  const { length } = judge.values;
  return length < LIMITS.short && indexOfBest(judge) >= length - 2;
}
