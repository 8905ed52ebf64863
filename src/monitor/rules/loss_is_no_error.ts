import { max, median } from "simple-statistics";
import { endLevel, finite, leadingLoss, seriesOf } from "../logged.ts";
import { areUpdatesAlone, isDiffusion, kindOf } from "../kind.ts";
import { leadingReward } from "../rewards.ts";
import type { Facts, History, Observation, Outcome, Rule } from "../records.ts";
import { courseOf, type RewardCourse } from "../reward_course.ts";
import { tail, trendPValue, unitOf } from "../series.ts";
import { formatNumber, formatPercent } from "../../text/mod.ts";
import type { TwoLevels } from "../two_levels.ts";
import { adversarial } from "./adversarial.ts";
import { saturatedDiscriminator } from "./imitation.ts";
import { clear, found, speaksFor } from "./outcome.ts";
import {
  allButTheSame,
  drifted,
  entropyGone,
  meanwhile,
  stillExploring,
  withoutSpread,
} from "./reward_beside.ts";
import {
  AGAIN,
  ALL_BUT_THE_SAME,
  CEILING,
  EXPLORING,
  FEW,
  FEW_EPISODES,
  GAMED,
  HARDLY_MOVED,
  OPEN,
  SPARSE,
  UNREWARDED,
  WARM_UP,
  waysOf,
} from "./reward_ways.ts";
import { before, coursed, dipped, frozen, lastOnes, ofTwoLevels } from "./reward_words.ts";
import { openSchedule } from "./schedule_not_over.ts";
import { limitsOf } from "../thresholds.ts";

const LIMITS = limitsOf("loss-is-no-error"), REWARD_LIMITS = limitsOf("reward-course");
const ADVERSARIES = limitsOf("adversaries");

/** Losses of adversaries and of policies move with their opponent or their data: their height says nothing of quality. */
export const lossIsNoError: Rule = {
  name: "loss-is-no-error",
  watches: "names of the losses, rewards",
  predicate:
    `a generator and a discriminator, a diffusion model without a held-out loss, or a reward; an alarm where the discriminator's loss ends under ${LIMITS.wonBelow} while the other grows ${LIMITS.lostTimes}-fold, or stays above ${ADVERSARIES.surely} times what answers of 1/2 cost while made rows pass, or is sure of all rows of a policy that imitates, or the reward has lost ${
      formatPercent(REWARD_LIMITS.lost)
    } of its rise, or never came above what it began with, or a loss of preferences stays within ${
      formatPercent(LIMITS.untold)
    } of ln 2 to the end`,
  remedy: "Judge by samples (GAN) or by the reward of evaluation episodes, over several seeds.",
  source:
    "Goodfellow et al. 2014; Ho and Ermon 2016, generative adversarial imitation; Henderson et al. 2018, deep reinforcement learning that matters",
  readsSeries: true,
  settles: "all losses",
  check,
};

function check({ history }: Observation): Outcome {
  const kind = kindOf(history);
  if (kind === "supervised") return isDiffusion(history) ? diffusion(history) : clear();
  return kind === "adversarial" ? adversarial(history) : imitated(history, rewarded(history));
}

/** A reward that did not rise is explained by a discriminator that pays for nothing, where it imitates. */
function imitated(history: History, outcome: Outcome): Outcome {
  if (outcome.status !== "found" || ["risen", "open", "plateau"].includes(`${outcome.facts.state}`)) {
    return outcome;
  }
  const saturated = saturatedDiscriminator(history);
  if (saturated === undefined) return outcome;
  const { title, remedy, facts } = saturated;
  const { begins, ends, peak, peakAt, reward } = outcome.facts;
  const course = typeof reward !== "string"
    ? ""
    : `; ${reward} about ${formatNumber(Number(begins))} at first, ${formatNumber(Number(peak))} at ${
      unitOf(history)
    } ${peakAt}, ${formatNumber(Number(ends))} at the end`;
  return {
    ...found("warning", `${title}${course}`, { ...outcome.facts, kind: "imitation", ...facts }, [
      speaksFor("program", 1),
    ]),
    remedy,
  };
}

