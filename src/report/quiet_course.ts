/**
 * How what a log is judged by went on in the last third of its run: told where no rule found anything, or where what one found is the
 * state of the training loss alone.
 *
 * @module
 */
import { max, median, min } from "simple-statistics";
import type { History, LoggedSeries } from "../monitor/mod.ts";
import {
  asShares,
  endLevel,
  finite,
  indexOfBest,
  leadingLoss,
  leadingMetric,
  seriesOf,
  shareRight,
} from "../monitor/logged.ts";
import { once } from "../monitor/once.ts";
import { isLog, noise, tail, theilSenSlope, trendPValue, unitOf } from "../monitor/series.ts";
import { isScheduleOver } from "../monitor/rules/stopped_while_improving.ts";
import { isBoosted } from "../monitor/tools.ts";
import { limitsOf } from "../monitor/thresholds.ts";
import { formatCount, formatNumber, formatPercent } from "../text/mod.ts";

/** A headline, what it rests on, and the next step. */
export interface Course {
  /** Too few evaluations to tell, no gain since the first of them, past the best, still gaining, too noisy to tell, or at one level. */
  readonly state: "few" | "none" | "below" | "gains" | "noisy" | "level";
  /** Whether nothing but training rows was measured. */
  readonly isTraining: boolean;
  readonly headline: string;
  readonly tells: string;
  readonly next: string;
}

const LIMITS = limitsOf("quiet-course");

/** The course, of a log; nothing is told of a run of this project, which has a plan and a measured error. */
export const quietCourse = once((history: History): Course | undefined => {
  if (!isLog(history)) return undefined;
  const held = judgeOf(history), judge = lastStageOf(history, held ?? trainingJudge(history));
  const count = finite(judge?.values ?? []).length;
  if (judge === undefined || held === undefined && count < 3) return undefined;
  if (held === undefined) return ofTraining(history, judge);
  return count < 3 ? ofFew(history, judge, count) : ofHeldOut(history, judge);
});

/** What held-out rows gained. */
function ofHeldOut(history: History, judge: LoggedSeries): Course {
  const { name } = judge, shape = shapeOf(judge), { state, now } = shape;
  const end = placeOfBest(history, judge), right = shareRight(history)?.share;
  const told = { state, isTraining: false };
  // what was trained before, or had another objective before, has little to gain
  const isOpen = history.stageStarts === undefined && (right ?? asShare(judge)) < LIMITS.learnedWell;
  if (improvesThroughout(history, judge)) {
    return {
      ...told,
      state: "gains",
      headline: "NO ALARM: STILL IMPROVING",
      tells: `${gained(judge, shape)}, ${end}`,
      next: more(history, true),
    };
  }
  if (state === "none" && isOpen) {
    return {
      ...told,
      headline: "NO ALARM: NO GAIN SINCE THE FIRST EVALUATION",
      tells: `${name} was ${formatNumber(judge.values[0])} at first, and is about ${
        formatNumber(now)
      } at the end; ${end}`,
      next:
        "more of the same would give little: try a tenth of the rate, and ten times it; then other data or another model.",
    };
  }
  if (state === "below") {
    return {
      ...told,
      headline: "NO ALARM: BEST BEFORE THE END",
      tells: `${name} was ${end}, and is about ${formatNumber(now)} at the end`,
      next: pastBest(history),
    };
  }
  if (state === "gains") {
    const against = lossRises(history, judge), isMuch = shape.isMuch && against === undefined;
    return {
      ...told,
      headline: `NO ALARM: ${isMuch ? "STILL IMPROVING" : "LEVELLING OFF"}`,
      tells: `${gained(judge, shape)}, ${end}${against ?? ""}`,
      next: more(history, isMuch),
    };
  }
  if (state === "noisy") {
    const third = thirdOf(finite(judge.values));
    return {
      ...told,
      headline: "NO ALARM: NOISY VALIDATION",
      tells: `${name} jumps between ${formatNumber(min(third))} and ${
        formatNumber(max(third))
      } in the last third, ${end}`,
      next:
        "use that checkpoint; a rate that is lower or comes down, and more held-out rows, would tell whether it still gains.",
    };
  }
  const level = `${stood(judge, shape)}, ${end}`;
  return lossFalls(history, judge, level) ?? standing(history, judge, level);
}

/** Of few evaluations: the metric and the loss are both at their best at the last, and one of them got better at each, lately by more than nothing. */
function improvesThroughout(history: History, judge: LoggedSeries): boolean {
  const loss = lossBeside(history, judge), measures = loss === undefined ? [judge] : [judge, loss];
  const gains = ({ values, better }: LoggedSeries) => {
    const sign = better === "higher" ? 1 : -1, [before, then, last] = values.slice(-3);
    return isOneWay(values, sign) && sign * (last - before) > LIMITS.gained * Math.abs(before) &&
      sign * (last - then) > LIMITS.gainedToTheEnd * Math.abs(then);
  };
  return finite(judge.values).length <= LIMITS.few && measures.some(gains) &&
    measures.every((measure) => indexOfBest(measure) === measure.values.length - 1);
}

