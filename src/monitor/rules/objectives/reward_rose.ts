/**
 * What is said of a reward that has come to something: it rises, levels off, stands, or is at its ceiling.
 *
 * @module
 */
import type { History } from "../../records.ts";
import type { RewardCourse } from "../../rewards/reward_course.ts";
import { AGAIN, CEILING, OPEN, waysOf } from "../../rewards/reward_ways.ts";
import { unitOf } from "../../series.ts";
import { formatNumber, formatPercent } from "../../../text/mod.ts";
import { isStillRunning, openSchedule } from "../course/schedule_not_over.ts";
import { limitsOf } from "../../thresholds.ts";
import { drifted, entropyGone, stillExploring } from "./reward_beside.ts";
import type { Said } from "./reward_said.ts";
import { coursed, dipped, frozen, highest, lastOnes } from "./reward_words.ts";

const LIMITS = limitsOf("loss-is-no-error");

/** It rose, and its last entries lie far below, too few to be sure of. */
export function slipped(history: History, course: RewardCourse): Said {
  const unit = unitOf(history), fell = course.fell!;
  return {
    called: "NO ALARM: REWARD ROSE, BUT FELL AT ITS END: LUCK OR A COLLAPSE?",
    title: `The reward rose, and fell to ${formatNumber(fell.level)} ${lastOnes(fell)}: ${
      coursed(course, unitOf(history))
    }, ${highest(course, unit)}${dipped(course, unit)}`,
    remedy: AGAIN,
  };
}

/** It ends at its highest, and stays there. */
export function solved(history: History, course: RewardCourse): Said {
  const { levelSince, peak } = course, unit = unitOf(history);
  return {
    called: "NO ALARM: REWARD CONVERGED AT ITS CEILING",
    title: `The reward stays at its highest, ${formatNumber(peak)}, since ${unit} ${levelSince}: ${
      coursed(course, unit)
    }${dipped(course, unit)}`,
    remedy: CEILING,
    since: levelSince,
  };
}

export function plateau(history: History, course: RewardCourse): Said {
  const { levelSince } = course, unit = unitOf(history), ways = waysOf(history);
  const went = coursed(course, unitOf(history)), dip = dipped(course, unit);
  const stopped = entropyGone(history), { far } = drifted(history);
  return {
    called: "NO ALARM: REWARD ON A PLATEAU",
    title: `A plateau: ${went}, ${highest(course, unit)}${dip}${stillExploring(history)}${stopped}${far}`,
    remedy: stopped === "" ? ways.plateau : ways.entropy,
    since: levelSince,
  };
}

export function open(history: History, course: RewardCourse): Said {
  const unit = unitOf(history);
  return {
    called: "NO ALARM: REWARD ROSE, TOO NOISY TO TELL WHETHER IT STILL DOES",
    title: `The reward rose, and its noise hides whether it still does: ${
      coursed(course, unitOf(history))
    }, ${highest(course, unit)}; one differs from the next by about ${formatNumber(course.noise)}${
      dipped(course, unit)
    }${stillExploring(history)}${entropyGone(history)}${drifted(history).far}`,
    remedy: `${isStillRunning(history) ? "Let it run. " : ""}${OPEN}`,
  };
}

export function risen(history: History, course: RewardCourse): Said {
  const { lost, levelsOff, stands } = course, unit = unitOf(history), isPast = lost > LIMITS.pastBest;
  const { far } = drifted(history), [called, went] = endOf(course), hasEnded = levelsOff || stands;
  const best = isPast
    ? `; ${highest(course, unit)}, ${formatPercent(lost)} of its rise lost since`
    : hasEnded
    ? `; ${highest(course, unit)}`
    : "";
  return {
    called: `NO ALARM: REWARD ${called}`,
    title: `The reward ${went}: ${coursed(course, unitOf(history))}${best}${dipped(course, unit)}${
      frozen(course, unit)
    }${stillExploring(history)}${isPast || hasEnded ? entropyGone(history) : ""}${far}`,
    remedy: isPast ? waysOf(history).pastBest : onward(history, course),
  };
}

/** How a rise ended, in the headline and in full. */
function endOf({ lost, gainsAgain, levelsOff, stands }: RewardCourse): readonly [string, string] {
  if (lost > LIMITS.pastBest) return ["ROSE, IS PAST ITS BEST", "rose"];
  if (gainsAgain) return ["GAINS AGAIN AFTER A PLATEAU", "rose, stood, and gains again"];
  if (levelsOff) return ["ROSE AND LEVELS OFF", "rose, and levels off"];
  if (stands) {
    return ["ROSE, STANDS STILL AT THE END", "rose, and stands still in the last fifth of the run"];
  }
  return ["RISES", "rises"];
}

/** A reward that rises to the end has more to give. */
function onward(history: History, { gainsAgain, levelsOff, stands }: RewardCourse): string {
  const schedule = openSchedule(history), { rises } = waysOf(history);
  const on = schedule !== undefined
    ? `Let it run to the end of its schedule${
      schedule.of === Infinity ? "" : ` (${unitOf(history)} ${formatNumber(schedule.of)})`
    }.`
    : history.inProgress
    ? "Let it run."
    : gainsAgain
    ? "Train on from the last checkpoint: what stood for long gains again."
    : levelsOff
    ? "More of the same gives little."
    : stands
    ? "If this is not the task's best, train on for a while: it gained nothing in the last fifth of the run, which may be a pause."
    : "If this is not the task's best, train longer: it still rises.";
  return `${on} ${rises}`;
}
