import { max, median } from "simple-statistics";
import {
  endLevel,
  evaluatedReward,
  finite,
  indexOfBest,
  isDiffusion,
  isDiscriminator,
  kindOf,
  leadingLoss,
  leadingMetric,
  leadingReward,
  readingsLike,
  seriesOf,
} from "../logged.ts";
import type { Facts, History, Observation, Outcome, Rule } from "../records.ts";
import { courseOf, type RewardCourse } from "../reward_course.ts";
import { condense, tail, trendPValue, unitOf } from "../series.ts";
import { isTransformer } from "../tools.ts";
import { formatNumber, formatPercent } from "../../text/mod.ts";
import { clear, found, speaksFor } from "./outcome.ts";
import { openSchedule } from "./schedule_not_over.ts";
import { limitsOf } from "../thresholds.ts";

const LIMITS = limitsOf("loss-is-no-error"), REWARD_LIMITS = limitsOf("reward-course");

/** Losses of adversaries and of policies move with their opponent or their data: their height says nothing of quality. */
export const lossIsNoError: Rule = {
  name: "loss-is-no-error",
  watches: "names of the losses, rewards",
  predicate:
    `a generator and a discriminator, a diffusion model without a held-out loss, or a reward; an alarm where the discriminator's loss ends under ${LIMITS.wonBelow} while the other grows ${LIMITS.lostTimes}-fold, or the reward has lost ${
      formatPercent(REWARD_LIMITS.lost)
    } of its rise, or never came above what it began with, or a loss of preferences stays within ${
      formatPercent(LIMITS.untold)
    } of ln 2 to the end`,
  remedy: "Judge by samples (GAN) or by the reward of evaluation episodes, over several seeds.",
  source: "Goodfellow et al. 2014; Henderson et al. 2018, deep reinforcement learning that matters",
  readsSeries: true,
  settles: "all losses",
  check,
};

function check({ history }: Observation): Outcome {
  const kind = kindOf(history);
  if (kind === "supervised") return isDiffusion(history) ? diffusion(history) : clear();
  return kind === "adversarial" ? adversarial(history) : rewarded(history);
}

/** What became of the reward, and what to do about it. */
function rewarded(history: History): Outcome {
  const course = courseOf(history);
  if (course === undefined) {
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
  const alarm = (title: string, remedy: string, since?: number) => ({
    ...found("warning", title, since === undefined ? facts : { ...facts, since }, [
      speaksFor("learning rate", 1),
    ]),
    remedy,
  });
  const untold = pairsNotToldApart(history), isPast = lost > LIMITS.pastBest;
  if (untold !== undefined) return untold;
  const went = coursed(course);
  const best = `highest ${course.window === 1 ? "" : "about "}${formatNumber(peak)} at ${unit} ${peakAt}`;
  switch (state) {
    case "fallen":
      return alarm(
        `The reward has fallen back since ${unit} ${peakAt}: from ${course.window === 1 ? "" : "about "}${
          formatNumber(peak)
        } to about ${formatNumber(ends)} at the end${
          course.window === 1 ? "" : ` (medians of ${course.window})`
        }${meanwhile(history, peakAt)}`,
        `${isStillRunning(history) ? "Stop it. " : ""}${ways.fallen}`,
        peakAt,
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
        } of its rise ${collapses} times and come back; ${went}, ${best}`,
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
      const { warmsUp, done = 0, of = Infinity } = openSchedule(history) ?? {};
      const share = done / of;
      return statement(
        `The reward is flat${course.ends <= low && ends < begins ? " at its lowest" : ""}${
          warmsUp ? ", and the learning rate still rises to its first height (warm-up)" : ""
        }: ${went}; one differs from the next by about ${formatNumber(course.noise)}${
          withoutSpread(history)
        }`,
        warmsUp
          ? WARM_UP
          : share > 0 && share < LIMITS.early
          ? `Let it run on, for ${
            formatPercent(share)
          } of its schedule is done; if it is as flat at half of it: ${ways.flat[0].toLowerCase()}${
            ways.flat.slice(1)
          }`
          : ways.flat,
        warmsUp ? { warmsUp } : {},
      );
    }
    case "plateau":
      return course.atCeiling
        ? statement(
          `The reward is at one value, its highest, since ${unit} ${levelSince}: ${went}`,
          CEILING,
          { since: levelSince, atCeiling: true },
        )
        : statement(`A plateau: ${went}, ${best}`, ways.plateau, { since: levelSince });
    case "open":
      return statement(
        `The reward rose, and its noise hides whether it still does: ${went}, ${best}; one differs from the next by about ${
          formatNumber(course.noise)
        }`,
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
        }`,
        isPast ? ways.pastBest : risen(history, course),
        { pastBest: isPast, gainsAgain: course.gainsAgain, levelsOff, stands: course.stands },
      );
  }
}

