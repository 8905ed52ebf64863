/**
 * The shape of a series: whether it gained, stood, jumped or fell back in the last third of its run.
 *
 * @module
 */
import { median } from "simple-statistics";
import { endLevel, finite, indexOfBest } from "../monitor/logged.ts";
import type { LoggedSeries } from "../monitor/mod.ts";
import { keepsPace } from "../monitor/pace.ts";
import {
  bestOf,
  laterHalf,
  luckOf,
  neighbourMedians,
  noise,
  tail,
  theilSenSlope,
  trendPValue,
} from "../monitor/series.ts";
import { limitsOf } from "../monitor/thresholds.ts";

const LIMITS = limitsOf("quiet-course");

/** See {@linkcode shapeOf}. */
export type Shape = ReturnType<typeof shapeOf>;

/**
 * How a series went on in its last third. Its gain is that of the levels before and at the end, or that of the best values,
 * whichever is less: one may be a lucky entry and the other a level that was only found again.
 */
export function shapeOf(judge: LoggedSeries) {
  const known = finite(judge.values), { length } = known, sign = judge.better === "higher" ? 1 : -1;
  const split = Math.ceil(2 * length / 3), best = bestOf(known, sign);
  const then = levelAt(known.slice(0, split)), now = levelAt(known);
  const gain = Math.min(
    sign * (now - then),
    sign * (bestOf(known.slice(split), sign) - bestOf(known.slice(0, split), sign)),
  );
  // of a few, and of what only goes one way, the bends of a curve would count as noise
  const isSmooth = isOneWay(known, 1) || isOneWay(known, -1);
  const jumps = length < LIMITS.fewest || isSmooth ? 0 : noise(known);
  const fallsBack = sign * (best - now) > Math.max(LIMITS.below * Math.abs(best), luckOf(length) * jumps);
  const isBelow = !isLate(judge) &&
    (fallsBack && !wanders(known, sign) || -steadyMove(judge) > LIMITS.gained * Math.abs(best));
  const least = endsAtItsBest(judge) ? LIMITS.gainedToTheEnd : LIMITS.gained;
  // what two levels may differ by through noise is a gain where all that lies between them rises too
  const rises = trendPValue(laterHalf(known), sign > 0 ? "up" : "down") < LIMITS.rises;
  const noises = rises || risesToItsBest(judge, sign) ? LIMITS.gainedNoisesWithTrend : LIMITS.gainedNoises;
  const hasGained = gain > Math.max(least * Math.abs(then), noises * jumps);
  const late = sign * (now - levelAt(known.slice(0, Math.ceil(5 * length / 6))));
  const hasComeToStand = indexOfBest(judge) < judge.values.length - 1 && hasGained && length >= LIMITS.long &&
    late < LIMITS.late * gain && leastTold(length, jumps) < LIMITS.toldApart * gain;
  const steady = steadyGain(judge), isSteady = steady > LIMITS.gained * Math.abs(then);
  const all = hasGained ? gain : steady;
  // a few that are best at their end have gained, however little
  const mayGain = length <= LIMITS.listed && indexOfBest(judge) === judge.values.length - 1;
  const isAsAtFirst = !mayGain && sign * (best - known[0]) < LIMITS.gained * Math.abs(known[0]);
  const mayGainBy = mostGain(known, sign);
  const state = isAsAtFirst
    ? "none" as const
    : isBelow
    ? "below" as const
    : (hasGained || isSteady) && !hasComeToStand
    ? "gains" as const
    : isNoisy(judge)
    ? "noisy" as const
    : mayGainBy > worthOf(known, sign)
    ? "open" as const
    : falls(judge)
    ? "noisy" as const
    : "level" as const;
  return {
    state,
    now,
    level: hasComeToStand ? now : median(thirdOf(known)),
    creeps: rises && isLate(judge) ? crept(known, sign) : undefined,
    keepsPace: isLate(judge) && gainsEvenly(known, sign),
    share: all / Math.abs(then),
    isMuch: all > LIMITS.much * Math.abs(then),
    stoodFor: hasComeToStand ? "sixth" : "third",
    /** Whether the noise is so large that nothing is told of a gain, or leaves it open that more training gives much. */
    mayGainMuch: Math.max(mayGainBy / LIMITS.much, jumpsOf(judge) / LIMITS.jumps) >
      Math.abs(median(thirdOf(known))),
  };
}

