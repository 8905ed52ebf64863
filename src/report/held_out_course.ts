/**
 * How held-out rows went on in the last third of a run: cases in the order in which they are asked, the first that holds is told.
 *
 * @module
 */
import { max, min } from "simple-statistics";
import { endLevel, finite, indexOfBest, shareRight } from "../monitor/logged.ts";
import type { History, LoggedSeries } from "../monitor/mod.ts";
import { isTrainedBefore } from "../monitor/rules/course/loss_not_decreasing.ts";
import { isScheduleOver, rateOutFrom } from "../monitor/rules/course/stopped_while_improving.ts";
import { unitOf } from "../monitor/series.ts";
import { limitsOf } from "../monitor/thresholds.ts";
import { formatCount, formatNumber, formatPercent } from "../text/mod.ts";
import { saturated, treesUsedUp } from "./at_its_limit.ts";
import { asShare, endedBy, isPast, little, ranksLittle, steadier } from "./course_remarks.ts";
import {
  hasRunOut,
  isOneWay,
  type Shape,
  shapeOf,
  standsStill,
  steadyGain,
  thirdOf,
} from "./course_shape.ts";
import { heldOutStands, improvesLately, improvesThroughout, trainingFalls } from "./course_signs.ts";
import { about, gained, placeOfBest, stood } from "./course_words.ts";
import { isLearned, lossBeside, lossPast, lossRises } from "./loss_beside.ts";
import { enough, more, pastBest, trainOn, UNDERFITS, underfits, wantsDecay } from "./more_training.ts";
import { STEADY_THE_PART, unstablePart } from "./part_of_mean.ts";

const LIMITS = limitsOf("quiet-course");

/** A headline, what it rests on, and the next step. */
export interface Course {
  /** Too few evaluations to tell, no gain since the first of them, past the best, still gaining, too noisy for a level, too noisy to tell a level from a slow gain, at one level, or as good as can be. */
  readonly state: "few" | "none" | "below" | "gains" | "noisy" | "open" | "level" | "full";
  /** Whether nothing but training rows was measured. */
  readonly isTraining: boolean;
  readonly headline: string;
  readonly tells: string;
  readonly next: string;
}

/** What is told of a case; its state is that of the judge's shape where none is given. */
type Told = Pick<Course, "headline" | "tells" | "next"> & { readonly state?: Course["state"] };

/** What held-out rows are judged by, and how it went. */
interface Seen {
  readonly history: History;
  readonly judge: LoggedSeries;
  readonly shape: Shape;
  /** Where it was best, and what ended the run. */
  readonly end: string;
  /** Whether there is something left to gain: what was trained before, or had another objective before, has little. */
  readonly isOpen: boolean;
}

const CASES: readonly ((seen: Seen) => Told | undefined)[] = [
  asGoodAsCanBe,
  betterEachTime,
  betterLately,
  partJumps,
  nothingWhileTrainingFalls,
  nothing,
  pastWithoutRate,
  past,
  gainsToTheLastTree,
  slowly,
  gainedWithTheRate,
  lossFallsOn,
  gains,
  noisy,
  lossIsPast,
  open,
  standsWhileTrainingFalls,
];

/** What held-out rows gained. */
export function ofHeldOut(history: History, judge: LoggedSeries): Course {
  const isOpen = history.stageStarts === undefined &&
    (shareRight(history)?.share ?? asShare(judge)) < LIMITS.learnedWell;
  const shape = shapeOf(judge), end = `${placeOfBest(history, judge)}${endedBy(history)}`;
  const seen = { history, judge, shape, end, isOpen };
  for (const tell of CASES) {
    const told = tell(seen);
    if (told !== undefined) return { state: shape.state, isTraining: false, ...told };
  }
  return { state: "level", isTraining: false, ...stands(seen) };
}

function asGoodAsCanBe({ history, shape, end }: Seen): Told | undefined {
  const full = shape.state === "noisy" || shape.state === "below" ? undefined : saturated(history);
  return full === undefined ? undefined : { ...full, state: "full", tells: `${full.tells}, ${end}` };
}

function betterEachTime({ history, judge, shape, end }: Seen): Told | undefined {
  const isFew = finite(judge.values).length <= LIMITS.fewToTell;
  return !improvesThroughout(history, judge) ? undefined : {
    state: "gains",
    headline: "NO ALARM: STILL IMPROVING",
    tells: `${gained(judge, shape)}, ${end}${isFew ? ": too few to tell how far it goes" : ""}`,
    next: more(history, true),
  };
}

function betterLately({ history, judge, shape, end }: Seen): Told | undefined {
  const isUnclear = shape.state === "open" || shape.state === "noisy";
  return !isUnclear || !improvesLately(history, judge) ? undefined : {
    state: "gains",
    headline: "NO ALARM: STILL IMPROVING",
    tells: `${stood(judge, shape)}, ${end}`,
    next: more(history, true),
  };
}

function partJumps({ history, judge, shape, end }: Seen): Told | undefined {
  const part = shape.state === "gains" ? undefined : unstablePart(history, judge);
  return part === undefined ? undefined : {
    state: "noisy",
    headline: "NO ALARM: UNSTABLE IN ONE PART OF THE MEAN",
    tells: `${part}; ${judge.name} was ${end}`,
    next: STEADY_THE_PART,
  };
}