/** Whether each value is above (below, for a sign of -1) the one before. */
function isOneWay(values: readonly number[], sign: number): boolean {
  return values.every((value, i) => i === 0 || sign * (value - values[i - 1]) > 0);
}

/** The held-out loss beside a metric. */
function lossBeside(history: History, judge: LoggedSeries): LoggedSeries | undefined {
  return judge.role === "metric"
    ? lastStageOf(history, leadingLoss(history, "validation", "test"))
    : undefined;
}

/** Whether so few answers are wrong that a loss which falls makes hardly any more right. */
function isLearned({ better, values }: LoggedSeries): boolean {
  return better === "higher" && endLevel(asShares(values)) > LIMITS.learnedWell;
}

/** What a held-out loss says against a metric that gains: it was lowest long before, and has risen since. */
function lossRises(history: History, judge: LoggedSeries): string | undefined {
  const loss = lossBeside(history, judge);
  return loss === undefined || shapeOf(loss).state !== "below"
    ? undefined
    : `; ${loss.name} was ${placeOfBest(history, loss)}`;
}

/** A metric that stands still, or drowns in the noise of few rows, beside a loss of the same rows that falls on. */
function lossFalls(history: History, judge: LoggedSeries, level: string): Course | undefined {
  const loss = lossBeside(history, judge);
  if (loss === undefined || isLearned(judge)) return undefined;
  const fallen = steadyGain(loss), before = Math.abs(endLevel(loss.values) + fallen);
  if (!(fallen > LIMITS.much * before)) return undefined;
  return {
    state: "gains",
    isTraining: false,
    headline: "NO ALARM: METRIC LEVELS OFF, LOSS STILL FALLS",
    tells: `${level}; ${loss.name} fell by ${formatPercent(fallen / before)} in it`,
    next:
      `train on, with a rate that comes down: ${loss.name} still falls, and ${judge.name} may follow; more held-out rows make it less noisy.`,
  };
}

/** What stands still: converged where that was seen often enough, at a level that is worth something, and no loss says otherwise. */
function standing(history: History, judge: LoggedSeries, level: string): Course {
  const loss = lossBeside(history, judge), count = finite(judge.values).length;
  const fallsYet = loss !== undefined && indexOfBest(loss) === loss.values.length - 1 &&
    shapeOf(loss).state === "gains";
  const hasConverged = standsStill(judge, shareRight(history)?.share) && (!fallsYet || isLearned(judge));
  return {
    state: "level",
    isTraining: false,
    headline: `NO ALARM: ${hasConverged ? "CONVERGED" : "LEVELLED OFF"}`,
    tells: `${level}${little(judge)}${fallsYet ? `; ${loss.name} is lowest at the end` : ""}`,
    next: count <= LIMITS.listed
      ? `more of the same would give little, as far as ${formatCount(count, "evaluation")} show.`
      : enough(history, "more of the same would give little"),
  };
}

/** How little was gained in all, of a judge that left much to learn at first. */
function little(judge: LoggedSeries): string {
  const [first] = finite(judge.values), best = judge.values[indexOfBest(judge)];
  const gain = Math.abs((best - first) / first),
    isKnown = first !== 0 && finite(judge.values).length > LIMITS.listed;
  return isKnown && gain < LIMITS.much && asShare(judge) < LIMITS.learnedWell
    ? `, in all ${formatPercent(gain)} better than at first`
    : "";
}

/** The best of a measure that lies between 0 and 1, more of which is better; of others nothing is known. */
function asShare(judge: LoggedSeries): number {
  const best = judge.values[indexOfBest(judge)];
  return judge.better === "higher" && best <= 1 ? best : 0;
}

/** What the training rows gained, where no others were measured. */
function ofTraining(history: History, judge: LoggedSeries): Course {
  const shape = shapeOf(judge), gains = shape.state === "gains";
  const course = gains ? shape.isMuch ? "STILL IMPROVING" : "LEVELLING OFF" : "LEVELLED OFF";
  return {
    state: gains ? "gains" : "level",
    isTraining: true,
    headline: `NO ALARM: TRAINING ${course}`,
    tells: `${(gains ? gained : stood)(judge, shape)}, ${placeOfBest(history, judge)}`,
    next: EVALUATE,
  };
}

