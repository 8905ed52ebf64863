/**
 * How sure the monitor is of its headline.
 *
 * @module
 */
import { fewRows } from "../monitor/few_rows.ts";
import { type Diagnosis, type Finding, type History, RULES } from "../monitor/mod.ts";
import { limitsOf } from "../monitor/thresholds.ts";
import { formatCount } from "../text/mod.ts";
import { leading } from "./leading.ts";
import { shownSeries } from "./shown_series.ts";

const LIMITS = limitsOf("sureness");

/** Values below which little is known: a reward is noisier than a loss, a loss of training rows says less than one of others. */
const FEWEST: Readonly<Record<string, number>> = {
  "held out": LIMITS.heldOut,
  reward: LIMITS.rewards,
};

/** On what the headline rests, and what speaks against it. */
export function sureness(history: History, diagnosis: Diagnosis): string {
  const first = leading(diagnosis), shown = shownSeries(history);
  const held = shown.find(({ split }) => split !== "train") ?? shown[0];
  const points = held?.values.length ?? 0;
  const beside = first === undefined ? undefined : besideTheCurve(history, first);
  const basis = beside !== undefined
    ? `what was ${beside} beside the curve`
    : held === undefined
    ? "nothing that was logged"
    : `${formatCount(points, "value")} of ${held.name}`;
  if (first?.confidence !== undefined && first.confidence > LIMITS.trend) {
    const percent = Math.min(99.9, 100 * first.confidence).toFixed(1);
    return `${percent}% by a trend test, on ${basis}.`;
  }
  const kind = held?.split === "train" && first?.severity !== "critical" ? held.role : "held out";
  const hasFewRows = fewRows(history) !== undefined && first?.severity !== "critical";
  const little = first?.rule === "too-short" || first?.facts.state === "unclear" ||
    points < (FEWEST[kind] ?? LIMITS.losses) || hasFewRows;
  const how = little && beside === undefined ? "Little" : first?.severity === "critical" ? "Yes" : "Fairly";
  const against = diagnosis.verdict.rivals[0]?.against ?? [];
  const contra = against.find((reason) => !reason.includes("looked for") && reason !== first?.title);
  return `${how}, on ${basis}.${contra === undefined ? "" : ` Against it: ${contra}.`}`;
}

/** Where a finding comes from that the curve alone does not give. */
function besideTheCurve(history: History, { rule, title }: Finding): "recorded" | "measured" | undefined {
  const { check, readsRecord } = RULES.find(({ name }) => name === rule)!;
  if (readsRecord) return "recorded";
  const alone = check({ history, evidence: {} });
  return alone.status === "found" && alone.title === title ? undefined : "measured";
}