/** What became of the reward, and what to do about it. */
function rewarded(history: History): Outcome {
  const course = courseOf(history);
  if (course === undefined) {
    if (leadingReward(history) === undefined && areUpdatesAlone(history)) return sizesOfUpdates(history);
    // what the file does not hold is not spoken of
    const reward = leadingReward(history);
    if (
      reward !== undefined && [...seriesOf(history, "loss"), ...seriesOf(history, "loss term")].length === 0
    ) {
      const { name, values } = reward;
      return {
        ...found("info", `Too few rewards to tell: ${values.length} of ${name}`, {
          kind: "reinforcement",
          state: "unclear",
        }),
        remedy: FEW,
      };
    }
    const outcome = found("info", "Policy and value losses are no errors: judge by the reward", {
      kind: "reinforcement",
    });
    return { ...outcome, remedy: leadingReward(history) === undefined ? UNREWARDED : FEW };
  }
  const { name, state, begins, ends, peak, peakAt, low, lowAt, levelSince, collapses, levelsOff, lost } =
    course;
  const unit = unitOf(history), ways = waysOf(history);
  const facts: Facts = {
    kind: "reinforcement",
    reward: name,
    state,
    begins,
    ends,
    peak,
    peakAt,
    lost,
    fewEpisodes: course.isFew,
  };
  const statement = (title: string, remedy: string, more: Facts = {}) => ({
    ...found("info", title, { ...facts, ...more }),
    remedy,
  });
  const alarm = (title: string, remedy: string, since?: number, more: Facts = {}) => ({
    ...found("warning", title, since === undefined ? facts : { ...facts, since, ...more }, [
      speaksFor("learning rate", 1),
    ]),
    remedy,
  });
  const untold = pairsNotToldApart(history), isPast = lost > LIMITS.pastBest;
  if (untold !== undefined) return untold;
  const went = coursed(course, unit), dip = dipped(course, unit);
  const random = stillExploring(history), stopped = entropyGone(history), { far, isFar } = drifted(history);
  const best = `${course.isTied ? "as high as it came, but for noise," : "highest"} ${
    course.window === 1 ? "" : "about "
  }${formatNumber(peak)} at ${unit} ${peakAt}`;
  if (course.fell?.isSure === false && ["plateau", "open", "risen"].includes(state)) {
    return statement(
      `The reward rose, and fell to ${formatNumber(course.fell.level)} ${
        lastOnes(course.fell)
      }: ${went}, ${best}${dip}`,
      AGAIN,
      { slipped: true },
    );
  }
  switch (state) {
    case "fallen":
      return alarm(
        `The reward has fallen back since ${unit} ${peakAt}: from ${course.window === 1 ? "" : "about "}${
          formatNumber(peak)
        } to about ${formatNumber(course.fell?.level ?? ends)} ${
          course.fell === undefined
            ? `at the end${
              course.window === 1
                ? ""
                : ` (${course.twoLevels ? "means of some" : "medians of"} ${course.window})`
            }`
            : lastOnes(course.fell)
        }${course.twoLevels?.moves === "down" ? ofTwoLevels(course, unit) : ""}${before(course, unit)}${
          meanwhile(history, peakAt)
        }`,
        `${isStillRunning(history) ? "Stop it. " : ""}${ways.fallen}`,
        peakAt,
        { again: course.dip !== undefined },
      );
    case "no better":
      return alarm(
        `The reward is no better than at first: ${went}, down to about ${
          formatNumber(low)
        } at ${unit} ${lowAt}`,
        ways.worse,
        lowAt,
      );
    case "unstable":
      return alarm(
        `The reward is unstable: it has lost ${
          formatPercent(REWARD_LIMITS.lost)
        } of its rise ${collapses} times${
          lost > REWARD_LIMITS.lost ? "" : " and come back"
        }; ${went}, ${best}`,
        ways.unstable,
      );
    case "unclear":
      return statement(
        `${
          history.inProgress ? "So few" : "Too few"
        } rewards, and too noisy: ${went}; one differs from the next by about ${formatNumber(course.noise)}`,
        course.isFew ? FEW_EPISODES : FEW,
      );
    case "flat": {
      if (course.noise === 0) {
        return statement(`The reward is the same all the time: ${name} ${formatNumber(ends)}`, SPARSE);
      }
      const same = allButTheSame(history);
      if (same !== undefined && !course.isFew) {
        return statement(
          `The reward is all but the same all the time: ${same.says}`,
          `${ALL_BUT_THE_SAME}${
            same.isUnforeseen
              ? ". Divide rewards so that returns are of the size of 1: at this rate values do not come up to them."
              : "; then other seeds."
          }`,
          { allButTheSame: true },
        );
      }
      const { warmsUp, done = 0, of = Infinity } = openSchedule(history) ?? {};
      const part = done / of;
      if (course.swings !== undefined && stopped === "" && random === "") {
        const { from, to } = course.swings;
        return statement(
          `The reward goes up and down between about ${formatNumber(from)} and ${
            formatNumber(to)
          }, and what it gains lies within that: ${went}, ${best}`,
          isStillRunning(history) ? `Let it run on to half of its schedule. ${ways.flat}` : ways.flat,
          { swings: true },
        );
      }
      const mixed = stopped === "" && random === "" ? course.twoLevels : undefined;
      const share = mixed !== undefined && isMixed(mixed) ? mixed.all : undefined;
      return statement(
        `The reward is flat${course.ends <= low && ends < begins ? " at its lowest" : ""}${
          warmsUp ? ", and the learning rate still rises to its first height (warm-up)" : ""
        }: ${went}; one differs from the next by about ${formatNumber(course.noise)}${
          withoutSpread(history)
        }${random}${stopped}`,
        warmsUp
          ? WARM_UP
          : random !== ""
          ? EXPLORING
          : part > 0 && part < LIMITS.early
          ? `Let it run on, for ${
            formatPercent(part)
          } of its schedule is done; if it is as flat at half of it: ${ways.flat[0].toLowerCase()}${
            ways.flat.slice(1)
          }`
          : stopped !== ""
          ? ways.entropy
          : share !== undefined && "byShare" in ways
          ? ways.byShare
          : ways.flat,
        { ...(warmsUp && { warmsUp }), ...(share !== undefined && { share }) },
      );
    }
    case "plateau":
      return course.atCeiling
        ? statement(
          `The reward is at one value, its highest, since ${unit} ${levelSince}: ${went}${dip}`,
          CEILING,
          { since: levelSince, atCeiling: true },
        )
        : statement(
          `A plateau: ${went}, ${best}${dip}${random}${stopped}${far}`,
          isFar ? GAMED : stopped === "" ? ways.plateau : ways.entropy,
          { since: levelSince },
        );
    case "open":
      return statement(
        `The reward rose, and its noise hides whether it still does: ${went}, ${best}; one differs from the next by about ${
          formatNumber(course.noise)
        }${dip}${random}${stopped}${far}`,
        `${isStillRunning(history) ? "Let it run. " : ""}${OPEN}`,
      );
    case "risen":
      return statement(
        `The reward ${
          isPast
            ? "rose"
            : course.gainsAgain
            ? "rose, stood, and gains again"
            : levelsOff
            ? "rose, and levels off"
            : course.stands
            ? "rose, and stands still in the last fifth of the run"
            : "rises"
        }: ${went}${
          isPast
            ? `; ${best}, ${formatPercent(lost)} of its rise lost since`
            : levelsOff || course.stands
            ? `; ${best}`
            : ""
        }${dip}${frozen(course, unit)}${random}${isPast || levelsOff || course.stands ? stopped : ""}${far}`,
        isPast ? ways.pastBest : isFar ? GAMED : risen(history, course),
        {
          pastBest: isPast,
          gainsAgain: course.gainsAgain,
          levelsOff,
          stands: course.stands,
        },
      );
  }
}

