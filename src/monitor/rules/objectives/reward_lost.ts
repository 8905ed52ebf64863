/**
 * What is said of a reward that was lost: fallen back, below its beginning, or collapsing again and again. Each is an alarm.
 *
 * @module
 */
import type { History } from "../../records.ts";
import type { RewardCourse } from "../../rewards/reward_course.ts";
import { waysOf } from "../../rewards/reward_ways.ts";
import { unitOf } from "../../series.ts";
import { formatNumber, formatPercent } from "../../../text/mod.ts";
import { isStillRunning } from "../course/schedule_not_over.ts";
import { limitsOf } from "../../thresholds.ts";
import { meanwhile } from "./reward_beside.ts";
import type { Said } from "./reward_said.ts";
import { before, coursed, highest, lastOnes, ofTwoLevels } from "./reward_words.ts";

const LIMITS = limitsOf("reward-course");

export function fallen(history: History, course: RewardCourse): Said {
  const { peak, peakAt, fell, window, ends, dip, twoLevels } = course, unit = unitOf(history);
  const where = fell === undefined
    ? `at the end${window === 1 ? "" : ` (${twoLevels ? "means of some" : "medians of"} ${window})`}`
    : lastOnes(fell);
  return {
    isAlarm: true,
    called: dip === undefined ? "REWARD FALLEN BACK" : "REWARD FALLEN BACK AGAIN",
    title: `The reward has fallen back since ${unit} ${peakAt}: from ${window === 1 ? "" : "about "}${
      formatNumber(peak)
    } to about ${formatNumber(fell?.level ?? ends)} ${where}${
      twoLevels?.moves === "down" ? ofTwoLevels(course, unit) : ""
    }${before(course, unit)}${meanwhile(history, peakAt)}`,
    remedy: `${isStillRunning(history) ? "Stop it. " : ""}${waysOf(history).fallen}`,
    since: peakAt,
  };
}

export function noBetter(history: History, course: RewardCourse): Said {
  const { low, lowAt } = course;
  return {
    isAlarm: true,
    called: "REWARD NO BETTER THAN AT FIRST",
    title: `The reward is no better than at first: ${coursed(course, unitOf(history))}, down to about ${
      formatNumber(low)
    } at ${unitOf(history)} ${lowAt}`,
    remedy: waysOf(history).worse,
    since: lowAt,
  };
}

export function unstable(history: History, course: RewardCourse): Said {
  const { collapses, lost } = course;
  return {
    isAlarm: true,
    called: "REWARD UNSTABLE: IT COLLAPSES AGAIN AND AGAIN",
    title: `The reward is unstable: it has lost ${formatPercent(LIMITS.lost)} of its rise ${collapses} times${
      lost > LIMITS.lost ? "" : " and come back"
    }; ${coursed(course, unitOf(history))}, ${highest(course, unitOf(history))}`,
    remedy: waysOf(history).unstable,
  };
}
