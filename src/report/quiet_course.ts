/**
 * How what a log is judged by went on in the last third of its run: told where no rule found anything, or where what one found is the
 * state of the training loss alone.
 *
 * @module
 */
import { max, median, min } from "simple-statistics";
import { endLevel, finite, indexOfBest, leadingLoss, shareRight } from "../monitor/logged.ts";
import type { History, LoggedSeries } from "../monitor/mod.ts";
import { byCycles } from "../monitor/cycles.ts";
import { once } from "../monitor/once.ts";
import { entriesAt, isLog, laterHalf, trendPValue, unitOf } from "../monitor/series.ts";
import { isTrainedBefore } from "../monitor/rules/loss_not_decreasing.ts";
import { endsWithItsRate, isScheduleOver } from "../monitor/rules/stopped_while_improving.ts";
import { limitsOf } from "../monitor/thresholds.ts";
import { formatCount, formatNumber, formatPercent } from "../text/mod.ts";
import { asShare, endedBy, isPast, little, ranksLittle, steadier } from "./course_remarks.ts";
import {
  hasRunOut,
  isLate,
  isOneWay,
  type Shape,
  shapeOf,
  standsStill,
  steadyGain,
  thirdOf,
} from "./course_shape.ts";
import { about, gained, placeOfBest, stood } from "./course_words.ts";
import { judgeOf, lastStageOf, trainingJudge } from "./judged_by.ts";
import { isLearned, lossBeside, lossPast, lossRises } from "./loss_beside.ts";
import {
  enough,
  evaluate,
  FEWER,
  isLearnedAgain,
  more,
  ONLY_LONGER,
  pastBest,
  trainOn,
  UNDERFITS,
  underfits,
  wantsDecay,
} from "./more_training.ts";

const LIMITS = limitsOf("quiet-course");

/** A headline, what it rests on, and the next step. */
export interface Course {
  /** Too few evaluations to tell, no gain since the first of them, past the best, still gaining, too noisy for a level, too noisy to tell a level from a slow gain, or at one level. */
  readonly state: "few" | "none" | "below" | "gains" | "noisy" | "open" | "level";
  /** Whether nothing but training rows was measured. */
  readonly isTraining: boolean;
  readonly headline: string;
  readonly tells: string;
  readonly next: string;
}

