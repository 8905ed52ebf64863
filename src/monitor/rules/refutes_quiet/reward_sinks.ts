import { max, median, min } from "simple-statistics";
import { finite, readingsLike } from "../../logged.ts";
import { kindOf } from "../../kind.ts";
import type { History, Observation, Outcome, Rule } from "../../records.ts";
import { courseOf, type RewardCourse } from "../../rewards/reward_course.ts";
import { isMeanReward, leadingReward } from "../../rewards/rewards.ts";
import { loggedPoints, type Points, unitOf } from "../../series.ts";
import { formatNumber } from "../../../text/mod.ts";
import { atLine, clear, doesNotApply, found, speaksFor } from "../outcome.ts";
import { waysOf } from "../../rewards/reward_ways.ts";
import { deepest } from "./sinks_and_recovers.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("reward-sinks");

/** A mean over many episodes does not fall by luck: what an update threw away once it may throw away again. */
export const rewardSinks: Rule = {
  name: "reward-sinks",
  watches: "the mean reward of episodes, and the KL of updates beside it",
  predicate:
    `it sinks by ${LIMITS.lost} of its rise and ${LIMITS.noises} noises below its best and comes back, where the KL leapt then to ${LIMITS.leap} times its median and above ${LIMITS.kl}, or it has not come up to that best since`,
  remedy:
    "Keep the policy of the best time; a lower rate, or one that comes down, smaller updates, larger batches; evaluate on separate episodes as it trains, and save the best.",
  source: "Schulman et al. 2017, proximal policy optimisation algorithms",
  readsSeries: true,
  refutesQuiet: true,
  check,
};

function check({ history }: Observation): Outcome {
  const reward = leadingReward(history);
  const isMean = reward !== undefined && isMeanReward(reward.name);
  if (kindOf(history) !== "reinforcement" || !isMean || reward.values.length < LIMITS.fewest) {
    return doesNotApply();
  }
  const course = courseOf(history), points = loggedPoints(reward);
  // means over the same episodes wander further than neighbours differ, and what never rose has nothing to lose
  if (course === undefined || !["risen", "open", "plateau"].includes(course.state)) return clear();
  return sank(history, course, points) ?? clear();
}

/** Whether it sank and came back, after an update that went far from the policy that played, or without coming up to its best again. */
function sank(
  history: History,
  { name, noise }: RewardCourse,
  { at, values }: Points,
): Outcome | undefined {
  const sunk = deepest(values);
  if (sunk === undefined) return undefined;
  const { top, low, depth } = sunk, rise = values[top] - min(values.slice(0, top + 1));
  if (!(depth > Math.max(LIMITS.lost * rise, LIMITS.noises * noise))) return undefined;
  const leapt = leap(history, at[top], at[low]);
  const isBack = max(values.slice(low)) > values[top] - LIMITS.back * noise;
  if (leapt === undefined && isBack) return undefined;
  const place = `${unitOf(history)} ${at[low]}`;
  return atLine(
    found(
      "warning",
      `${name} sank from ${formatNumber(values[top])} (${unitOf(history)} ${at[top]}) to ${
        formatNumber(values[low])
      } (${place})${leapt ?? ""}, and came back${isBack ? "" : ", never to that best"}`,
      { from: at[top], at: at[low], but: `IT SANK AT ${place}`.toUpperCase() },
      [speaksFor("learning rate", leapt === undefined ? 1 : 2)],
    ),
    waysOf(history).unstable,
  );
}

/** How far the KL of an update leapt meanwhile, where it did. */
function leap(history: History, from: number, to: number): string | undefined {
  const [divergence] = readingsLike(history, /(^|_)(approx_?)?kl(_|$)/);
  if (divergence === undefined) return undefined;
  const usual = median(finite(divergence.values) as number[]), { at, values } = loggedPoints(divergence);
  const most = max([0, ...values.filter((_, i) => at[i] >= from && at[i] <= to)]);
  return most > Math.max(LIMITS.kl, LIMITS.leap * usual)
    ? ` as ${divergence.name} leapt to ${formatNumber(most)} (usual ${formatNumber(usual)})`
    : undefined;
}
