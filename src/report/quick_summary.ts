/**
 * The quick summary of a run: every section of the original report, in its order, from measured values only.
 *
 * @module
 */
import type { Claim } from "./claims/claim.ts";
import { claimsSection } from "./claims/section.ts";
import * as closing from "./quick_summary_closing.ts";
import { diagnosisSection, findingsSection, runSection, statusLines } from "./quick_summary_findings.ts";
import * as plan from "./quick_summary_plan.ts";
import { linesText } from "./lines_text.ts";
import type { RunFacts, Section } from "./run_facts.ts";

const RULE = "=".repeat(80);

/** The sections in the original's order; the audit where there is an original to audit. */
export function summarySections(facts: RunFacts, claims?: readonly Claim[]): readonly Section[] {
  return [
    runSection(facts),
    diagnosisSection(facts),
    findingsSection(facts),
    plan.actionSection(facts),
    plan.decisionSection(facts),
    plan.optionsSection(facts),
    plan.riskSection(facts),
    closing.stepsSection(facts),
    closing.alertsSection(facts),
    closing.confidenceSection(facts),
    closing.criteriaSection(facts),
    closing.verdictSection(facts),
    ...(claims === undefined ? [] : [claimsSection(claims)]),
  ];
}

/** The summary as plain text. */
export function quickSummary(facts: RunFacts, claims?: readonly Claim[]): string {
  const titled = (title: string) => [RULE, title, RULE, ""];
  return [
    RULE,
    "LSTM TRAINING MONITOR - QUICK SUMMARY",
    `Run: ${facts.name}`,
    `Last Updated: ${facts.date}`,
    RULE,
    "",
    ...statusLines(facts),
    "",
    ...summarySections(facts, claims).flatMap((
      { title, lines },
    ) => [...titled(title), ...trimmed(linesText(lines)), ""]),
    RULE,
    "END OF SUMMARY",
    `Last Updated: ${facts.date}`,
    `Next Review: ${closing.nextReview(facts)}`,
    RULE,
    "",
  ].join("\n");
}

function trimmed(lines: readonly string[]): readonly string[] {
  return lines.at(-1) === "" ? lines.slice(0, -1) : lines;
}
