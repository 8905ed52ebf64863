import { median } from "simple-statistics";
import { endLevel, finite } from "../../logged.ts";
import { bonusOf } from "../../rewards/rewards.ts";
import type { Observation, Outcome, Rule } from "../../records.ts";
import { courseOf } from "../../rewards/reward_course.ts";
import { unitOf } from "../../series.ts";
import { formatNumber } from "../../../text/mod.ts";
import { clear, doesNotApply, found } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("bonus-gone");

/** A bonus for what is new sinks as all becomes known; at nothing it leads nowhere any more. */
export const bonusGone: Rule = {
  name: "bonus-gone",
  watches: "intrinsic reward beside the reward of the task",
  predicate: `${LIMITS.left} of the first bonus or less is left, while the reward stands still`,
  remedy:
    "If that is not the task's best: divide the bonus by its running standard deviation, normalise and clip the observations that it is made from, train its predictor more slowly; then give it more weight.",
  source: "Burda et al. 2019, exploration by random network distillation",
  readsSeries: true,
  check,
};

function check({ history }: Observation): Outcome {
  const bonus = bonusOf(history), course = courseOf(history);
  if (bonus === undefined || course === undefined || bonus.name === course.name) {
    return doesNotApply();
  }
  const begins = median(finite(bonus.values).slice(0, 3)), ends = endLevel(bonus.values);
  const stands = ["flat", "plateau", "no better"].includes(course.state) && !course.atCeiling;
  if (!(stands && begins > 0 && ends >= 0 && ends <= LIMITS.left * begins)) return clear({ begins, ends });
  return found(
    "warning",
    `The bonus for exploring has vanished: ${bonus.name} ${formatNumber(begins)} at first, ${
      formatNumber(ends)
    } at the end, and ${course.name} stands still at about ${formatNumber(course.ends)} since ${
      unitOf(history)
    } ${course.levelSince}`,
    { begins, ends },
  );
}