/** Whether neither level is that of a few accidents. */
function isMixed({ all }: TwoLevels): boolean {
  return Math.min(all, 1 - all) > LIMITS.mixed;
}

/** The KL between a policy and the one before is what an update was allowed to be: no reward tells what it was good for. */
function sizesOfUpdates(history: History): Outcome {
  const sizes = finite(history.trainLoss), level = sizes.length === 0 ? NaN : median(sizes as number[]);
  const isNothing = level < LIMITS.updateOfNothing;
  return {
    ...found(
      "info",
      `No reward was logged: a KL tells how far updates moved the policy, and nothing of what it learned${
        isNothing ? `; about ${formatNumber(level)}, they hardly moved it` : ""
      }`,
      { kind: "reinforcement", state: "unrewarded" },
    ),
    remedy: isNothing ? `${UNREWARDED} ${HARDLY_MOVED}` : UNREWARDED,
  };
}

function isStillRunning(history: History): boolean {
  return history.inProgress === true || openSchedule(history) !== undefined;
}

/** A reward that rises to the end has more to give. */
function risen(history: History, { gainsAgain, levelsOff, stands }: RewardCourse): string {
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

/**
 * Preferences (DPO) whose loss has stayed at ln 2, what it costs to call both answers as good, to the end of the schedule: a margin that
 * rises from nothing to nothing is no progress.
 */
function pairsNotToldApart(history: History): Outcome | undefined {
  const losses = finite(history.trainLoss), price = Math.LN2, rates = finite(history.learningRate ?? []);
  const isPaired = seriesOf(history, "reward").some(({ name }) => /rewards\/margins$/.test(name));
  const near = (loss: number) => Math.abs(loss / price - 1) < LIMITS.untold;
  if (!isPaired || losses.length < REWARD_LIMITS.fewest || isStillRunning(history)) return undefined;
  if (!near(losses[0]) || !near(endLevel(losses))) return undefined;
  const most = rates.length === 0 ? 0 : max(rates as number[]);
  return {
    ...found(
      "warning",
      `The pairs are hardly told apart: loss ${formatNumber(losses[0])} -> ${
        formatNumber(losses[losses.length - 1])
      }, where ln 2 = ${formatNumber(price)} is no preference at all`,
      { kind: "reinforcement", state: "untold" },
      [speaksFor("learning rate", 2)],
    ),
    remedy: `Raise the learning rate five to ten times${
      most > 0 ? ` (here ${formatNumber(most)} at most)` : ""
    }, or train for more epochs; look at twenty pairs: are chosen and rejected swapped, or alike?`,
  };
}

/** Means in which single batches do not count. */
const BINS = 100;

/** Each step is measured at a noise of its own: what is easy and what is hard covers what is learned. */
function diffusion(history: History): Outcome {
  const loss = leadingLoss(history, "train"), known = finite(loss?.values ?? []);
  const start = known.length === 0 ? NaN : median(known.slice(0, tail(known).length));
  const course = loss === undefined
    ? ""
    : `: ${loss.name} about ${formatNumber(start)} at first, about ${
      formatNumber(endLevel(known))
    } at the end`;
  const stillFalls = known.length >= BINS &&
    trendPValue(known.slice(known.length / 2), "down") < LIMITS.surely;
  const outcome = found(
    "info",
    `The loss is the error at random amounts of noise, and its height says little of the samples${course}${
      stillFalls ? "; it still falls" : ""
    }`,
    { kind: "diffusion", stillFalls },
  );
  return {
    ...outcome,
    remedy: stillFalls && !isStillRunning(history) ? `${FALLS} ${samples(history)}` : samples(history),
  };
}

const FALLS =
  "The loss still falls: train longer from the last checkpoint, or at a higher rate if it falls slowly.";

/** What is held still between checkpoints: the noise that samples begin with, and prompts where the model takes any. */
function samples({ series = [] }: History): string {
  const takesPrompts = series.some(({ name }) => /unet|text_?encoder|prompt/i.test(name));
  return `Judge by samples: the same ${
    takesPrompts ? "prompts and " : ""
  }seeds from each checkpoint that was saved, side by side; the last good one before they all look alike is the one to use.`;
}