/** What has grown many times over since the reward was highest, and may be why: a KL term, or the loss of what is learned off policy. */
function meanwhile(history: History, peakAt: number): string {
  const told = isOffPolicy(history) ? /loss/i : /(^|[/_])kl([/_]|$)/i;
  const known = [
    ...seriesOf(history, "loss term"),
    ...seriesOf(history, "loss"),
    ...seriesOf(history, "reading"),
  ];
  for (const { name, at, values } of known.filter((series) => told.test(series.name))) {
    const before = finite(values.filter((_, i) => at[i] <= peakAt));
    const then = endLevel(before), now = endLevel(values);
    if (then > 0 && now > LIMITS.grown * then) {
      return `; meanwhile ${name} grew from about ${formatNumber(then)} to about ${formatNumber(now)}`;
    }
  }
  return "";
}

/** How many prompts teach nothing, where they are many (GRPO): all answers to one of them got one reward. */
function withoutSpread(history: History): string {
  const [share] = readingsLike(history, /frac_reward_zero_std$/);
  const level = share === undefined ? 0 : endLevel(share.values);
  return level >= LIMITS.alike
    ? `; for ${formatPercent(level)} of the prompts all answers get one reward (${share.name})`
    : "";
}

function isStillRunning(history: History): boolean {
  return history.inProgress === true || openSchedule(history) !== undefined;
}

/** A reward that rises to the end has more to give. */
function risen(history: History, { gainsAgain, levelsOff, stands }: RewardCourse): string {
  const schedule = openSchedule(history), ways = waysOf(history);
  const isEvaluated = evaluatedReward(history, LIMITS.evaluations) !== undefined;
  const rises = isEvaluated && ways.rises === EVALUATE ? SEEDS : ways.rises;
  const on = schedule !== undefined
    ? `Let it run to the end of its schedule (step ${formatNumber(schedule.of)}).`
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

/** First and last value, and the levels there where those are others. */
function coursed({ name, count, read, first, last, begins, ends }: RewardCourse): string {
  const [a, b, c, d] = [first, last, begins, ends].map((value) => formatNumber(value));
  if (read === "episodes") {
    return `the ${count} episodes that ${name} averages gave about ${c} at first and about ${d} at the end`;
  }
  const levels = a === c && b === d ? "" : ` (medians there: ${c}, ${d})`;
  const start = read === "later" ? "after its first entries, means of a few episodes," : "at first,";
  return `${name} ${a} ${start} ${b} at the end${levels}`;
}

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
  return { ...outcome, remedy: stillFalls && !isStillRunning(history) ? `${FALLS} ${SAMPLES}` : SAMPLES };
}

const FALLS =
  "The loss still falls: train longer from the last checkpoint, or at a higher rate if it falls slowly.";

const SAMPLES =
  "Judge by samples: the same prompts and seeds from each checkpoint that was saved, side by side; the last good one before they all look alike is the one to use.";

const CEILING =
  "If this is the most that an episode can give, it is solved: stop, and evaluate on separate episodes.";
const OPEN =
  "Evaluate checkpoints on many episodes or prompts, always the same ones: only a mean of many tells whether it still gains; then train longer where the last one is the best.";
const UNREWARDED =
  "Log the mean reward of episodes (Stable-Baselines3: a Monitor around the environment) and judge by that, on separate episodes and over several seeds.";
const FEW = "Train on until there are some twenty rewards or more; a reward is judged over several seeds.";

const WARM_UP =
  "Train far longer: until the warm-up is over little is learned, and so few steps tell nothing of the reward. Watch its parts by themselves.";
const EVALUATE = "Evaluate the policy on separate episodes, over several seeds.";
const SEEDS = "What one seed gives, others may not: train some more.";
const FEW_EPISODES =
  "Train on: it takes a hundred episodes or more to tell a rise from luck; evaluate on ten or more each time, and over several seeds.";