function nothingWhileTrainingFalls({ history, judge, shape, end, isOpen }: Seen): Told | undefined {
  const isNothing = shape.state === "none" && isOpen && !isTrainedBefore(history);
  return !isNothing || !trainingFalls(history, judge) ? undefined : {
    headline: "NO ALARM: HELD-OUT ROWS GAIN NOTHING WHILE TRAINING FALLS",
    tells: `${sinceTheFirst(judge, shape)}; ${end}: what is learned since holds for training rows alone`,
    next: pastBest(history),
  };
}

function nothing({ history, judge, shape, end, isOpen }: Seen): Told | undefined {
  return shape.state !== "none" || !isOpen ? undefined : {
    headline: "NO ALARM: NO GAIN SINCE THE FIRST EVALUATION",
    tells: `${sinceTheFirst(judge, shape)}; ${end}`,
    next: isTrainedBefore(history)
      ? "stop, the weights were trained before and gain nothing here; those that it began with are as good. For more, other data or another model."
      : "more of the same would give little: try a tenth of the rate, and ten times it; then other data or another model.",
  };
}

/** What drifts at a rate of next to nothing is no overfitting, where training rows are fitted no better than held-out ones. */
function pastWithoutRate({ history, judge, shape, end }: Seen): Told | undefined {
  const out = shape.state === "below" && judge.role === "loss" ? rateOutFrom(history) : undefined;
  const isFitted = !(endLevel(finite(history.trainLoss)) > shape.now);
  return out === undefined || isFitted ? undefined : {
    headline: "NO ALARM: LEVELLED OFF AS THE RATE RAN OUT",
    tells: `${judge.name} was ${end}, and is about ${
      formatNumber(shape.now)
    } at the end; the rate had run out by ${unitOf(history)} ${out}, and the training loss is no lower`,
    next:
      "use the best checkpoint; this is no overfitting: train again with a schedule that comes down later or stops at a higher rate (min_lr), and end there.",
  };
}

function past({ history, judge, shape, end }: Seen): Told | undefined {
  return shape.state !== "below" ? undefined : {
    headline: "NO ALARM: BEST BEFORE THE END",
    tells: `${judge.name} was ${end}, and is about ${formatNumber(shape.now)} at the end${
      ranksLittle(judge)
    }`,
    next: pastBest(history),
  };
}

function gainsToTheLastTree(seen: Seen): Told | undefined {
  const trees = gainsMuch(seen) ? undefined : treesUsedUp(seen.history, seen.judge);
  return trees === undefined ? undefined : { ...trees, state: "gains" };
}

/** By little, at the pace that it had, and no loss says otherwise. */
function slowly({ history, judge, shape, end, isOpen }: Seen): Told | undefined {
  const isSlow = shape.state === "open" || shape.state === "gains" && !shape.isMuch;
  const isOnItsWay = isSlow && isOpen && shape.keepsPace && !isScheduleOver(history);
  const isAgainst = isOnItsWay && (lossRises(history, judge) ?? lossPast(history, judge)) !== undefined;
  return !isOnItsWay || isAgainst ? undefined : {
    state: "gains",
    headline: "NO ALARM: STILL IMPROVING, SLOWLY",
    tells: `${
      (shape.state === "open" ? about : gained)(judge, shape)
    }, about as fast as in the third before, ${end}`,
    next: more(history, true),
  };
}

/** Whether it gained much, and no loss says otherwise. */
function gainsMuch({ history, judge, shape }: Seen): boolean {
  return shape.state === "gains" && shape.isMuch && lossRises(history, judge) === undefined;
}

function gainedWithTheRate(seen: Seen): Told | undefined {
  const { history, judge, shape, end } = seen;
  return !gainsMuch(seen) || !isScheduleOver(history) || !hasRunOut(judge, shape) ? undefined : {
    state: "level",
    headline: `NO ALARM: ${standsStill(judge, shareRight(history)?.share) ? "CONVERGED" : "LEVELLED OFF"}`,
    tells: `${gained(judge, shape)} as the rate came down, and hardly any more at its end, ${end}`,
    next: enough(history, "the schedule is over and the gain with it: more of the same would give little"),
  };
}

/** A metric that gains little beside a loss that falls. */
function lossFallsOn(seen: Seen): Told | undefined {
  const { history, judge, shape, end } = seen;
  const isLittle = shape.state === "gains" && !gainsMuch(seen) && !isScheduleOver(history);
  return isLittle && lossRises(history, judge) === undefined
    ? lossFalls(history, judge, `${gained(judge, shape)}, ${end}`)
    : undefined;
}

function gains(seen: Seen): Told | undefined {
  const { history, judge, shape, end } = seen, isMuch = gainsMuch(seen);
  if (shape.state !== "gains") return undefined;
  const against = lossRises(history, judge);
  return {
    headline: `NO ALARM: ${isMuch ? "STILL IMPROVING" : "LEVELLING OFF"}`,
    tells: `${gained(judge, shape)}, ${end}${against ?? ""}`,
    next: against !== undefined && isScheduleOver(history)
      ? enough(
        history,
        "the rate has run out and the loss is past its best: more of the same would give little",
      )
      : more(history, isMuch),
  };
}

