import { endLevel, readingsLike } from "../../logged.ts";
import { kindOf } from "../../kind.ts";
import type { Observation, Outcome, Rule } from "../../records.ts";
import { isTransformer } from "../../tools.ts";
import { courseOf } from "../../rewards/reward_course.ts";
import { formatNumber } from "../../../text/mod.ts";
import { clear, doesNotApply, found, notTested } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("rewards-alike");

/** The advantage of an answer is measured against the others to its prompt: where all are alike it is zero. */
export const rewardsAlike: Rule = {
  name: "rewards-alike",
  watches: "spread of the rewards of the answers to one prompt",
  predicate:
    `at the end ${LIMITS.share} or more of the prompts have none, or the mean spread is under ${LIMITS.deviation}; a statement once the reward has risen`,
  remedy:
    "Read the answers to one prompt and their rewards: if all are right, harder prompts; if all are wrong, easier ones, a reward with steps, a higher temperature, more num_generations.",
  source: "Shao et al. 2024, DeepSeekMath (GRPO); TRL, frac_reward_zero_std",
  readsSeries: true,
  check,
};

function check({ history }: Observation): Outcome {
  const [share] = readingsLike(history, /frac_reward_zero_std$/);
  const [spread] = readingsLike(history, /^(train_)?reward_std$/);
  const isLogged = share !== undefined || spread !== undefined;
  if (kindOf(history) !== "reinforcement" || !isTransformer(history) && !isLogged) {
    return doesNotApply();
  }
  if (!isLogged) {
    return notTested("Log frac_reward_zero_std or reward_std.");
  }
  const without = share === undefined ? 0 : endLevel(share.values);
  const width = spread === undefined ? Infinity : endLevel(spread.values);
  if (!(without >= LIMITS.share || width < LIMITS.deviation)) return clear({ without });
  const state = courseOf(history)?.state;
  return found(
    ["risen", "open", "plateau"].includes(state ?? "") ? "info" : "warning",
    `All answers to a prompt get the same reward, so nothing is learned from them: ${
      without >= LIMITS.share
        ? `${share.name} ${formatNumber(without)}`
        : `${spread.name} ${formatNumber(width)}`
    } at the end`,
    { without },
  );
}
