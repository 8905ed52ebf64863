/**
 * The rewards of a log, and the critic that foresees them.
 *
 * @module
 */
import { A_COURSE, finite, ofAll, seriesOf } from "../logged.ts";
import { isZeroSum, ratingOf } from "./games.ts";
import { arePairs, kindOf } from "../kind.ts";
import type { History, LoggedSeries } from "../records.ts";
import { wordsOf } from "../readers/classify.ts";

/** What a bonus for exploring is called: it is no part of the task. */
const BONUS = /int(rinsic)?_rew|rew(ard)?_int(_|rinsic|$)|curiosity/;

/** Of a generation or a batch of episodes the mean is judged; that of all since the start lags behind. */
const MEAN = /^(?!.*cumul).*(^|_)(mean|avg|average)(_|$)/;

/** Whether a reward is a mean of many episodes, as Stable-Baselines3's of the last hundred and its evaluations are. */
export function isMeanReward(name: string): boolean {
  return /ep_?rew_?mean|mean_(ep_)?reward|episode_reward_mean/i.test(name);
}

/** Whether a reward of evaluations is that of whole episodes, and no part of it. */
function isWhole(name: string): boolean {
  return /^((eval(uation)?|val(idation)?|test|mean|avg|average|episode|ep|total)_)+(rewards?|returns?|ret|score)(_(mean|avg))?$/
    .test(wordsOf(name).join("_"));
}

/** What is paid for all steps of an episode together. */
const OF_EPISODE = /(^|_)(total|episode|ep)_(rewards?|returns?|ret|score)(_(mean|avg))?$|^returns?$/;

/**
 * The rewards without what every step is paid alike, where that of whole episodes moves: those of a task that pays for going on are all in
 * their length. Sums come first then, since that of an episode may be logged in the midst of it.
 */
function withoutPaidSteps(rewards: readonly LoggedSeries[]): readonly LoggedSeries[] {
  const called = ({ name }: LoggedSeries) => wordsOf(name).join("_");
  const moves = ({ values }: LoggedSeries) => new Set(finite(values)).size > 1;
  const wholes = rewards.filter((one) => OF_EPISODE.test(called(one)) && moves(one));
  const isPaidAlike = (one: LoggedSeries) => /^(train_)?(step_)?rewards?$/.test(called(one)) && !moves(one);
  if (wholes.length === 0 || !rewards.some(isPaidAlike)) return rewards;
  const sums = wholes.filter((one) => /(^|_)total_/.test(called(one)));
  return [...new Set([...sums, ...rewards.filter((one) => !isPaidAlike(one))])];
}

/** Evaluations of a policy that make a course of their own, and the share of the run that they come to. */
const MANY_EVALUATIONS = 20, TO_THE_END = 0.9;

/**
 * The mean reward of a policy's own evaluations: one policy plays them, and without its exploration. Of several the first with as many
 * values.
 */
export function evaluatedReward(history: History, fewest: number): LoggedSeries | undefined {
  return seriesOf(history, "reward").find(({ name, split, values }) =>
    split !== "train" && (isMeanReward(name) || isWhole(name)) && finite(values).length >= fewest
  );
}

/**
 * The reward that is judged: one with a course, the margin that preferences are trained for, the whole before its parts; evaluations
 * before what is played while training, where they are many and go on to the end. Of a player that meets its like a rating or the games it
 * wins come before rewards about 0.
 */
export function leadingReward(history: History): LoggedSeries | undefined {
  if (arePairs(history)) return undefined;
  const known = withoutPaidSteps(seriesOf(history, "reward").filter(({ name }) => !BONUS.test(name)));
  const courses = known.filter(({ values }) => finite(values).length >= A_COURSE);
  const rewards = courses.length > 0 ? courses : known;
  const evaluated = evaluatedReward(history, MANY_EVALUATIONS);
  const rating = kindOf(history) === "reinforcement" ? ratingOf(history) : undefined;
  // what a player gets against itself is nothing, whatever it learns
  if (rating !== undefined && (rewards.length === 0 || rewards.every(({ values }) => isZeroSum(values)))) {
    return rating;
  }
  const end = Math.max(...rewards.map(({ at }) => at[at.length - 1]));
  if (evaluated !== undefined && evaluated.at[evaluated.at.length - 1] >= TO_THE_END * end) return evaluated;
  const means = rewards.filter(({ name }) => /^reward$|ep_?rew_?mean|episode_reward_mean/.test(name));
  return rewards.find(({ name }) => /margin/.test(name)) ??
    ofAll(means) ?? means[0] ??
    rewards.find(({ name }) => MEAN.test(wordsOf(name).join("_"))) ??
    rewards[0] ?? seriesOf(history, "reward")[0];
}

/** The bonus for exploring, where it is logged beside the reward. */
export function bonusOf(history: History): LoggedSeries | undefined {
  return seriesOf(history, "reward").find(({ name }) => BONUS.test(name));
}

const CRITIC =
  /critic_loss|loss_critic|value_(function_)?loss|vf_loss|(^|_)(q|qf)\d?_loss|loss_(v|value|q)\d?(_|$)/;

/** The loss of the value function (the critic), where a policy is trained. */
export function criticOf(history: History): LoggedSeries | undefined {
  if (kindOf(history) !== "reinforcement") return undefined;
  return [...seriesOf(history, "loss term"), ...seriesOf(history, "loss")].find(({ name }) => {
    const words = wordsOf(name).join("_");
    return CRITIC.test(words) && !/delta/.test(words);
  });
}
