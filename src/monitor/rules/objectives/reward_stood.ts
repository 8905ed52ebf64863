/**
 * What is said of a reward that has come to nothing yet: it ends where it began, or is too noisy to tell.
 *
 * @module
 */
import type { History } from "../../records.ts";
import type { RewardCourse } from "../../rewards/reward_course.ts";
import {
  ALL_BUT_THE_SAME,
  EXPLORING,
  FEW,
  FEW_EPISODES,
  HIDDEN,
  SPARSE,
  WARM_UP,
  waysOf,
} from "../../rewards/reward_ways.ts";
import { unitOf } from "../../series.ts";
import { formatNumber, formatPercent } from "../../../text/mod.ts";
import { isStillRunning, openSchedule } from "../course/schedule_not_over.ts";
import { limitsOf } from "../../thresholds.ts";
import { mayBeOfItself } from "./against_equals.ts";
import { allButTheSame, drifted, entropyGone, stillExploring, withoutSpread } from "./reward_beside.ts";
import { harder } from "./harder.ts";
import type { Said } from "./reward_said.ts";
import { coursed, highest } from "./reward_words.ts";

const LIMITS = limitsOf("loss-is-no-error");

/** Whether a reward that differs from episode to episode is flat over so few that a rise would not have shown yet. */
export function isOfFewEpisodes(history: History, { state, noise, count, atCeiling }: RewardCourse): boolean {
  return state === "flat" && noise > 0 && !atCeiling && unitOf(history) === "episode" &&
    count < LIMITS.episodes && harder(history) === undefined && stillExploring(history) === "";
}

export function unclear(history: History, course: RewardCourse): Said {
  return {
    called: course.isFew ? "TOO FEW EPISODES TO TELL" : "TOO FEW REWARDS TO TELL",
    title: `${history.inProgress ? "So few" : "Too few"} rewards, and too noisy: ${
      coursed(course, unitOf(history))
    }; one differs from the next by about ${formatNumber(course.noise)}`,
    remedy: course.isFew ? FEW_EPISODES : FEW,
  };
}

/** It ends where it began: the same all the time, all but the same, going up and down, or no more than its noise. */
export function flat(history: History, course: RewardCourse): Said {
  const { name, noise, begins, ends, low, swings } = course, unit = unitOf(history), ways = waysOf(history);
  if (noise === 0) {
    return {
      called: "REWARD FLAT",
      title: `The reward is the same all the time: ${name} ${formatNumber(ends)}`,
      remedy: SPARSE,
    };
  }
  const same = allButTheSame(history);
  if (same !== undefined && !course.isFew) {
    return {
      called: "REWARD FLAT",
      title: `The reward is all but the same all the time: ${same.says}`,
      remedy: `${ALL_BUT_THE_SAME}${
        same.isUnforeseen
          ? ". Divide rewards so that returns are of the size of 1: at this rate values do not come up to them."
          : "; then other seeds."
      }`,
    };
  }
  const random = stillExploring(history), stopped = entropyGone(history);
  if (swings !== undefined && stopped === "" && random === "") {
    return {
      called: "REWARD SWINGS WITHOUT A TREND",
      title: `The reward goes up and down between about ${formatNumber(swings.from)} and ${
        formatNumber(swings.to)
      }, and what it gains lies within that: ${coursed(course, unitOf(history))}, ${highest(course, unit)}`,
      remedy: isStillRunning(history) ? `Let it run on to half of its schedule. ${ways.flat}` : ways.flat,
    };
  }
  const { warmsUp, done = 0, of = Infinity } = openSchedule(history) ?? {}, part = done / of;
  const share = stopped === "" && random === "" ? successRate(course) : undefined;
  // what it gained is less than one episode differs from the next by
  const isHidden = unit === "episode" && share === undefined && !warmsUp && ends > begins &&
    noise > Math.max(Math.abs(begins), Math.abs(ends));
  return {
    called: warmsUp
      ? "NO ALARM: STILL IN WARM-UP"
      : isHidden
      ? "NO RELIABLE GAIN OF THE REWARD"
      : share === undefined
      ? "REWARD FLAT"
      : `SUCCESS RATE FLAT, AT ABOUT ${formatPercent(share)}`,
    title: `${isHidden ? "What the reward gained is less than its noise" : "The reward is flat"}${
      ends <= low && ends < begins ? " at its lowest" : ""
    }${warmsUp ? ", and the learning rate still rises to its first height (warm-up)" : ""}: ${
      coursed(course, unitOf(history))
    }; one differs from the next by about ${formatNumber(noise)}${withoutSpread(history)}${
      drifted(history).far
    }${random}${stopped}`,
    remedy: warmsUp
      ? WARM_UP
      : random !== ""
      ? EXPLORING
      : part > 0 && part < LIMITS.early
      ? `Let it run on, for ${formatPercent(part)} of its schedule is done; if it is as flat at half of it: ${
        ways.flat[0].toLowerCase()
      }${ways.flat.slice(1)}`
      : stopped !== ""
      ? ways.entropy
      : isHidden
      ? HIDDEN
      : !("byShare" in ways)
      ? ways.flat
      : `${mayBeOfItself(history)}${share === undefined ? ways.flat : ways.byShare}`,
    share,
  };
}

/** The share of rewards at the upper of two levels, where neither is that of a few accidents. */
function successRate({ twoLevels }: RewardCourse): number | undefined {
  const share = twoLevels?.all ?? 0;
  return Math.min(share, 1 - share) > LIMITS.mixed ? share : undefined;
}
