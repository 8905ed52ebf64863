/**
 * How a reward went, in words.
 *
 * @module
 */
import type { RewardCourse } from "../../rewards/reward_course.ts";
import type { FallenOff } from "../../rewards/reward_end.ts";
import { formatNumber, formatPercent } from "../../../text/mod.ts";

/** Where it was highest, and how high. */
export function highest({ peak, peakAt, isTied, window }: RewardCourse, unit: string): string {
  return `${isTied ? "as high as it came, but for noise," : "highest"} ${window === 1 ? "" : "about "}${
    formatNumber(peak)
  } at ${unit} ${peakAt}`;
}

/** Which entries have fallen off. */
export function lastOnes({ count }: FallenOff): string {
  return count === 1 ? "in its last entry" : `in its last ${count} entries`;
}

/** A collapse before the last, which it came back from. */
export function before({ dip }: RewardCourse, unit: string): string {
  return dip === undefined
    ? ""
    : `; it had fallen before, to about ${formatNumber(dip.level)} at ${unit} ${dip.at}, and come back`;
}

/** Since where a mean of episodes has not moved. */
export function frozen({ frozenSince }: RewardCourse, unit: string): string {
  return frozenSince === undefined
    ? ""
    : `; it has not moved since ${unit} ${frozenSince}: each episode gave what the one that it replaced gave, or none has ended`;
}

/** A collapse that it came back from. */
export function dipped({ dip }: RewardCourse, unit: string): string {
  return dip === undefined
    ? ""
    : `; on the way it fell to about ${formatNumber(dip.level)} at ${unit} ${dip.at}, and came back`;
}

/** First and last value, and the levels there where those are others. */
export function coursed(course: RewardCourse, unit: string): string {
  return `${fromTo(course)}${ofTwoLevels(course, unit)}`;
}

/** How many came to the upper of two levels: what a median hides. */
export function ofTwoLevels({ twoLevels }: RewardCourse, unit: string): string {
  if (twoLevels === undefined) return "";
  const { low, high, third, first, last, moves } = twoLevels;
  const each = unit === "episode" ? unit : "reward";
  return `; of the first ${third} ${each}s ${formatPercent(first)} came near ${
    formatNumber(high)
  } (the others near ${formatNumber(low)}), of the last ${third} ${formatPercent(last)}${
    moves === "neither" && first !== last ? ", which may be chance" : ""
  }`;
}

function fromTo(course: RewardCourse): string {
  const { name, count, read, levelsAre, per, first, last, begins, ends } = course;
  const [a, b, c, d] = [first, last, begins, ends].map((value) => formatNumber(value));
  if (read === "episodes") {
    return `the ${count} episodes that ${name} averages gave about ${c} at first and about ${d} at the end`;
  }
  // two single values may tell of another change than the levels do
  const mislead = Math.abs(last - first - (ends - begins)) > Math.abs(ends - begins) / 2;
  if (levelsAre !== "medians" && mislead) {
    return `${name} about ${c} at first, about ${d} at the end (${levelsAre} ${per})`;
  }
  const levels = a === c && b === d
    ? ""
    : ` (${levelsAre === "means of some" ? "means" : "medians"} there: ${c}, ${d})`;
  const start = read === "later" ? "after its first entries, means of a few episodes," : "at first,";
  return `${name} ${a} ${start} ${b} at the end${levels}`;
}
