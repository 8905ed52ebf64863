import { max, median } from "simple-statistics";
import { endLevel, finite, seriesOf } from "../../logged.ts";
import { kindOf } from "../../kind.ts";
import { evaluatedReward, isMeanReward } from "../../rewards/rewards.ts";
import type { Observation, Outcome, Rule } from "../../records.ts";
import { firstFrom, loggedPoints, lowest, noise, trendPValue, unitOf } from "../../series.ts";
import { formatNumber, formatPercent } from "../../../text/mod.ts";
import { clear, doesNotApply, found, notTested, speaksFor } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("evaluation-apart");

/** One policy plays both: what it has learned in training shows in evaluations, unless those are played in another world. */
export const evaluationApart: Rule = {
  name: "evaluation-apart",
  watches: "rewards of evaluations beside those of training",
  predicate:
    `the mean reward of training has risen by ${LIMITS.noises} times its noise, and each of ${LIMITS.fewest} evaluations or more in the second half of the run is below it by ${
      formatPercent(LIMITS.apart)
    } of that rise, without a trend`,
  remedy:
    "Make the evaluation the same world as the training: the same wrappers and episode lengths, the normalisation's statistics carried over (sync_envs_normalization; training=False, norm_reward=False). Then play the last policy with deterministic=True and False, and choose a checkpoint only after that.",
  source: "documentation of Stable-Baselines3, VecNormalize and EvalCallback",
  readsSeries: true,
  check,
};

function check({ history }: Observation): Outcome {
  if (kindOf(history) !== "reinforcement") return doesNotApply();
  const evaluated = evaluatedReward(history, LIMITS.fewest);
  const played = seriesOf(history, "reward").find(({ name, split, values }) =>
    split === "train" && isMeanReward(name) && finite(values).length >= LIMITS.played
  );
  if (evaluated === undefined || played === undefined) {
    return notTested("Log the mean reward of training and of evaluations.");
  }
  const { at, values } = loggedPoints(played), middle = at[values.length >> 1];
  const begins = median(values.slice(0, 3)), ends = endLevel(values);
  const rise = ends - begins, points = loggedPoints(evaluated);
  const from = firstFrom(points.at, middle), later = points.values.slice(from);
  const facts = { played: played.name, evaluated: evaluated.name, begins, ends };
  const isBelow = (value: number, i: number) => {
    const index = Math.min(firstFrom(at, points.at[from + i]), values.length - 1);
    return value < values[index] - LIMITS.apart * rise;
  };
  const isApart = later.length >= LIMITS.fewest && rise > LIMITS.noises * noise(values) &&
    later.every(isBelow) && trendPValue(points.values, "up") > LIMITS.byChance;
  if (!isApart) return clear(facts);
  return found(
    "warning",
    `Evaluations do not follow the training: ${played.name} came from about ${
      formatNumber(begins)
    } to about ${formatNumber(ends)}, ${evaluated.name} lies between ${
      formatNumber(lowest(points.values))
    } and ${formatNumber(max(points.values as number[]))} to the last ${unitOf(history)}, without a trend`,
    facts,
    [speaksFor("measurement", 2)],
  );
}