function noisy({ history, judge, shape, end }: Seen): Told | undefined {
  const third = thirdOf(finite(judge.values));
  return shape.state !== "noisy" ? undefined : {
    headline: "NO ALARM: NOISY VALIDATION",
    tells: `${judge.name} jumps between ${formatNumber(min(third))} and ${
      formatNumber(max(third))
    } in the last third, ${end}`,
    next: steadier(history),
  };
}

function lossIsPast({ history, judge, shape, end }: Seen): Told | undefined {
  const past = lossPast(history, judge);
  return past === undefined ? undefined : {
    state: "below",
    headline: "NO ALARM: METRIC STANDS, LOSS PAST ITS BEST",
    tells: `${(shape.state === "open" ? about : stood)(judge, shape)}, ${end}; ${past}`,
    next: pastBest(history),
  };
}

/** Noise hides whether it gains. */
function open({ history, judge, shape, end }: Seen): Told | undefined {
  if (shape.state !== "open") return undefined;
  const level = `${about(judge, shape)}, ${end}`, isOver = !shape.mayGainMuch && isPast(history, judge);
  return lossFalls(history, judge, level) ?? {
    headline: `NO ALARM: ${
      shape.mayGainMuch
        ? "TOO NOISY TO TELL WHETHER IT STILL GAINS"
        : isOver
        ? "LEVELLED OFF"
        : "LEVELLING OFF"
    }`,
    tells: level,
    next: underfits(history)
      ? UNDERFITS
      : isScheduleOver(history)
      ? enough(history, "the rate has run out: more of the same would give little")
      : isOver
      ? enough(history, "more of the same would give little")
      : `use that checkpoint; half as much training again${
        wantsDecay(history) ? ", best with a rate that comes down," : ""
      } or more held-out rows would tell whether it still gains.`,
  };
}

function standsWhileTrainingFalls({ history, judge, shape, end }: Seen): Told | undefined {
  const gap = heldOutStands(history, judge);
  return gap === undefined ? undefined : {
    state: "below",
    headline: "NO ALARM: HELD-OUT ROWS GAIN NO MORE WHILE TRAINING FALLS",
    tells: `${stood(judge, shape)}, ${end}; ${gap}`,
    next: pastBest(history),
  };
}

/**
 * What stands still: converged where that was seen often enough, at a level that is worth something, and no loss says otherwise. What creeps
 * is still on its way, unless little is left to learn.
 */
function stands({ history, judge, shape, end }: Seen): Told {
  const level = `${stood(judge, shape)}, ${end}`, count = finite(judge.values).length;
  const loss = lossBeside(history, judge);
  const fallsYet = loss !== undefined && indexOfBest(loss) === loss.values.length - 1 &&
    shapeOf(loss).state === "gains";
  const isOnItsWay = shape.creeps !== undefined && !isLearned(judge);
  const hasConverged = standsStill(judge, shareRight(history)?.share) && !isOnItsWay &&
    (!fallsYet || isLearned(judge));
  return lossFalls(history, judge, level) ?? {
    headline: `NO ALARM: ${hasConverged ? "CONVERGED" : isOnItsWay ? "LEVELLING OFF" : "LEVELLED OFF"}`,
    tells: `${level}${little(judge)}${fallsYet ? `; ${loss.name} is lowest at the end` : ""}`,
    next: count <= LIMITS.listed
      ? `more of the same would give little, as far as ${formatCount(count, "evaluation")} show.`
      : isOnItsWay || shape.creeps !== undefined && indexOfBest(judge) === judge.values.length - 1
      ? more(history, false)
      : enough(history, "more of the same would give little"),
  };
}

/** A metric that stands still, or drowns in the noise of few rows, beside a loss of the same rows that falls on. */
function lossFalls(history: History, judge: LoggedSeries, level: string): Told | undefined {
  const loss = lossBeside(history, judge);
  if (loss === undefined || isLearned(judge)) return undefined;
  const fallen = steadyGain(loss), before = Math.abs(endLevel(loss.values) + fallen);
  return !(fallen > LIMITS.much * before) ? undefined : {
    state: "gains",
    headline: "NO ALARM: METRIC LEVELS OFF, LOSS STILL FALLS",
    tells: `${level}; ${loss.name} fell by ${formatPercent(fallen / before)} in it`,
    next: `${trainOn(history)}: ${loss.name} still falls, and ${judge.name} may follow${
      isOneWay(thirdOf(finite(judge.values)), judge.better === "higher" ? 1 : -1)
        ? ""
        : "; more held-out rows make it less noisy"
    }.`,
  };
}

/** Where it began and to what level it came. */
function sinceTheFirst({ name, values }: LoggedSeries, { now }: Shape): string {
  return `${name} was ${formatNumber(finite(values)[0])} at first, and is about ${
    formatNumber(now)
  } at the end`;
}