function gained(judge: LoggedSeries, { share }: Shape): string {
  return listed(judge) ??
    `${judge.name} ${judge.better === "higher" ? "rose" : "fell"} by ${
      formatPercent(share)
    } in the last third`;
}

function stood(judge: LoggedSeries, { level, stoodFor }: Shape): string {
  const third = thirdOf(finite(judge.values));
  // what goes one way stands nowhere
  if (third.length <= LIMITS.listed && (isOneWay(third, 1) || isOneWay(third, -1))) {
    return listed(judge) ??
      `${judge.name} ${third.map((value) => formatNumber(value)).join(" -> ")} at the end`;
  }
  return listed(judge) ?? `${judge.name} has stood near ${formatNumber(level)} for the last ${stoodFor}`;
}

/** So few values that a third of them is none are told one by one. */
function listed({ name, values }: LoggedSeries): string | undefined {
  const known = finite(values);
  return known.length <= LIMITS.listed
    ? `${name} ${known.map((value) => formatNumber(value)).join(" -> ")}`
    : undefined;
}

function placeOfBest(history: History, judge: LoggedSeries): string {
  const best = indexOfBest(judge);
  return `${judge.better === "higher" ? "highest" : "lowest"} at ${unitOf(history)} ${judge.at[best]} (${
    formatNumber(judge.values[best])
  })`;
}

/** What is left to do where the best is past. */
export function pastBest(history: History): string {
  const better = isBoosted(history)
    ? "fewer leaves or less depth, more rows a leaf or a lower rate"
    : "augmentation, weight decay, dropout or more data";
  return `use the best checkpoint, more of the same would give little; for a better one ${better}, one at a time.`;
}

/** What training rows alone leave open. */
export const EVALUATE =
  "evaluate on held-out rows: nothing here tells whether they gain, nor which checkpoint is the best.";

