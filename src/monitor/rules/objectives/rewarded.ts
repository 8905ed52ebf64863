/**
 * What became of the reward of a policy, and what to do about it.
 *
 * @module
 */
import type { Facts, History, Outcome } from "../../records.ts";
import { isOfGames, isOfWins } from "../../rewards/games.ts";
import { courseOf, type RewardCourse } from "../../rewards/reward_course.ts";
import type { RewardState } from "../../rewards/reward_state.ts";
import { FIXED_OPPONENT, GAMED, HARDER, SHORT, TOO_HARD } from "../../rewards/reward_ways.ts";
import { unitOf } from "../../series.ts";
import { found, since, speaksFor } from "../outcome.ts";
import { againstEquals } from "./against_equals.ts";
import { harder } from "./harder.ts";
import { drifted } from "./reward_beside.ts";
import { fallen, noBetter, unstable } from "./reward_lost.ts";
import { pairsNotToldApart, withoutRewards } from "./reward_missing.ts";
import { open, plateau, risen, slipped, solved } from "./reward_rose.ts";
import type { Said } from "./reward_said.ts";
import { flat, isOfFewEpisodes, unclear } from "./reward_stood.ts";
import { coursed } from "./reward_words.ts";

/** States of a reward that has come to something. */
export const HAS_RISEN: readonly RewardState[] = ["risen", "open", "plateau"];

/** The reward's course, or what is said where it has none. */
export function rewarded(history: History): Outcome {
  const read = courseOf(history);
  if (read === undefined) return withoutRewards(history);
  const course = isOfFewEpisodes(history, read) ? { ...read, state: "unclear" as const, isFew: true } : read;
  return pairsNotToldApart(history) ?? told(history, course, saidOf(history, course));
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
