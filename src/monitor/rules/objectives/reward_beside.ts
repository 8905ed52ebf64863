/**
 * What was logged beside a reward and may be why it went so.
 *
 * @module
 */
import { max, median, min } from "simple-statistics";
import { endLevel, finite, leadingLoss, readingsLike, seriesOf } from "../../logged.ts";
import { wordsOf } from "../../readers/classify.ts";
import type { History } from "../../records.ts";
import { isOffPolicy } from "../../rewards/learner.ts";
import { criticOf, leadingReward } from "../../rewards/rewards.ts";
import { condense, loggedPoints, tail, unitOf } from "../../series.ts";
import { limitsOf } from "../../thresholds.ts";
import { formatNumber, formatPercent } from "../../../text/mod.ts";

const LIMITS = limitsOf("loss-is-no-error");

/** What has grown many times over since the reward was highest, and may be why: a KL term, or the loss of what is learned off policy. */
export function meanwhile(history: History, peakAt: number): string {
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

/** Rewards that hardly differ, which tell nothing of what was done, and a critic that foresees none of their size. */
export function allButTheSame(
  history: History,
): { readonly says: string; readonly isUnforeseen: boolean } | undefined {
  const reward = leadingReward(history), known = finite(reward?.values ?? []), size = Math.abs(median(known));
  const [least, most] = [min(known), max(known)];
  if (reward === undefined || known.length < LIMITS.fewest || !(most - least < LIMITS.same * size)) {
    return undefined;
  }
  const loss = criticOf(history) ?? leadingLoss(history, "train");
  const error = finite(loss?.values ?? []), level = error.length < LIMITS.fewest ? NaN : endLevel(error);
  // whoever answers 0 to a reward of r pays its square
  const isUnforeseen = size > 1 && Math.abs(level / size ** 2 - 1) < LIMITS.unforeseen;
  return {
    says: `${reward.name} lies between ${formatPrecisely(least)} and ${formatPrecisely(most)}${
      isUnforeseen
        ? `; ${loss!.name} about ${formatNumber(level)} is its square (${
          formatNumber(size ** 2)
        }): the values still answer about 0${
          loss!.at[loss!.at.length - 1] < reward.at[reward.at.length - 1]
            ? `, and no ${loss!.name} was logged after ${unitOf(history)} ${loss!.at[loss!.at.length - 1]}`
            : ""
        }`
        : ""
    }`,
    isUnforeseen,
  };
}

/** Digits enough to tell two apart that differ by less than a hundredth. */
function formatPrecisely(value: number): string {
  return `${Number(value.toPrecision(6))}`;
}

/** Where a policy that draws its actions from few has come to always draw the same, early on: what it has not tried it will not. */
export function entropyGone(history: History): string {
  const series = readingsLike(history, /(^|_)entropy$/)[0] ??
    seriesOf(history, "loss term").find(({ name }) => /entropy_loss$/i.test(name));
  if (series === undefined) return "";
  const points = condense(loggedPoints(series), LIMITS.bins), { at } = points;
  // Stable-Baselines3 logs the negative; what changes its sign is the entropy of a density, which has no such end
  const isOne = [1, -1].some((sign) => points.values.every((value) => sign * value >= 0));
  const values = points.values.map(Math.abs), begins = median(values.slice(0, 3));
  const from = values.findLastIndex((value) => value > LIMITS.entropy * begins) + 1;
  if (values.length < LIMITS.fewest || !isOne || begins === 0 || from > values.length / 2) return "";
  return `; ${series.name} fell from about ${formatNumber(begins)} to about ${
    formatNumber(endLevel(values))
  } by ${unitOf(history)} ${at[from]}: it explores no more`;
}

/** Whether most of the actions are still drawn at random (DQN): what is played while training is no policy yet. */
export function stillExploring(history: History): string {
  const [rate] = readingsLike(history, /exploration_rate$|(^|_)(epsilon|eps)$/);
  const known = finite(rate?.values ?? []), last = known[known.length - 1];
  return last >= LIMITS.random && last <= 1
    ? `; ${rate.name} is still ${
      formatNumber(last)
    }, so that as large a share of its actions is drawn at random`
    : "";
}

/** KL from the first policy: by token (GRPO, verl), or of whole answers, whose usual target is 6 nats (TRL's PPO, Ziegler et al. 2019). */
const BY_TOKEN = /^((train|actor|mean|avg|ref)_)*kl(_(div(ergence)?|loss))?(_(mean|avg))?$/,
  OF_ANSWERS = /^objective_kl$/;
const LENGTH = /(^|_)(completion|response|generation|answer)s?_(mean_)?len(gth)?(_(mean|avg))?$/;

/**
 * How far a language model has moved while its reward rose: answers of another length, which may be thought or padding, or of next to
 * none; and a KL that exploded, which is far from all that it was and grows ever faster.
 */
export function drifted(history: History): {
  readonly far: string;
  readonly isFar: boolean;
  readonly isShort: boolean;
} {
  const length = wayOf(history, LENGTH),
    byToken = wayOf(history, BY_TOKEN),
    ofAnswers = wayOf(history, OF_ANSWERS);
  const kl = byToken ?? ofAnswers, least = byToken === undefined ? LIMITS.farOfAnswers : LIMITS.far;
  const isFar = kl !== undefined && kl.to > least && kl.to > LIMITS.grown * kl.from &&
    kl.to > LIMITS.exploded * kl.middle;
  const isOther = length !== undefined &&
    (length.to > LIMITS.longer * length.from || length.to < length.from / LIMITS.longer);
  const told = [...(isOther ? [length] : []), ...(isFar ? [kl] : [])].map(({ name, from, to }) =>
    `${name} went from about ${formatNumber(from)} to about ${formatNumber(to)}`
  );
  return {
    far: told.length === 0 ? "" : `; meanwhile ${told.join(", ")}`,
    isFar,
    isShort: length !== undefined && length.to < length.from / LIMITS.shrunk,
  };
}

/** Levels of what was logged beside a reward: at first, in the middle and at the end. */
function wayOf(history: History, pattern: RegExp) {
  const series = [...seriesOf(history, "reading"), ...seriesOf(history, "loss term")].find(({ name }) =>
    pattern.test(wordsOf(name).join("_"))
  );
  const known = finite(series?.values ?? []), some = tail(known, 3).length, half = known.length >> 1;
  if (series === undefined || known.length < LIMITS.fewest) return undefined;
  const middle = known.slice(half - (some >> 1), half + (some >> 1) + 1);
  return {
    name: series.name,
    from: median(known.slice(0, some)),
    middle: median(middle),
    to: endLevel(known),
  };
}

/** How many prompts teach nothing, where they are many (GRPO): all answers to one of them got one reward. */
export function withoutSpread(history: History): string {
  const [share] = readingsLike(history, /frac_reward_zero_std$/);
  const level = share === undefined ? 0 : endLevel(share.values);
  return level >= LIMITS.alike
    ? `; for ${formatPercent(level)} of the prompts all answers get one reward (${share.name})`
    : "";
}