/** What held-out rows are judged by: the metric that leads, else their loss; one of too few evaluations only where nothing else is. */
function judgeOf(history: History): LoggedSeries | undefined {
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

function trainingJudge(history: History): LoggedSeries | undefined {
  return leadingLoss(history, "train") ?? seriesOf(history, "metric")[0];
}

/** One or two evaluations, with which nothing can be compared. */
function ofFew(history: History, judge: LoggedSeries, count: number): Course {
  const values = finite(judge.values).map((value) => formatNumber(value)).join(" -> ");
  const train = finite(leadingLoss(history, "train")?.values ?? []);
  const falls = indexOfBest(judge) === 1 && trendPValue(laterHalf(train), "down") < LIMITS.steady;
  return {
    state: "few",
    isTraining: false,
    headline: count === 1 ? "NO ALARM: ONE EVALUATION ONLY" : "NO ALARM: TWO EVALUATIONS ONLY",
    tells: `${judge.name} ${values}${
      count === 1 ? ` at ${unitOf(history)} ${judge.at[0]}` : ""
    }: too few to tell whether held-out rows still gain`,
    next: `evaluate more often, five times a run or more: only that tells when to stop${
      falls ? "; and train longer, the training loss still falls." : "."
    }`,
  };
}

type Shape = ReturnType<typeof shapeOf>;

/**
 * How a series went on in its last third. Its gain is that of the levels before and at the end, or that of the best values,
 * whichever is less: one may be a lucky entry and the other a level that was only found again.
 */
function shapeOf(judge: LoggedSeries) {
  const known = finite(judge.values), { length } = known, sign = judge.better === "higher" ? 1 : -1;
  const split = Math.ceil(2 * length / 3), best = sign * bestOf(known, sign);
  const then = levelAt(known.slice(0, split)), now = levelAt(known);
  const gain = Math.min(
    sign * (now - then),
    bestOf(known.slice(split), sign) - bestOf(known.slice(0, split), sign),
  );
  // of a few the bends of a curve would count as noise
  const jumps = length < LIMITS.fewest ? 0 : noise(known);
  const fallsBack = sign * (best - now) > Math.max(LIMITS.below * Math.abs(best), LIMITS.belowNoises * jumps);
  const isBelow = !isLate(judge) && (fallsBack || -steadyMove(judge) > LIMITS.gained * Math.abs(best));
  const least = endsAtItsBest(judge) ? LIMITS.gainedToTheEnd : LIMITS.gained;
  const hasGained = gain > Math.max(least * Math.abs(then), LIMITS.gainedNoises * jumps);
  const late = sign * (now - levelAt(known.slice(0, Math.ceil(5 * length / 6))));
  const hasComeToStand = hasGained && length >= LIMITS.long && late < LIMITS.late * gain;
  const steady = steadyGain(judge), isSteady = steady > LIMITS.gained * Math.abs(then);
  const all = hasGained ? gain : steady;
  // a few that are best at their end have gained, however little
  const mayGain = length <= LIMITS.listed && indexOfBest(judge) === judge.values.length - 1;
  const isAsAtFirst = !mayGain && sign * (best - known[0]) < LIMITS.gained * Math.abs(known[0]);
  const state = isAsAtFirst
    ? "none" as const
    : isBelow
    ? "below" as const
    : (hasGained || isSteady) && !hasComeToStand
    ? "gains" as const
    : isNoisy(judge)
    ? "noisy" as const
    : "level" as const;
  return {
    state,
    now,
    level: hasComeToStand ? now : median(thirdOf(known)),
    share: all / Math.abs(then),
    isMuch: all > LIMITS.much * Math.abs(then),
    stoodFor: hasComeToStand ? "sixth" : "third",
  };
}

/** The best of some values, on a scale on which more is better. */
function bestOf(values: readonly number[], sign: number): number {
  return max(values.map((value) => sign * value));
}

/** The level that values come to: the median of their last tenth, at least three of eight or more. */
function levelAt(values: readonly number[]): number {
  return values.length < LIMITS.fewest
    ? endLevel(values)
    : median(values.slice(-Math.max(3, values.length / 10)));
}

/** The last third, at least three values. */
function thirdOf(values: readonly number[]): number[] {
  return values.slice(-Math.max(3, Math.floor(values.length / 3)));
}

function laterHalf(values: readonly number[]): readonly number[] {
  return values.slice(Math.floor(values.length / 2));
}

/** Gain within the last third along its trend, of a series that has gained, or lost, steadily since the middle; else 0. */
function steadyMove(judge: LoggedSeries): number {
  const known = finite(judge.values), half = laterHalf(known), third = thirdOf(known);
  const slope = theilSenSlope(third), sign = judge.better === "higher" ? 1 : -1;
  const isSteady = trendPValue(half, slope > 0 ? "up" : "down") < LIMITS.steady;
  const moved = slope * (third.length - 1);
  return isSteady && Math.abs(moved) > LIMITS.steadyNoises * noise(half) ? sign * moved : 0;
}

/** The same where it is a gain, and the best lies in the last fifth. */
function steadyGain(judge: LoggedSeries): number {
  return isLate(judge) ? Math.max(0, steadyMove(judge)) : 0;
}

function isLate(judge: LoggedSeries): boolean {
  return indexOfBest(judge) >= judge.values.length - tail(judge.values).length;
}

/** Whether a series jumps in its later half by so much that no level of it can be told. */
function isNoisy(judge: LoggedSeries): boolean {
  const known = finite(judge.values), best = judge.values[indexOfBest(judge)];
  const jumps = known.length < LIMITS.fewest ? 0 : noise(laterHalf(known));
  return jumps > Math.max(LIMITS.jumpsOfGain * Math.abs(best - known[0]), LIMITS.jumps * Math.abs(best));
}

/** What more of the same would give. */
function more(history: History, isMuch: boolean): string {
  const unit = unitOf(history);
  const what = isBoosted(history) ? "trees" : history.unit === "epoch" ? `${unit}s` : "training";
  // at a rate that has come down to its end more of the same gives nothing
  if (isScheduleOver(history)) {
    return isMuch
      ? "train again with a longer schedule: the rate had run out, and the run still improved."
      : enough(history, "the rate has run out, and a longer schedule would give a little more");
  }
  if (!isMuch) return enough(history, `more ${what} of the same would give a little more`);
  return `more ${what} of the same would still help${
    isRateHeld(history) ? ", and so would a rate that comes down" : ""
  }.`;
}

/** Whether the rate of a log was one and the same from the first entry to the last. */
function isRateHeld({ learningRate = [] }: History): boolean {
  const rates = finite(learningRate);
  return rates.length > 1 && rates.every((rate) => rate === rates[0]);
}

/** Where a level is known to be worth something nothing is to mend; else a baseline or its owner has to say. */
function enough(history: History, gives: string): string {
  const right = shareRight(history)?.share;
  if (right !== undefined && right >= LIMITS.learned) return `nothing to mend; ${gives}.`;
  return `${gives}; ${
    right === undefined
      ? "whether that is good enough, a simple baseline tells"
      : "if that is not good enough, change rate, data or model"
  }.`;
}

/** Whether held-out answers that were evaluated often are mostly right. */
function standsStill(judge: LoggedSeries, right = 0): boolean {
  return right >= LIMITS.learned && judge.values.length >= LIMITS.fewest && !endsAtItsBest(judge);
}

/** Whether a short run was at its best in the last two evaluations. */
function endsAtItsBest(judge: LoggedSeries): boolean {
  const { length } = judge.values;
  return length < LIMITS.short && indexOfBest(judge) >= length - 2;
}
