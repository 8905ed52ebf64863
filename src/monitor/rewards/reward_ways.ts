/**
 * What is tried next about a reward, by what became of it and by what is trained.
 *
 * @module
 */
import { max, median, quantile } from "simple-statistics";
import { finite, readingsLike, seriesOf } from "../logged.ts";
import { type Learner, learnerOf } from "./learner.ts";
import { isOfGames } from "./games.ts";
import { evaluatedReward, leadingReward } from "./rewards.ts";
import type { History } from "../records.ts";
import { lowest } from "../series.ts";
import { formatNumber } from "../../text/mod.ts";
import { limitsOf } from "../thresholds.ts";
import { isTransformer } from "../tools.ts";

const LIMITS = limitsOf("loss-is-no-error");

export const CEILING =
  "If this is the most that an episode can give, it is solved: stop, and evaluate on separate episodes.";
const BY_SHARE =
  "Judge by the share of episodes that succeed, over a hundred or more. Watch some of both kinds: what sets apart those that succeed (where they begin, how long they last)? Begin nearer to the goal or reward steps towards it; then a lower rate, larger batches, other seeds.";
export const AGAIN =
  "Evaluate the last policy again, on more episodes, before training on: if it is as low, go back to the one of the best time, with a lower rate.";
export const OPEN =
  "Evaluate checkpoints on many episodes or prompts, always the same ones: only a mean of many tells whether it still gains; then train longer where the last one is the best.";
export const HIDDEN =
  "Evaluate on twenty episodes or more each time, the same ones, and over several seeds; look at the episodes that are far off the others, and clip or scale their rewards; then another rate, other exploration.";
export const UNREWARDED =
  "Log the mean reward of episodes (Stable-Baselines3: a Monitor around the environment) and judge by that, on separate episodes and over several seeds.";
export const HARDLY_MOVED =
  "Updates as small as this teach nothing: look at advantages (all the same?), at the step size and at the line search that may refuse every step.";
export const FEW =
  "Train on until there are some twenty rewards or more; a reward is judged over several seeds.";

export const WARM_UP =
  "Train far longer: until the warm-up is over little is learned, and so few steps tell nothing of the reward. Watch its parts by themselves.";
export const SPARSE =
  "Nothing can be learned from a reward that never differs. If it is never given: reward steps towards the goal, begin nearer to it, use demonstrations or a bonus for what is new; if it is always given, stop. Check that the reward is passed on at all.";
export const ALL_BUT_THE_SAME =
  "If this is the most there is, stop. Else check that the reward depends on what is done: play random actions and compare; subtract what is always paid and scale up the rest";
export const EXPLORING =
  "Train on until exploration has come down (exploration_fraction, exploration_final_eps), and judge it then, by evaluations without it.";
export const GAMED =
  "Read answers of several checkpoints before going on: a reward that rises while the KL explodes is often gamed. If it is, take an earlier checkpoint; a higher beta (the KL penalty), a lower rate, a reward that length does not raise.";
export const SHORT =
  "Read answers of several checkpoints before going on: what got this short may say nothing any more and be rewarded all the same. If so, take an earlier checkpoint; reward what an answer holds, and not its form alone, a higher beta (the KL penalty).";
export const HARDER =
  "Judge by how hard a task it can do: evaluate at fixed levels, each at the same episodes, and go on as long as the level rises.";
export const TOO_HARD =
  "Evaluate at fixed levels, each at the same episodes: if it has lost what it could do at the easier ones, raise the level more slowly and mix easier tasks in; if not, train on.";
const ENTROPY =
  "Keep it exploring: a higher entropy coefficient (ent_coef), a lower rate, rewards and observations normalised; then other seeds. If this is the task's best, stop.";
const EVALUATE = "Evaluate the policy on separate episodes, over several seeds.";
export const FIXED_OPPONENT =
  "Evaluate every so often against opponents that stay as they are (random moves, a scripted player, its own early snapshots), some hundred games with both sides in turn, or keep an Elo over all snapshots: only that tells whether it gets stronger.";
