/**
 * How what a log is judged by went on in the last third of its run: told where no rule found anything, or where what one found is the
 * state of the training loss alone.
 *
 * @module
 */
import { finite, indexOfBest, leadingLoss } from "../monitor/logged.ts";
import type { History, LoggedSeries } from "../monitor/mod.ts";
import { isUnprobed } from "../monitor/kind.ts";
import { byCycles } from "../monitor/cycles.ts";
import { once } from "../monitor/once.ts";
import { isLog, laterHalf, trendPValue, unitOf } from "../monitor/series.ts";
import { endsWithItsRate } from "../monitor/rules/course/stopped_while_improving.ts";
import { limitsOf } from "../monitor/thresholds.ts";
import { formatNumber } from "../text/mod.ts";
import { shapeOf } from "./course_shape.ts";
import { about, gained, placeOfBest, stood } from "./course_words.ts";
import { type Course, ofHeldOut } from "./held_out_course.ts";
import { judgeOf, lastStageOf, trainingJudge } from "./judged_by.ts";
import { evaluate, FEWER, isLearnedAgain, ONLY_LONGER } from "./more_training.ts";

export type { Course };

const LIMITS = limitsOf("quiet-course");

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
      : isMuch && !isUnprobed(history)
      ? `${evaluate(history)} Train on while they do: ${judge.name} still ${
        judge.better === "higher" ? "rises" : "falls"
      }.`
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
