/**
 * What is said of a policy or a preference model where no reward tells how it went: none or too few were logged, or its loss tells it.
 *
 * @module
 */
import { max, median } from "simple-statistics";
import { endLevel, finite, seriesOf } from "../../logged.ts";
import { isSelfPlay } from "../../rewards/games.ts";
import { areUpdatesAlone } from "../../kind.ts";
import { leadingReward } from "../../rewards/rewards.ts";
import type { History, Outcome } from "../../records.ts";
import { formatNumber } from "../../../text/mod.ts";
import { found, NOT_JUDGED, speaksFor } from "../outcome.ts";
import { FEW, FIXED_OPPONENT, HARDLY_MOVED, UNREWARDED } from "../../rewards/reward_ways.ts";
import { isStillRunning } from "../course/schedule_not_over.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("loss-is-no-error"), REWARD_LIMITS = limitsOf("reward-course");

/** Where there are no rewards, or fewer than make a course. */
export function withoutRewards(history: History): Outcome {
  const reward = leadingReward(history);
  if (reward === undefined && areUpdatesAlone(history)) return sizesOfUpdates(history);
  // what the file does not hold is not spoken of
  const hasLosses = [...seriesOf(history, "loss"), ...seriesOf(history, "loss term")].length > 0;
  if (reward !== undefined && !hasLosses) {
    const { name, values } = reward;
    return {
      ...found("info", `Too few rewards to tell: ${values.length} of ${name}`, {
        kind: "reinforcement",
        state: "unclear",
      }),
      called: "TOO FEW REWARDS TO TELL",
      remedy: FEW,
    };
  }
  return {
    ...found("info", "Policy and value losses are no errors: judge by the reward", { kind: "reinforcement" }),
    called: "NO ALARM: JUDGE BY THE REWARD",
    remedy: reward !== undefined ? FEW : isSelfPlay(history) ? FIXED_OPPONENT : UNREWARDED,
  };
}

/** The KL between a policy and the one before is what an update was allowed to be: no reward tells what it was good for. */
function sizesOfUpdates(history: History): Outcome {
  const sizes = finite(history.trainLoss), level = sizes.length === 0 ? NaN : median(sizes as number[]);
  const isNothing = level < LIMITS.updateOfNothing;
  return {
    ...found(
      "info",
      `No reward was logged: a KL tells how far updates moved the policy, and nothing of what it learned${
        isNothing ? `; about ${formatNumber(level)}, they hardly moved it` : ""
      }`,
      { kind: "reinforcement", state: "unrewarded" },
    ),
    called: NOT_JUDGED,
    remedy: isNothing ? `${UNREWARDED} ${HARDLY_MOVED}` : UNREWARDED,
  };
}

/**
 * Preferences (DPO) whose loss has stayed at ln 2, what it costs to call both answers as good, to the end of the schedule: a margin that
 * rises from nothing to nothing is no progress.
 */
export function pairsNotToldApart(history: History): Outcome | undefined {
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
    called: "PAIRS HARDLY TOLD APART",
    remedy: `Raise the learning rate five to ten times${
      most > 0 ? ` (here ${formatNumber(most)} at most)` : ""
    }, or train for more epochs; look at twenty pairs: are chosen and rejected swapped, or alike?`,
  };
}
