/**
 * Which checkpoint of a policy is worth using.
 *
 * @module
 */
import { indexOfBest } from "../monitor/logged.ts";
import { kindOf } from "../monitor/kind.ts";
import { evaluatedReward } from "../monitor/rewards/rewards.ts";
import type { History } from "../monitor/mod.ts";
import { courseOf } from "../monitor/rewards/reward_course.ts";
import { unitOf } from "../monitor/series.ts";
import { limitsOf } from "../monitor/thresholds.ts";
import { formatNumber } from "../text/mod.ts";

const LIMITS = limitsOf("reward-checkpoint");

/** The policy of the time at which the reward, smoothed, was highest. */
export function ofReward(history: History): string | undefined {
  const course = courseOf(history);
  if (course === undefined || kindOf(history) !== "reinforcement") return undefined;
  if (course.state === "unclear") {
    return ofEvaluation(history) ??
      `the last one; so few ${course.isFew ? "episodes" : "rewards"} tell none apart`;
  }
  const { state, swings, peak, peakAt, isTied, window, levelsAre, read } = course, unit = unitOf(history);
  // what single episodes gave stands nowhere in the file
  const name = read === "episodes" ? `by the episodes that ${course.name} averages` : course.name;
  if (state === "flat" && swings === undefined) return `no checkpoint is better than another by ${name}`;
  return state === "no better"
    ? `none of these checkpoints: none is better than the first by ${name}`
    : ofEvaluation(history) ??
      `the checkpoint nearest ${unit} ${peakAt} (${isTied ? name : `highest ${name}:`} ${
        window === 1
          ? `${read === "episodes" ? "about " : ""}${formatNumber(peak)}`
          : `about ${formatNumber(peak)}, ${
            levelsAre === "means of some" ? "mean of some" : "median of"
          } ${window}`
      }${isTied ? "; what was higher before was so by no more than noise" : ""})`;
}

/** Episodes of evaluation are played by one policy and without its exploration. */
function ofEvaluation(history: History): string | undefined {
  const judge = evaluatedReward(history, LIMITS.rewards);
  if (judge === undefined) return undefined;
  const best = indexOfBest(judge);
  return `the checkpoint nearest ${unitOf(history)} ${judge.at[best]} (highest ${judge.name}: ${
    formatNumber(judge.values[best])
  })`;
}
