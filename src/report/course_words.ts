/**
 * How the last third of a series is told: by how much it gained, at what level it stood, and where it was best.
 *
 * @module
 */
import { finite, indexOfBest } from "../monitor/logged.ts";
import type { History, LoggedSeries } from "../monitor/mod.ts";
import { unitOf } from "../monitor/series.ts";
import { limitsOf } from "../monitor/thresholds.ts";
import { formatChange, formatNumber } from "../text/mod.ts";
import { isOneWay, jumpsOf, type Shape, thirdOf } from "./course_shape.ts";

const LIMITS = limitsOf("quiet-course");

/** By how much the judge gained. */
export function gained(judge: LoggedSeries, { share }: Shape): string {
  return listed(judge) ??
    `${judge.name} ${judge.better === "higher" ? "rose" : "fell"} by ${
      formatChange(share)
    } in the last third`;
}

/** At what level it stood, or which way it went. */
export function stood(judge: LoggedSeries, { level, stoodFor }: Shape): string {
  const third = thirdOf(finite(judge.values));
  // what goes one way stands nowhere
  if (third.length <= LIMITS.listed && (isOneWay(third, 1) || isOneWay(third, -1))) {
    return listed(judge) ??
      `${judge.name} ${third.map((value) => formatNumber(value)).join(" -> ")} at the end`;
  }
  return listed(judge) ?? `${judge.name} has stood near ${formatNumber(level)} for the last ${stoodFor}`;
}

/** About what level it was, where noise hides whether it stood there. */
export function about(judge: LoggedSeries, { level }: Shape): string {
  return `${
    listed(judge) ?? `${judge.name} is about ${formatNumber(level)} in the last third`
  }, give or take ${formatNumber(jumpsOf(judge), 2)}`;
}

/** So few values that a third of them is none are told one by one. */
function listed({ name, values }: LoggedSeries): string | undefined {
  const known = finite(values);
  return known.length <= LIMITS.listed
    ? `${name} ${known.map((value) => formatNumber(value)).join(" -> ")}`
    : undefined;
}

/** Where it was best, and how good. */
export function placeOfBest(history: History, judge: LoggedSeries): string {
  const best = indexOfBest(judge);
  return `${judge.better === "higher" ? "highest" : "lowest"} at ${unitOf(history)} ${judge.at[best]} (${
    formatNumber(judge.values[best])
  })`;
}