/** What is tried of a player, by games against others. */
const GAMES = {
  rises:
    "Play some hundred games against opponents that stay as they are, and against stronger ones as it wins all of these.",
  plateau:
    "If it wins nearly all of these games take a stronger opponent, for this one tells nothing more. If not: more games for each update, more search or exploration (noise at the first moves), other seeds.",
};
const SEEDS = "What one seed gives, others may not: train some more.";
export const FEW_EPISODES =
  "Train on: it takes a hundred episodes or more to tell a rise from luck; evaluate on ten or more each time, and over several seeds.";

/** What makes updates smaller, where it is known what is updated. */
const STEPS: Readonly<Partial<Record<Learner, readonly string[]>>> = {
  clipped: ["smaller updates (PPO: target_kl=0.02, a smaller clip_range)"],
  gradient: ["gradients clipped at a smaller norm"],
};
const LEARNS_NOTHING =
  "It still explores, and learns nothing that lasts: rewards scaled to some tens an episode and observations normalised (VecNormalize), the reward's parts and what the policy is shown of its task looked at; then another rate, other seeds, an easier task first.";

/** Settings of what is learned off policy: how fast its target follows, and how much and how long it explores. */
const OFF_POLICY = {
  values: {
    target: "target_update_interval",
    explores: "exploration for longer (exploration_fraction)",
    lasts: "whether exploration lasts long enough",
  },
  critic: {
    target: "tau",
    explores: "more exploration (SAC: a higher target entropy; TD3: more action noise)",
    lasts: "whether actions are varied enough (SAC: its entropy coefficient; TD3: action noise)",
  },
} as const;

