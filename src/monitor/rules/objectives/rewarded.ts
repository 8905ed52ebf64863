/**
 * What became of the reward of a policy, and what to do about it.
 *
 * @module
 */
import { isOfGames, isOfWins } from "../../rewards/games.ts";
import type { Facts, History, Outcome } from "../../records.ts";
import { courseOf, type RewardCourse } from "../../rewards/reward_course.ts";
import type { RewardState } from "../../rewards/reward_state.ts";
import { unitOf } from "../../series.ts";
import { formatNumber, formatPercent } from "../../../text/mod.ts";
import { againstEquals, mayBeOfItself } from "./against_equals.ts";
import { found, since, speaksFor } from "../outcome.ts";
import {
  allButTheSame,
  drifted,
  entropyGone,
  meanwhile,
  stillExploring,
  withoutSpread,
} from "./reward_beside.ts";
import { harder } from "./harder.ts";
import { pairsNotToldApart, withoutRewards } from "./reward_missing.ts";
import {
  AGAIN,
  ALL_BUT_THE_SAME,
  CEILING,
  EXPLORING,
  FEW,
  FEW_EPISODES,
  FIXED_OPPONENT,
  GAMED,
  HARDER,
  HIDDEN,
  OPEN,
  SHORT,
  SPARSE,
  TOO_HARD,
  WARM_UP,
  waysOf,
} from "../../rewards/reward_ways.ts";
import { before, coursed, dipped, frozen, highest, lastOnes, ofTwoLevels } from "./reward_words.ts";
import { isStillRunning, openSchedule } from "../course/schedule_not_over.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("loss-is-no-error"), REWARD_LIMITS = limitsOf("reward-course");

/** States of a reward that has come to something. */
export const HAS_RISEN: readonly RewardState[] = ["risen", "open", "plateau"];

/** The reward's course, or what is said where it has none. */
export function rewarded(history: History): Outcome {
  const read = courseOf(history);
  if (read === undefined) return withoutRewards(history);
  const course = isOfFewEpisodes(history, read) ? { ...read, state: "unclear" as const, isFew: true } : read;
  return pairsNotToldApart(history) ?? told(history, course, saidOf(history, course));
}

/** What is said of a course: in the headline, in full, what to do, and whether it is an alarm. */
interface Said {
  readonly called: string;
  readonly title: string;
  readonly remedy: string;
  readonly isAlarm?: true;
  readonly since?: number;
  /** Share of the rewards at the upper of two levels. */
  readonly share?: number | undefined;
}

const EQUALS = "AS MUCH AS ITS OPPONENT GETS: NO MEASURE OF PROGRESS";

function told(history: History, course: RewardCourse, said: Said): Outcome {
  const { name, state, begins, ends, peak, peakAt, lost, isFew } = course;
  const facts: Facts = {
    kind: "reinforcement",
    reward: name,
    state,
    begins,
    ends,
    peak,
    peakAt,
    lost,
    fewEpisodes: isFew,
    ...(said.since === undefined ? {} : { since: said.since }),
    ...(said.share === undefined ? {} : { share: said.share }),
  };
  return {
    ...found(
      said.isAlarm ? "warning" : "info",
      said.title,
      facts,
      said.isAlarm ? [speaksFor("learning rate", 1)] : [],
    ),
    called: `${
      isOfGames(name) ? said.called.replace("REWARD", isOfWins(name) ? "WIN RATE" : "ELO") : said.called
    }${since(history, said.since)}`,
    remedy: said.remedy,
  };
}

function saidOf(history: History, course: RewardCourse): Said {
  if (course.fell?.isSure === false && HAS_RISEN.includes(course.state)) return slipped(history, course);
  if (course.state === "flat" || course.state === "unclear") {
    const title = againstEquals(history, course);
    if (title !== undefined) return { called: EQUALS, title, remedy: FIXED_OPPONENT };
  }
  const said = course.atCeiling ? solved(history, course) : BY_STATE[course.state](history, course);
  return HAS_RISEN.includes(course.state) && course.state !== "plateau"
    ? ofAnswers(history, said)
    : madeHarder(history, course, said) ?? ofAnswers(history, said);
}

