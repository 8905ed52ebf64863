/**
 * Short ways to write what a rule says.
 *
 * @module
 */
import { formatNumber } from "../../text/mod.ts";
import type { Bearing, Cause, Evidence, Facts, History, Outcome, Severity } from "../records.ts";
import { tail, unitOf } from "../series.ts";
import { limitsOf } from "../thresholds.ts";

/** A finding. */
export function found(
  severity: Severity,
  title: string,
  facts: Facts,
  bearings: readonly Bearing[] = [],
  confidence?: number,
): Extract<Outcome, { readonly status: "found" }> {
  return {
    status: "found",
    severity,
    title,
    facts,
    bearings,
    ...(confidence === undefined ? {} : { confidence }),
  };
}

/** The same finding, with the line of the user's program to look for. */
export function atLine(outcome: Outcome, remedy: string): Outcome {
  return outcome.status === "found" ? { ...outcome, remedy } : outcome;
}

/** Since where a finding holds, in a headline. */
export function since(history: History, place: Facts[string] | undefined): string {
  return typeof place !== "number" ? "" : ` since ${unitOf(history)} ${place}`;
}

/** What a headline calls a run of which nothing can be said, for want of values: that is no good news. */
export const NOT_JUDGED = "NOTHING TO JUDGE IT BY";

/** Looked and did not find; what was measured may still speak against a cause. */
export function clear(facts: Facts = {}, bearings: readonly Bearing[] = []): Outcome {
  return { status: "clear", facts, bearings };
}

/** Could not look. */
export function notTested(how: string): Outcome {
  return { status: "not tested", how };
}

/** Nothing to look for in a run of this kind. */
export function doesNotApply(): Outcome {
  return { status: "does not apply" };
}

/** Speaks for a cause: 3 measured directly, 2 a strong sign, 1 a hint. */
export function speaksFor(cause: Cause, strength: Bearing["strength"]): Bearing {
  return { cause, for: true, strength };
}

/** Speaks against a cause. */
export function speaksAgainst(cause: Cause, strength: Bearing["strength"]): Bearing {
  return { cause, for: false, strength };
}

/** Share of the target's variance that the frozen network explains; `undefined` when it was not measured. */
export function explainedVariance({ frozen, targetVariance }: Evidence): number | undefined {
  if (frozen === undefined || targetVariance === undefined || !(targetVariance > 0)) return undefined;
  return 1 - frozen.testMse / targetVariance;
}

const LIMITS = limitsOf("measured-run");

/** A network that explains this share of the variance works: symptoms along the way are then no alarm. */
export const WORKS = LIMITS.works;

/** One that explains this share has learned something. */
export const LEARNED = LIMITS.learned;

/**
 * The level of a series, with the word for that where it is not the last value, which stands in the series' own row. Of shares the values
 * may be per cent.
 */
export function levelOf(level: number, values: readonly number[]): string {
  const said = formatNumber(level), last = values[values.length - 1];
  return said === formatNumber(last) || said === formatNumber(last / 100) ? said : `about ${said}`;
}

/**
 * Where a series ends, in words: `level` is the median of its last fifth, and is called that where the last value, which
 * stands in the series' own row, is another.
 */
export function atTheEnd(level: number, values: readonly number[]): string {
  const said = formatNumber(level), count = tail(values).length;
  return said === formatNumber(values[values.length - 1])
    ? `${said} at the end`
    : `about ${said} at the end (median of the last ${count})`;
}