/** What is tried, by what is trained: an agent in its environment, by its policy's gradient or by values off policy, or a language model on answers or preferences. */
const WAYS = {
  agent: {
    rises: EVALUATE,
    byShare: BY_SHARE,
    entropy: ENTROPY,
    unstable: "Keep the policy of the best time",
    fallen: "Go back to the policy of that time",
    pastBest: "Keep the policy of the best time",
    plateau:
      "If that is the task's best, stop and evaluate on separate episodes; if it can do better, more exploration, normalised observations and rewards, larger batches, other seeds.",
    worse:
      "Start again: rewards scaled to some tens an episode, a tenth of the rate, observations normalised, more steps of exploration before learning.",
    flat: "Look at the reward's parts; then more exploration, other seeds.",
  },
  answers: {
    entropy:
      "Keep it trying: a higher temperature, an entropy bonus or a wider clip above (epsilon_high), a lower rate, a higher beta. If the reward is as high as it can be, stop.",
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
    entropy: ENTROPY,
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

/** What is tried about this history's reward. */
export function waysOf(history: History) {
  const rewards = seriesOf(history, "reward").map(({ name }) => name);
  if (rewards.some((name) => /margin|chosen|rejected/.test(name))) return WAYS.preferences;
  const hasAnswers = isTransformer(history) ||
    [...seriesOf(history, "reading"), ...seriesOf(history, "reward")].some(({ name }) =>
      /completion|response_len|frac_reward|reward_fn|reward_func/.test(name)
    );
  if (hasAnswers) return WAYS.answers;
  const learner = learnerOf(history);
  const tried = learner === "values" || learner === "critic" ? offPolicy(learner) : ofAgent(history);
  if (isOfGames(leadingReward(history)?.name ?? "")) return { ...tried, ...GAMES };
  const ways = { ...tried, flat: `${beforeAnythingElse(history)}${tried.flat}` };
  return evaluatedReward(history, LIMITS.evaluations) === undefined ? ways : { ...ways, rises: SEEDS };
}

/** What a reward that does not move is asked first: whether it can be learned from at its scale, and whether it is ever given. */
function beforeAnythingElse(history: History): string {
  const known = finite(leadingReward(history)?.values ?? []);
  if (known.length === 0) return "";
  const size = median(known.map(Math.abs)), floor = lowest(known);
  if (size > LIMITS.unscaled) {
    return `Scale rewards first: at ${
      formatNumber(size)
    } they are far from the some tens an episode that values and rates are made for, and the losses of such values are their squares. `;
  }
  const given = known.filter((reward) => reward > floor).length / known.length;
  return given < LIMITS.seldom
    ? "Look whether any episode is ever rewarded: nearly all are at the floor. "
    : "";
}

/** What is tried of values that are learned from a replay buffer. */
function offPolicy(learner: keyof typeof OFF_POLICY) {
  const { target, explores, lasts } = OFF_POLICY[learner];
  return {
    rises: EVALUATE,
    byShare: BY_SHARE,
    entropy: ENTROPY,
    unstable:
      `Keep the policy of the best time; a lower rate, a slower target network (${target}), a larger replay buffer; evaluate on separate episodes as it trains, and save the best.`,
    fallen:
      `Go back to the policy of that time; a lower rate, a larger replay buffer, a target network that follows more slowly (${target}), gradients clipped.`,
    pastBest: `Keep the policy of the best time; a lower rate and a slower target network (${target}).`,
    plateau:
      `If that is the task's best, stop and evaluate on separate episodes; if it can do better, ${explores}, normalised observations and rewards, a larger replay buffer, other seeds.`,
    worse:
      "Start again: rewards scaled to some tens an episode, a tenth of the rate, a slower target network, more steps of exploration before learning.",
    flat: `Look whether learning has begun at all (learning_starts), and ${lasts}.`,
  };
}

/** What is tried of an agent that learns from what it has just played: steadier updates, of which nothing is told that the log shows as done. */
function ofAgent(history: History) {
  const { unstable, fallen, pastBest, ...ways } = WAYS.agent, steadier = steadierUpdates(history);
  return {
    ...ways,
    unstable: `${unstable}; ${
      steadier.join(", ")
    }; evaluate on separate episodes as it trains, and save the best.`,
    fallen: `${fallen}; ${steadier.join(", ")}.`,
    pastBest: `${pastBest}; ${steadier[0]}, evaluate on separate episodes.`,
    ...(stillExplores(history) ? { flat: LEARNS_NOTHING } : {}),
  };
}

/** What makes updates steadier, of what is not done yet; the first of it is the first to try. */
function steadierUpdates(history: History): readonly string[] {
  const rates = finite(history.learningRate ?? []);
  const hasDecayed = rates.length > 0 && rates[rates.length - 1] <= LIMITS.cameDown * max(rates as number[]);
  const [kl, clipped] = [/approx_?kl/, /clip_?frac/].map((name) => mostOf(history, name));
  const isSmall = kl !== undefined && kl < LIMITS.small && (clipped ?? 0) < LIMITS.clipsLittle;
  return [
    ...(hasDecayed ? [] : ["a lower rate that decays"]),
    ...(isSmall ? [] : STEPS[learnerOf(history)] ?? []),
    hasDecayed && isSmall
      ? "larger batches (its rate comes down and its updates are small already), rewards and observations normalised, other seeds"
      : "larger batches",
  ];
}

/** What most of the second half's updates stay below in a reading. */
function mostOf(history: History, name: RegExp): number | undefined {
  const [reading] = readingsLike(history, name), known = finite(reading?.values ?? []);
  return known.length === 0 ? undefined : quantile(known.slice(known.length >> 1), LIMITS.mostUpdates);
}

/** Whether a policy that draws its actions from few still draws them nearly as much at random as at first. */
function stillExplores(history: History): boolean {
  const entropy = readingsLike(history, /(^|_)entropy$/)[0] ??
    seriesOf(history, "loss term").find(({ name }) => /entropy_loss$/i.test(name));
  const known = finite(entropy?.values ?? []).map(Math.abs);
  return known.length >= LIMITS.fewest &&
    median(known.slice(known.length >> 1)) > LIMITS.explores * median(known.slice(0, 3));
}