/** What is tried, by what is trained: an agent in its environment, by its policy's gradient or by values off policy, or a language model on answers or preferences. */
const WAYS = {
  agent: {
    rises: EVALUATE,
    unstable:
      "Keep the policy of the best time; a lower rate that decays, a smaller clip_range or a target KL, larger batches; evaluate on separate episodes as it trains, and save the best.",
    fallen: "Go back to the policy of that time; lower the rate or clip updates harder (target KL).",
    pastBest: "Keep the policy of the best time; decay the rate, evaluate on separate episodes.",
    plateau:
      "If that is the task's best, stop and evaluate on separate episodes; if it can do better, more exploration (entropy coefficient, noise), normalised observations and rewards, larger batches, other seeds.",
    worse:
      "Start again: rewards scaled to some tens an episode, a tenth of the rate, observations normalised, more steps of exploration before learning.",
    flat:
      "Look at entropy and at the reward's parts, and whether any episode is ever rewarded; then more exploration, other seeds.",
  },
  values: {
    rises: EVALUATE,
    unstable:
      "Keep the policy of the best time; a lower rate, a slower target network (target_update_interval, tau), a larger replay buffer; evaluate on separate episodes as it trains, and save the best.",
    fallen:
      "Go back to the policy of that time; a lower rate, a larger replay buffer, a target network that follows more slowly (target_update_interval, tau), gradients clipped.",
    pastBest: "Keep the policy of the best time; a lower rate and a slower target network.",
    plateau:
      "If that is the task's best, stop and evaluate on separate episodes; if it can do better, exploration for longer (exploration_fraction, noise), normalised observations and rewards, a larger replay buffer, other seeds.",
    worse:
      "Start again: rewards scaled to some tens an episode, a tenth of the rate, a slower target network, more steps of exploration before learning.",
    flat:
      "Look whether learning has begun at all (learning_starts), whether any episode is ever rewarded, and whether exploration lasts long enough.",
  },
  answers: {
    rises: "Read answers of several checkpoints too: a reward can be gamed.",
    unstable:
      "Keep the checkpoint of the best time; lower the rate or raise beta (the KL penalty), larger batches, more num_generations.",
    fallen: "Go back to the checkpoint of that time; lower the rate or raise beta (the KL penalty).",
    pastBest: "Keep the checkpoint of the best time; lower the rate or raise beta (the KL penalty).",
    plateau:
      "Read answers: if the reward is as high as it can be, stop; if not, look at each reward function by itself, harder prompts, more num_generations.",
    worse:
      "Start again with a tenth of the rate or a higher beta (the KL penalty); look at each reward function by itself.",
    flat:
      "Look at each reward function by itself and at reward_std: where all answers to a prompt get one reward nothing is learned. Then a higher temperature, more num_generations, easier prompts, a higher rate.",
  },
  preferences: {
    rises:
      "Add an evaluation set of held-out pairs (eval_strategy=steps): margins of the training pairs grow while they are learned by heart; judge by eval_rewards/accuracies and by answers.",
    unstable: "Keep the checkpoint of the best time; a lower rate, a higher beta, larger batches.",
    fallen: "Go back to the checkpoint of that time; lower the rate or raise beta.",
    pastBest: "Keep the checkpoint of the best time; lower the rate or raise beta.",
    plateau:
      "Judge by held-out pairs (eval_rewards/accuracies) and by answers; more of the same gives little.",
    worse: "Start again with a tenth of the rate; look at twenty pairs: are chosen and rejected swapped?",
    flat:
      "Look at twenty pairs: are chosen and rejected swapped, or alike? Then a higher rate (5e-7 to 5e-6) or a lower beta.",
  },
} as const;

function waysOf(history: History) {
  const rewards = seriesOf(history, "reward").map(({ name }) => name);
  if (rewards.some((name) => /margin|chosen|rejected/.test(name))) return WAYS.preferences;
  const hasAnswers = isTransformer(history) ||
    [...seriesOf(history, "reading"), ...seriesOf(history, "reward")].some(({ name }) =>
      /completion|frac_reward|reward_fn|reward_func/.test(name)
    );
  return hasAnswers ? WAYS.answers : isOffPolicy(history) ? WAYS.values : WAYS.agent;
}