/** The course, of a log; nothing is told of a run of this project, which has a plan and a measured error. */
export const quietCourse = once((logged: History): Course | undefined => {
  const history = byCycles(logged);
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
  const end = `${placeOfBest(history, judge)}${endedBy(history)}`, right = shareRight(history)?.share;
  const told = { state, isTraining: false };
  // what was trained before, or had another objective before, has little to gain
  const isOpen = history.stageStarts === undefined && (right ?? asShare(judge)) < LIMITS.learnedWell;
  if (improvesThroughout(history, judge)) {
    return {
      ...told,
      state: "gains",
      headline: "NO ALARM: STILL IMPROVING",
      tells: `${gained(judge, shape)}, ${end}${
        finite(judge.values).length <= LIMITS.fewToTell ? ": too few to tell how far it goes" : ""
      }`,
      next: more(history, true),
    };
  }
  if ((state === "open" || state === "noisy") && improvesLately(history, judge)) {
    return {
      ...told,
      state: "gains",
      headline: "NO ALARM: STILL IMPROVING",
      tells: `${stood(judge, shape)}, ${end}`,
      next: more(history, true),
    };
  }
  if (state === "none" && isOpen && !isTrainedBefore(history) && trainingFalls(history, judge)) {
    return {
      ...told,
      headline: "NO ALARM: HELD-OUT ROWS GAIN NOTHING WHILE TRAINING FALLS",
      tells: `${sinceTheFirst(judge, now)}; ${end}: what is learned since holds for training rows alone`,
      next: pastBest(history),
    };
  }
  if (state === "none" && isOpen) {
    return {
      ...told,
      headline: "NO ALARM: NO GAIN SINCE THE FIRST EVALUATION",
      tells: `${sinceTheFirst(judge, now)}; ${end}`,
      next: isTrainedBefore(history)
        ? "stop, the weights were trained before and gain nothing here; those that it began with are as good. For more, other data or another model."
        : "more of the same would give little: try a tenth of the rate, and ten times it; then other data or another model.",
    };
  }
  if (state === "below") {
    return {
      ...told,
      headline: "NO ALARM: BEST BEFORE THE END",
      tells: `${name} was ${end}, and is about ${formatNumber(now)} at the end${ranksLittle(judge)}`,
      next: pastBest(history),
    };
  }
  const isSlow = state === "open" || state === "gains" && !shape.isMuch;
  if (
    isSlow && isOpen && shape.keepsPace && !isScheduleOver(history) &&
    lossRises(history, judge) === undefined &&
    lossPast(history, judge) === undefined
  ) {
    return {
      ...told,
      state: "gains",
      headline: "NO ALARM: STILL IMPROVING, SLOWLY",
      tells: `${
        (state === "open" ? about : gained)(judge, shape)
      }, about as fast as in the third before, ${end}`,
      next: more(history, true),
    };
  }
  if (state === "gains") {
    const against = lossRises(history, judge), isMuch = shape.isMuch && against === undefined;
    if (isMuch && isScheduleOver(history) && hasRunOut(judge, shape)) {
      return {
        ...told,
        state: "level",
        headline: `NO ALARM: ${standsStill(judge, right) ? "CONVERGED" : "LEVELLED OFF"}`,
        tells: `${gained(judge, shape)} as the rate came down, and hardly any more at its end, ${end}`,
        next: enough(
          history,
          "the schedule is over and the gain with it: more of the same would give little",
        ),
      };
    }
    const slow = isMuch || against !== undefined || isScheduleOver(history)
      ? undefined
      : lossFalls(history, judge, `${gained(judge, shape)}, ${end}`);
    if (slow !== undefined) return slow;
    return {
      ...told,
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
  if (state === "noisy") {
    const third = thirdOf(finite(judge.values));
    return {
      ...told,
      headline: "NO ALARM: NOISY VALIDATION",
      tells: `${name} jumps between ${formatNumber(min(third))} and ${
        formatNumber(max(third))
      } in the last third, ${end}`,
      next: steadier(history),
    };
  }
  const past = lossPast(history, judge);
  if (past !== undefined) {
    return {
      ...told,
      state: "below",
      headline: "NO ALARM: METRIC STANDS, LOSS PAST ITS BEST",
      tells: `${(state === "open" ? about : stood)(judge, shape)}, ${end}; ${past}`,
      next: pastBest(history),
    };
  }
  if (state === "open") {
    const open = lossFalls(history, judge, `${about(judge, shape)}, ${end}`);
    if (open !== undefined) return open;
    const isOver = !shape.mayGainMuch && isPast(history, judge);
    return {
      ...told,
      headline: `NO ALARM: ${
        shape.mayGainMuch
          ? "TOO NOISY TO TELL WHETHER IT STILL GAINS"
          : isOver
          ? "LEVELLED OFF"
          : "LEVELLING OFF"
      }`,
      tells: `${about(judge, shape)}, ${end}`,
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
  const gap = heldOutStands(history, judge);
  if (gap !== undefined) {
    return {
      ...told,
      state: "below",
      headline: "NO ALARM: HELD-OUT ROWS GAIN NO MORE WHILE TRAINING FALLS",
      tells: `${stood(judge, shape)}, ${end}; ${gap}`,
      next: pastBest(history),
    };
  }
  const level = `${stood(judge, shape)}, ${end}`;
  return lossFalls(history, judge, level) ?? standing(history, judge, level, shape);
}

/**
 * What the training loss came to that fell on through the later half, far below a held-out loss that was at its best before: what it learns
 * since holds for training rows alone.
 */
function heldOutStands(history: History, judge: LoggedSeries): string | undefined {
  const train = finite(history.trainLoss), half = laterHalf(train), end = endLevel(train);
  const held = endLevel(finite(judge.values));
  const isApart = end > 0 && held - end > LIMITS.apart * end;
  const falls = train.length >= LIMITS.fewest && trendPValue(half, "down") < LIMITS.steady &&
    end < (1 - LIMITS.gained) * half[0];
  if (judge.role !== "loss" || isLate(judge) || isLearned(judge) || !isApart || !falls) return undefined;
  return `the training loss falls on to ${formatNumber(end)}`;
}

/** Where it began and to what level it came. */
function sinceTheFirst({ name, values }: LoggedSeries, now: number): string {
  return `${name} was ${formatNumber(finite(values)[0])} at first, and is about ${
    formatNumber(now)
  } at the end`;
}

/**
 * Whether the training loss has fallen since held-out rows were first evaluated: then the rate is one that learns, and what these rows do
 * not gain is for want of more of them or of something that keeps it from fitting its own.
 */
function trainingFalls(history: History, { at: [first] }: LoggedSeries): boolean {
  const train = leadingLoss(history, "train");
  const since = train === undefined ? [] : finite(entriesAt(train, (place) => place >= first).values);
  const falls = since.length < LIMITS.fewest
    ? isOneWay(since, -1)
    : trendPValue(since, "down") < LIMITS.rises;
  return since.length >= 3 && falls &&
    endLevel(since) < (1 - LIMITS.much) * median(since.slice(0, Math.ceil(since.length / 3)));
}

/** Of few evaluations: the metric and the loss are both at their best at the last, and one of them got better at each, lately by more than nothing. */
function improvesThroughout(history: History, judge: LoggedSeries): boolean {
  const loss = lossBeside(history, judge), measures = loss === undefined ? [judge] : [judge, loss];
  const gains = ({ values, better }: LoggedSeries) => {
    const sign = better === "higher" ? 1 : -1, [before, then, last] = values.slice(-3);
    // a step that is small because the rate came down says nothing of a longer schedule
    const slows = !isScheduleOver(history) &&
      sign * (last - then) < LIMITS.stepOfAll * Math.abs(last - values[0]);
    return !slows && isOneWay(values, sign) && sign * (last - before) > LIMITS.gained * Math.abs(before) &&
      sign * (last - then) > LIMITS.gainedToTheEnd * Math.abs(then);
  };
  const isNearlyAll = (shareRight(history)?.share ?? 0) >= LIMITS.nearlyAll;
  return finite(judge.values).length <= LIMITS.few && !isNearlyAll && measures.some(gains) &&
    measures.every((measure) => indexOfBest(measure) === measure.values.length - 1);
}

/**
 * Of a short run that jumped before: metric and loss of the same rows have both got better at each of the last evaluations, by much and to
 * their best. Both do that by chance once in hundreds of times, whatever they did before.
 */
function improvesLately(history: History, judge: LoggedSeries): boolean {
  const loss = lossBeside(history, judge);
  if (loss === undefined || judge.values.length >= LIMITS.short) return false;
  return [judge, loss].every((measure) => {
    const last = measure.values.slice(-LIMITS.lately), sign = measure.better === "higher" ? 1 : -1;
    return last.length === LIMITS.lately && isOneWay(last, sign) &&
      indexOfBest(measure) === measure.values.length - 1 &&
      sign * (last[last.length - 1] - last[0]) > 2 * LIMITS.much * Math.abs(last[0]);
  });
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
    next: `${
      trainOn(history)
    }: ${loss.name} still falls, and ${judge.name} may follow; more held-out rows make it less noisy.`,
  };
}

/**
 * What stands still: converged where that was seen often enough, at a level that is worth something, and no loss says otherwise. What creeps
 * is still on its way, unless little is left to learn.
 */
function standing(history: History, judge: LoggedSeries, level: string, { creeps }: Shape): Course {
  const loss = lossBeside(history, judge), count = finite(judge.values).length;
  const fallsYet = loss !== undefined && indexOfBest(loss) === loss.values.length - 1 &&
    shapeOf(loss).state === "gains";
  const isOpen = creeps !== undefined && !isLearned(judge);
  const hasConverged = standsStill(judge, shareRight(history)?.share) && !isOpen &&
    (!fallsYet || isLearned(judge));
  return {
    state: "level",
    isTraining: false,
    headline: `NO ALARM: ${hasConverged ? "CONVERGED" : isOpen ? "LEVELLING OFF" : "LEVELLED OFF"}`,
    tells: `${level}${little(judge)}${fallsYet ? `; ${loss.name} is lowest at the end` : ""}`,
    next: count <= LIMITS.listed
      ? `more of the same would give little, as far as ${formatCount(count, "evaluation")} show.`
      : isOpen
      ? more(history, false)
      : enough(history, "more of the same would give little"),
  };
}

/** What the training rows gained, where no others were measured. */
function ofTraining(history: History, judge: LoggedSeries): Course {
  const shape = shapeOf(judge), gains = shape.state === "gains", crept = shape.creeps?.share ?? 0;
  const isMuch = gains && shape.isMuch || crept > LIMITS.much;
  const isOpen = shape.state === "open" || crept > LIMITS.gained;
  const course = isMuch
    ? "STILL IMPROVING"
    : shape.state === "open" && shape.mayGainMuch
    ? "LOSS TOO NOISY TO TELL WHETHER IT STILL FALLS"
    : gains || isOpen || crept > 0
    ? "LEVELLING OFF"
    : "LEVELLED OFF";
  return {
    state: gains || isMuch ? "gains" : isOpen ? "open" : "level",
    isTraining: true,
    headline: `NO ALARM: TRAINING ${course}`,
    tells: `${(gains ? gained : isOpen && !isMuch ? about : stood)(judge, shape)}, ${
      placeOfBest(history, judge)
    }`,
    next: isLearnedAgain(history)
      ? FEWER
      : (gains || isOpen) && endsWithItsRate(history)
      ? `${evaluate(history)} ${ONLY_LONGER}`
      : evaluate(history),
  };
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