/** Whether a gain goes on in its last third at the pace of the one before, by many times what noise may make of a slope: however slow. */
function gainsEvenly(known: readonly number[], sign: number): boolean {
  const third = Math.floor(known.length / 3), since = known.slice(-2 * third), count = since.length;
  const error = noise(since) * Math.sqrt(12 / (count * (count * count - 1)));
  return known.length >= LIMITS.paceFewest && keepsPace(since.slice(0, third), since.slice(third), sign) &&
    sign * theilSenSlope(since) > LIMITS.paceErrors * error &&
    trendPValue(since, sign > 0 ? "up" : "down") < LIMITS.steady;
}

/** From where to where values that get better by more than chance have come in the last third, if that is something. */
function crept(known: readonly number[], sign: number) {
  const third = thirdOf(known), middle = Math.floor(third.length / 2);
  const [from, to] = [third.slice(0, middle), third.slice(-middle)].map((half) => median(half));
  const share = sign * (to - from) / Math.abs(from);
  return share > LIMITS.gainedToTheEnd ? { from, to, share } : undefined;
}

/** Whether a short run, of which the last is the best, got better through its last two thirds more consistently than chance. */
function risesToItsBest(judge: LoggedSeries, sign: number): boolean {
  const { length } = judge.values, known = finite(judge.values);
  return length < LIMITS.short && indexOfBest(judge) === length - 1 &&
    trendPValue(known.slice(Math.floor(known.length / 3)), sign > 0 ? "up" : "down") < LIMITS.risesToItsBest;
}

/** What the levels of two tenths differ by through noise alone: the error of a median is a quarter above that of a mean. */
function leastTold(length: number, jumps: number): number {
  return 1.25 * Math.SQRT2 * jumps / Math.sqrt(Math.max(3, length / 10));
}

/**
 * The most that half as much training again may give as far as the noise tells: the slope of the later half, or of the last third, with
 * what it may be more by chance.
 */
function mostGain(known: readonly number[], sign: number): number {
  const most = [laterHalf(known), thirdOf(known)].map((part) => {
    const count = part.length, jumps = jumpsIn(part, known.length, sign);
    const error = jumps * Math.sqrt(12 / (count * (count * count - 1)));
    return (sign * theilSenSlope(part) + LIMITS.errors * error) * known.length / 3;
  });
  return Math.min(...most);
}

/** What such a gain comes to at least: a part of all that was gained, or of the level. */
function worthOf(known: readonly number[], sign: number): number {
  const level = Math.abs(median(thirdOf(known)));
  const all = Math.abs(bestOf(known, sign) - known[0]);
  return Math.max(LIMITS.gained * level, Math.min(LIMITS.much * level, LIMITS.much * all));
}

/** What one value differs from the next by chance, in the later half; of a few in all of them. */
export function jumpsOf({ values, better }: LoggedSeries): number {
  const known = finite(values), part = known.length < LIMITS.fewest ? known : laterHalf(known);
  return jumpsIn(part, known.length, better === "higher" ? 1 : -1);
}

/** The noise of a part of so many values. */
function jumpsIn(part: readonly number[], length: number, sign: number): number {
  return length < LIMITS.fewest ? backward(part, sign) : noise(part);
}

/** The largest step the wrong way: of few values all that is known of their noise. */
function backward(values: readonly number[], sign: number): number {
  return Math.max(0, ...values.slice(1).map((value, i) => -sign * (value - values[i]))) / Math.SQRT2;
}

/** Whether a few values went back and forth since their best, and end no further from it than one step the wrong way takes them. */
function wanders(known: readonly number[], sign: number): boolean {
  const best = bestOf(known, sign), since = known.slice(known.indexOf(best));
  return known.length < LIMITS.fewest && !isOneWay(since, -sign) &&
    sign * (best - since[since.length - 1]) < Math.SQRT2 * backward(known, sign);
}

