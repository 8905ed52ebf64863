/**
 * What is said of a player whose reward stands still because it meets its like.
 *
 * @module
 */
import { isEven, isOfWins, isSelfPlay, isZeroSum } from "../../rewards/games.ts";
import type { History } from "../../records.ts";
import type { RewardCourse } from "../../rewards/reward_course.ts";
import { leadingReward } from "../../rewards/rewards.ts";
import { formatNumber } from "../../../text/mod.ts";

/** Why a reward stands still where a player gets as much as its opponent whatever both learn; `undefined` where that is no reason. */
export function againstEquals(history: History, course: RewardCourse): string | undefined {
  const { values } = leadingReward(history)!, { name, first, last } = course;
  const went = `${formatNumber(first)} at first, ${formatNumber(last)} at the end`;
  if (isSelfPlay(history) && isZeroSum(values)) {
    return `The reward stays about 0 (${name} ${went}), as it does against itself by construction: what one side gains the other loses`;
  }
  return isOfWins(name) && isEven(values)
    ? `${name} stays about 1/2 (${went}), which is what equals get: no progress against a fixed opponent, and no want of it against one that is replaced by the better of both`
    : undefined;
}

/** Said first of a reward about 0 of which nothing tells who is played. */
export function mayBeOfItself(history: History): string {
  const { values } = leadingReward(history)!;
  return isZeroSum(values) && values.some((value) => value < 0)
    ? "If it plays against itself a reward about 0 is no standstill: evaluate against fixed opponents (random moves, a scripted player, early snapshots). Else: "
    : "";
}