/** Whether a reward that differs from episode to episode is flat over so few that a rise would not have shown yet. */
function isOfFewEpisodes(history: History, { state, noise, count, atCeiling }: RewardCourse): boolean {
  return state === "flat" && noise > 0 && !atCeiling && unitOf(history) === "episode" &&
    count < LIMITS.episodes && harder(history) === undefined && stillExploring(history) === "";
}

/** What does not rise while the task gets harder is told beside that: kept it is progress, and lost no fault of the updates. */
function madeHarder(history: History, course: RewardCourse, said: Said): Said | undefined {
  const task = harder(history);
  if (task === undefined || course.noise === 0) return undefined;
  const isKept = ["flat", "unclear", "plateau"].includes(course.state);
  return {
    called: isKept
      ? `NO ALARM: REWARD KEPT WHILE ${task.name} RISES`
      : `REWARD DROPS WHILE ${task.name} RISES`,
    title: `${task.rose} meanwhile, so that ${
      isKept ? "the same reward is more" : "rewards of different times are of different tasks"
    }: ${coursed(course, unitOf(history))}`,
    remedy: isKept ? HARDER : `${TOO_HARD} ${said.isAlarm ? said.remedy : ""}`.trim(),
  };
}

/** A reward of a language model's answers that rises while these come far from all they were is often gamed. */
function ofAnswers(history: History, said: Said): Said {
  const { isFar, isShort } = drifted(history);
  if (!HAS_COME_FAR.test(said.called) || !isFar && !isShort) return said;
  return {
    ...said,
    called: isFar ? "REWARD UP, BUT THE KL EXPLODES: GAMED?" : "REWARD UP, BUT ANSWERS SHRINK: GAMED?",
    remedy: isFar ? GAMED : SHORT,
  };
}

/** Headlines of a reward that has come to something. */
const HAS_COME_FAR = /^NO ALARM: REWARD/;

const BY_STATE: Readonly<Record<RewardState, (history: History, course: RewardCourse) => Said>> = {
  "fallen": fallen,
  "no better": noBetter,
  "unstable": unstable,
  "unclear": unclear,
  "flat": flat,
  "plateau": plateau,
  "open": open,
  "risen": risen,
};

/** It rose, and its last entries lie far below, too few to be sure of. */
function slipped(history: History, course: RewardCourse): Said {
  const unit = unitOf(history), fell = course.fell!;
  return {
    called: "NO ALARM: REWARD ROSE, BUT FELL AT ITS END: LUCK OR A COLLAPSE?",
    title: `The reward rose, and fell to ${formatNumber(fell.level)} ${lastOnes(fell)}: ${
      coursed(course, unitOf(history))
    }, ${highest(course, unit)}${dipped(course, unit)}`,
    remedy: AGAIN,
  };
}

function fallen(history: History, course: RewardCourse): Said {
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

function noBetter(history: History, course: RewardCourse): Said {
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

function unstable(history: History, course: RewardCourse): Said {
  const { collapses, lost } = course;
  return {
    isAlarm: true,
    called: "REWARD UNSTABLE: IT COLLAPSES AGAIN AND AGAIN",
    title: `The reward is unstable: it has lost ${
      formatPercent(REWARD_LIMITS.lost)
    } of its rise ${collapses} times${lost > REWARD_LIMITS.lost ? "" : " and come back"}; ${
      coursed(course, unitOf(history))
    }, ${highest(course, unitOf(history))}`,
    remedy: waysOf(history).unstable,
  };
}

function unclear(history: History, course: RewardCourse): Said {
  return {
    called: course.isFew ? "TOO FEW EPISODES TO TELL" : "TOO FEW REWARDS TO TELL",
    title: `${history.inProgress ? "So few" : "Too few"} rewards, and too noisy: ${
      coursed(course, unitOf(history))
    }; one differs from the next by about ${formatNumber(course.noise)}`,
    remedy: course.isFew ? FEW_EPISODES : FEW,
  };
}

/** It ends where it began: the same all the time, all but the same, going up and down, or no more than its noise. */
function flat(history: History, course: RewardCourse): Said {
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

/** It ends at its highest, and stays there. */
function solved(history: History, course: RewardCourse): Said {
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

function plateau(history: History, course: RewardCourse): Said {
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

function open(history: History, course: RewardCourse): Said {
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

function risen(history: History, course: RewardCourse): Said {
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
