import { max, median, min } from "simple-statistics";
import { finite, readingsLike } from "../logged.ts";
import { kindOf } from "../kind.ts";
import type { History, Observation, Outcome, Rule } from "../records.ts";
import { courseOf, type RewardCourse } from "../reward_course.ts";
import { isMeanReward, leadingReward } from "../rewards.ts";
import { loggedPoints, type Points, unitOf } from "../series.ts";
import { formatCount, formatNumber } from "../../text/mod.ts";
import { atLine, clear, doesNotApply, found, speaksFor } from "./outcome.ts";
import { waysOf } from "./reward_ways.ts";
import { deepest } from "./sinks_and_recovers.ts";
import { limitsOf } from "../thresholds.ts";

const LIMITS = limitsOf("reward-sinks");

/** A mean over many episodes does not fall by luck: what an update threw away once it may throw away again, and a level of the end hides the last entries. */
export const rewardSinks: Rule = {
  name: "reward-sinks",
  watches: "the mean reward of episodes, and the KL of updates beside it",
  predicate:
    `it falls ${LIMITS.lost} of its rise and ${LIMITS.noises} noises below its best, and does not come back by the end; or comes back, where the KL leapt then to ${LIMITS.leap} times its median and above ${LIMITS.kl}`,
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
  return atTheEnd(history, course, points) ?? afterALeap(history, course, points) ?? clear();
}

/** Whether the last entries, so few that no level of the end shows it, are all far below what came before them. */
function atTheEnd(
  history: History,
  { name, noise }: RewardCourse,
  { at, values }: Points,
): Outcome | undefined {
  const most = max(values as number[]), top = values.indexOf(most);
  const rise = most - min(values.slice(0, top + 1));
  const isDown = (value: number) => most - value > Math.max(LIMITS.lost * rise, LIMITS.noises * noise);
  const from = values.findLastIndex((value) => !isDown(value)) + 1, count = values.length - from;
  if (count < LIMITS.last || count > values.length / 10 || top >= from) return undefined;
  return found(
    "warning",
    `${name} was ${formatNumber(most)} at ${unitOf(history)} ${at[top]}, and fell to ${
      formatNumber(values[values.length - 1])
    } in the last ${formatCount(count, "value")}`,
    { at: at[from], best: most, but: `IT FELL FAR IN THE LAST ${count} VALUES` },
    [speaksFor("learning rate", 1)],
  );
}

/** Whether it sank after an update that went far from the policy that played, and came back. */
function afterALeap(
  history: History,
  { name, noise }: RewardCourse,
  { at, values }: Points,
): Outcome | undefined {
  const sunk = deepest(values), [divergence] = readingsLike(history, /(^|_)(approx_?)?kl(_|$)/);
  if (sunk === undefined || divergence === undefined) return undefined;
  const { top, low, depth } = sunk, rise = values[top] - min(values.slice(0, top + 1));
  if (!(depth > Math.max(LIMITS.lost * rise, LIMITS.noises * noise))) return undefined;
  const kl = finite(divergence.values), usual = median(kl as number[]);
  const then = loggedPoints(divergence),
    leap = max([
      0,
      ...then.values.filter((_, i) => then.at[i] >= at[top] && then.at[i] <= at[low]),
    ]);
  if (!(leap > Math.max(LIMITS.kl, LIMITS.leap * usual))) return undefined;
  const place = `${unitOf(history)} ${at[low]}`;
  return atLine(
    found(
      "warning",
      `${name} sank from ${formatNumber(values[top])} (${unitOf(history)} ${at[top]}) to ${
        formatNumber(values[low])
      } (${place}) as ${divergence.name} leapt to ${formatNumber(leap)} (usual ${
        formatNumber(usual)
      }), and came back`,
      { from: at[top], at: at[low], but: `IT SANK AT ${place}`.toUpperCase() },
      [speaksFor("learning rate", 2)],
    ),
    waysOf(history).unstable,
  );
}
