/**
 * Whether the course of the held-out rows is told in the place of the finding that leads.
 *
 * @module
 */
import { shareRight } from "../monitor/logged.ts";
import type { Finding, History } from "../monitor/mod.ts";
import { limitsOf } from "../monitor/thresholds.ts";
import { type Course, quietCourse } from "./quiet_course.ts";

/** Findings that tell the state of the training loss and no more. */
export const OF_TRAINING = ["convergence", "plateau", "stopped-while-improving"];

/**
 * The course of what a log is judged by, where it says more than the finding that leads: where there is none, or where that one tells
 * the state of the training loss and held-out rows went another way.
 */
export function courseOfJudge(history: History, first: Finding | undefined): Course | undefined {
  if (first === undefined) return quietCourse(history);
  if (first.rule === "plateau" && first.severity === "info") {
    const training = ofTrainingAlone(history);
    if (training !== undefined) return training;
  }
  const course = courseUnder(history, first);
  // what a training loss that falls gives is told by held-out rows, of which two may be enough to see that they gain
  if (first.rule === "stopped-while-improving") return course?.state === "few" ? undefined : course;
  // a loss that stands still is no plateau where most answers are right
  const isSame = course?.state === "level" && (first.rule !== "plateau" || !isAnswered(history)) &&
    first.rule !== "early-stopping-due";
  return isSame ? undefined : course;
}

/** The course of held-out rows under a finding that tells the state of the training loss and no more. */
export function courseUnder(history: History, { severity, rule, facts }: Finding): Course | undefined {
  const isPast = rule === "early-stopping-due" && history.settings.patience === undefined &&
    facts.farAbove !== true;
  const tells = OF_TRAINING.includes(rule) && facts.heldOut !== true;
  if (severity !== "info" || !(tells || isPast)) return undefined;
  const course = quietCourse(history);
  return course?.isTraining === true ? undefined : course;
}

/**
 * The course of a training loss that was logged alone and is no plateau: a last fifth falls by little in few or noisy entries, whatever
 * the loss does, and more of the same gives little only where its trend, with the error of that, leaves little to gain.
 */
function ofTrainingAlone(history: History): Course | undefined {
  const course = quietCourse(history);
  return course?.isTraining === true && (course.state === "gains" || course.state === "open")
    ? course
    : undefined;
}

/** Whether held-out rows are mostly answered right. */
function isAnswered(history: History): boolean {
  return (shareRight(history)?.share ?? 0) >= limitsOf("plateau").accurate;
}