/** Whether a gain of the last third had nearly ended in the last twentieth, of many evaluations. */
export function hasRunOut({ values, better }: LoggedSeries, { share }: Shape): boolean {
  const known = finite(values), part = Math.max(3, Math.floor(known.length / 20));
  const [before, last] = [known.slice(-2 * part, -part), known.slice(-part)].map((some) =>
    median(some as number[])
  );
  const late = (better === "higher" ? last - before : before - last) / Math.abs(before);
  return known.length >= LIMITS.long && late < LIMITS.runsOut * share;
}

/** Whether held-out answers that were evaluated often are mostly right. */
export function standsStill(judge: LoggedSeries, right = 0): boolean {
  return right >= LIMITS.learned && judge.values.length >= LIMITS.fewest && !endsAtItsBest(judge);
}

/** The level that values come to: the median of their last tenth, at least three of eight or more. */
function levelAt(values: readonly number[]): number {
  return values.length < LIMITS.fewest
    ? endLevel(values)
    : median(values.slice(-Math.max(3, values.length / 10)));
}

/** The last third, at least three values. */
export function thirdOf(values: readonly number[]): number[] {
  return values.slice(-Math.max(3, Math.floor(values.length / 3)));
}

/** Gain within the last third along its trend, of a series that has gained, or lost, steadily since the middle; else 0. */
function steadyMove(judge: LoggedSeries): number {
  const known = finite(judge.values), half = laterHalf(known), third = thirdOf(known);
  const slope = theilSenSlope(third), sign = judge.better === "higher" ? 1 : -1;
  const isSteady = trendPValue(half, slope > 0 ? "up" : "down") < LIMITS.steady;
  const moved = slope * (third.length - 1);
  return isSteady && Math.abs(moved) > LIMITS.steadyNoises * noise(half) ? sign * moved : 0;
}

/** The same where it is a gain, and the best lies in the last fifth; of what was lost before and found again no more than what is new. */
export function steadyGain(judge: LoggedSeries): number {
  return isLate(judge) ? Math.max(0, Math.min(steadyMove(judge), gainOverLevels(judge))) : 0;
}

/** By how much the best of the last third is better than any three neighbours before it were, one of which may be a lucky entry. */
function gainOverLevels({ values, better }: LoggedSeries): number {
  const known = finite(values), third = thirdOf(known), sign = better === "higher" ? 1 : -1;
  const levels = neighbourMedians(known.slice(0, -third.length));
  return levels.length === 0 ? Infinity : sign * (bestOf(third, sign) - bestOf(levels, sign));
}

/** Whether the best lies in the last fifth. */
export function isLate(judge: LoggedSeries): boolean {
  return indexOfBest(judge) >= judge.values.length - tail(judge.values).length;
}

/** Whether a series jumps in its later half by so much that no level of it can be told. */
function isNoisy(judge: LoggedSeries): boolean {
  const known = finite(judge.values), best = judge.values[indexOfBest(judge)];
  const jumps = known.length < LIMITS.fewest ? 0 : noise(laterHalf(known));
  return jumps > Math.max(LIMITS.jumpsOfGain * Math.abs(best - known[0]), LIMITS.jumps * Math.abs(best));
}

/** Whether a metric that stands at a level falls off it again and again, though the same rows are asked each time: what most values show hides it. */
function falls({ role, values, better }: LoggedSeries): boolean {
  const third = thirdOf(finite(values)), level = median(third), sign = better === "higher" ? 1 : -1;
  const fallen = third.filter((value) => sign * (level - value) > LIMITS.falls * Math.abs(level));
  return role === "metric" && values.length >= LIMITS.long && fallen.length > 1;
}

/** Whether a short run was at its best in the last two evaluations. */
function endsAtItsBest(judge: LoggedSeries): boolean {
  const { length } = judge.values;
  return length < LIMITS.short && indexOfBest(judge) >= length - 2;
}

/** Whether each value is above (below, for a sign of -1) the one before. */
export function isOneWay(values: readonly number[], sign: number): boolean {
  return values.every((value, i) => i === 0 || sign * (value - values[i - 1]) > 0);
}