/** Whether values are learned from a replay buffer (DQN, SAC, TD3): by what Stable-Baselines3 and CleanRL log of it. */
function isOffPolicy({ series = [], leftOut = [] }: History): boolean {
  return [...series.map(({ name }) => name), ...leftOut].some((name) =>
    /exploration_rate|(^|[/_])(epsilon|ent_coef|(q|td|qf\d?)_loss)$/.test(name)
  );
}

/** The one loss near nothing while the other grows: the discriminator tells all, the generator learns nothing from it. */
function adversarial(history: History): Outcome {
  const terms = [...seriesOf(history, "loss term"), ...seriesOf(history, "loss")];
  const ends = terms.map(({ name, values }) => {
    const known = finite(values);
    return { name, first: median(known.slice(0, 3)), end: endLevel(known) };
  });
  const course = ends.slice(0, 3).map(({ name, first, end }) =>
    `${name} about ${formatNumber(first)} at first, ${formatNumber(end)} at the end`
  )
    .join(", ");
  const won = ends.find(({ name, first, end }) =>
    isDiscriminator(name) && first > 0 && end >= 0 &&
    end < Math.min(LIMITS.wonBelow, LIMITS.wonShare * first)
  );
  const lost = ends.some(({ name, first, end }) =>
    !isDiscriminator(name) && first > 0 && end > LIMITS.lostTimes * first
  );
  const sure = surely(history);
  if (won !== undefined && lost || sure !== undefined) {
    const outcome = found(
      "warning",
      `The discriminator${
        won === undefined ? "" : ` (${won.name})`
      } has won, and teaches the generator nothing more: ${
        sure === undefined ? "" : `${sure.answers}, `
      }${course}`,
      {
        kind: "adversarial",
        discriminator: won?.end ?? null,
        name: won?.name ?? null,
        several: ends.filter(({ name }) => isDiscriminator(name)).length > 1,
        ...(sure === undefined ? {} : { since: sure.since }),
      },
      [speaksFor("learning rate", 1)],
    );
    return {
      ...outcome,
      remedy: `${
        sure === undefined ? "Look at samples" : `Look at samples of the ${unitOf(history)}s before`
      }; slow the discriminator (lower rate, fewer steps, label smoothing, gradient penalty).`,
    };
  }
  const isAhead = lost &&
    ends.some(({ name, first, end }) => isDiscriminator(name) && first > 0 && end < first / LIMITS.lostTimes);
  const metric = leadingMetric(history), best = metric === undefined ? -1 : indexOfBest(metric);
  const last = (metric?.values.length ?? 0) - 1;
  const quality = best < 0
    ? ""
    : `; by ${metric!.name} it is best at ${unitOf(history)} ${metric!.at[best]} (${
      formatNumber(metric!.values[best])
    }), ${best === last ? "which is the end" : `and ${formatNumber(metric!.values[last])} at the end`}`;
  const outcome = found(
    "info",
    `Adversarial training (GAN): the losses measure generator and discriminator against each other, not quality${
      quality || `: ${course}`
    }${isAhead ? "; the discriminator is ahead" : ""}`,
    { kind: "adversarial", isAhead },
  );
  return {
    ...outcome,
    remedy: `Judge by samples and by ${
      best < 0 ? "a measure of them (FID, KID)" : metric!.name
    }, not by these losses.`,
  };
}

/** What a discriminator that is sure of all rows answers, as the DCGAN example prints it, and since when. */
function surely(history: History): { readonly answers: string; readonly since: number } | undefined {
  const answer = (name: string) => seriesOf(history, "reading").find((one) => one.name === name);
  const real = answer("D(x)"), made = answer("D(G(z))");
  if (real === undefined || made === undefined) return undefined;
  const [sees, believes] = [endLevel(real.values), endLevel(made.values)];
  if (!(sees > LIMITS.real && believes < LIMITS.made)) return undefined;
  const { at, values } = condense(made, BINS);
  const since = at[values.findLastIndex((value) => value > LIMITS.made) + 1];
  return {
    answers: `it answers ${formatNumber(sees)} to true rows and ${formatNumber(believes)} to made ones`,
    since,
  };
}

/** Means in which single batches do not count. */
const BINS = 100;
