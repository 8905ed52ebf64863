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
  const way = judge.better === "higher" ? "rose" : "fell";
  // what was 0 has no share to rise by
  return listed(judge) ??
    `${judge.name} ${way}${Number.isFinite(share) ? ` by ${formatChange(share)}` : ""} in the last third`;
}

/** At what level it stood, or which way it went. */
export function stood(judge: LoggedSeries, shape: Shape): string {
  const third = thirdOf(finite(judge.values));
  // what goes one way stands nowhere
  if (third.length <= LIMITS.listed && (isOneWay(third, 1) || isOneWay(third, -1))) {
    return listed(judge) ??
      `${judge.name} ${third.map((value) => formatNumber(value)).join(" -> ")} at the end`;
  }
  return listed(judge) ?? creeps(judge, shape) ??
    `${judge.name} has stood near ${formatNumber(shape.level)} for the last ${shape.stoodFor}`;
}

/** About what level it was, where noise hides whether it stood there. */
export function about(judge: LoggedSeries, shape: Shape): string {
  return `${
    listed(judge) ?? creeps(judge, shape) ??
      `${judge.name} is about ${formatNumber(shape.level)} in the last third`
  }, give or take ${formatNumber(jumpsOf(judge), 2)}`;
}

/** What still gets better, though by little: from where to where in the last third. */
function creeps({ name, better }: LoggedSeries, { creeps }: Shape): string | undefined {
  if (creeps === undefined) return undefined;
  const goes = creeps.share > LIMITS.much ? "goes" : "creeps";
  return `${name} ${goes} ${better === "higher" ? "up" : "down"} from about ${formatNumber(creeps.from)} to ${
    formatNumber(creeps.to)
  } in the last third`;
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
