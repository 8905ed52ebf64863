/**
 * The last part of the quick summary: steps, alerts, criteria, verdict.
 *
 * @module
 */
import { formatNumber } from "../text/mod.ts";
import { decide, MILESTONES, SUCCESS_CRITERIA } from "./plan/mod.ts";
import { chances } from "./quick_summary_plan.ts";
import { alertLines, minutes } from "./recommended.ts";
import type { RunFacts, Section } from "./run_facts.ts";

/** IMMEDIATE NEXT STEPS: what the verdict asks for, each with its command, then what was not tested. */
export function stepsSection({ diagnosis: { verdict, notTested }, name, recommended }: RunFacts): Section {
  const next = recommended?.name ?? name;
  const steps = [
    recommended === undefined
      ? verdict.action
      : `${verdict.action} (${minutes(recommended.seconds)}): ${recommended.command}`,
    `Measure it on frozen weights: deno task evaluate ${next}`,
    `Find out what it has become, filter or clock: deno task probe ${next}`,
    `Diagnose again: deno task diagnose ${next}`,
  ];
  return {
    title: "IMMEDIATE NEXT STEPS",
    lines: [
      ...steps.map((step, i) => `STEP ${i + 1}: ${step}`),
      "",
      "Not tested, and how to test it:",
      ...notTested.map(({ rule, how }) => `- ${rule}: ${how}`),
    ],
  };
}

/** MONITORING ALERTS FOR NEXT RUN: from the recommended run's replicates, or the original's plan where there are none. */
export function alertsSection({ recommended }: RunFacts): Section {
  return {
    title: "MONITORING ALERTS FOR NEXT RUN",
    lines: recommended !== undefined
      ? alertLines(recommended)
      : MILESTONES.flatMap(({ epoch, expectedBelow, redAbove, greenBelow, onRed, onGreen }) => [
        `Epoch ${epoch}:`,
        `- Expected: Loss < ${expectedBelow}`,
        `- Red flag: Loss > ${redAbove} → ${onRed}`,
        `- Green flag: Loss < ${greenBelow} → ${onGreen}`,
        "",
      ]),
  };
}

/** CONFIDENCE LEVELS: only what something stated computes. */
export function confidenceSection(facts: RunFacts): Section {
  const computed = facts.diagnosis.findings.filter(({ confidence }) => confidence !== undefined);
  return {
    title: "CONFIDENCE LEVELS",
    lines: [
      ...computed.map(({ rule, confidence }) =>
        `${rule}: Mann-Kendall trend test, p ${
          confidence! > 0.9999 ? "< 0.0001" : `= ${formatNumber(1 - confidence!)}`
        }`
      ),
      `Diagnosis (${facts.diagnosis.verdict.cause}): no percentage; it rests on the measurements above`,
      `Success: ${chances(facts)}`,
    ],
  };
}

/** SUCCESS CRITERIA. */
export function criteriaSection({ evidence: { frozen } }: RunFacts): Section {
  const met = (below: number) =>
    frozen === undefined ? "not measured" : frozen.testMse < below ? "met" : "not met";
  return {
    title: "SUCCESS CRITERIA",
    lines: SUCCESS_CRITERIA.map(({ name, below }) =>
      `${name[0].toUpperCase()}${name.slice(1)}: test MSE < ${below} (${met(below)})`
    ),
  };
}

/** FINAL VERDICT. */
export function verdictSection(
  { diagnosis: { verdict, findings }, evidence: { frozen }, target }: RunFacts,
): Section {
  return {
    title: "FINAL VERDICT",
    lines: [
      `Status: ${verdict.summary}`,
      `Severity: ${findings[0]?.severity.toUpperCase() ?? "NONE"}`,
      `Action: ${verdict.action}`,
      ...(verdict.command === undefined ? [] : [`Command: ${verdict.command}`]),
      `Go or no go: ${
        frozen === undefined ? "not measured" : decide(frozen.testMse).go ? "GO" : "NO GO"
      } (test MSE ${frozen === undefined ? "unknown" : formatNumber(frozen.testMse)}, target ${target})`,
    ],
  };
}
