/**
 * The last part of the quick summary: steps, alerts, criteria, verdict.
 *
 * @module
 */
import { median } from "simple-statistics";
import { formatDuration, formatNumber } from "../text/mod.ts";
import { decide, MILESTONES, SUCCESS_CRITERIA } from "./plan/mod.ts";
import { chances } from "./quick_summary_plan.ts";
import { alertsTable, attemptsTable, chancesOf } from "./recommended.ts";
import type { RunFacts, Section } from "./run_facts.ts";

/** IMMEDIATE NEXT STEPS: what the verdict asks for, each with its command and its measured time, then what was not tested. */
export function stepsSection(
  { diagnosis: { verdict, notTested }, name, recommended, took }: RunFacts,
): Section {
  const next = recommended?.name ?? name;
  const steps: readonly (readonly [what: string, command?: string, seconds?: number])[] = [
    [verdict.action, recommended?.command ?? verdict.command, recommended?.seconds],
    ["Measure it on frozen weights", `deno task evaluate ${next}`, took?.evaluate],
    ["Find out what it has become, filter or clock", `deno task probe ${next}`, took?.probe],
    ["Diagnose again", `deno task diagnose ${next}`],
  ];
  const timed = steps.flatMap(([, , seconds]) => seconds ?? []);
  return {
    title: "IMMEDIATE NEXT STEPS",
    lines: [
      ...steps.flatMap(([what, command, seconds], i) => [
        `STEP ${i + 1}: ${what}${seconds === undefined ? "" : ` (${formatDuration(seconds)})`}`,
        ...(command === undefined ? [] : [`- ${command}`]),
        "",
      ]),
      ...(timed.length === 0
        ? []
        : [`TOTAL TIME, of the steps that were timed: ${formatDuration(timed.reduce((a, b) => a + b))}`, ""]),
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
      ? [
        `${recommended.name}, from ${recommended.testMse.length} seeds; it is tested in its last stage only:`,
        alertsTable(recommended),
        "",
        "Green flag: better than every seed so far.",
        "Red flag: worse than every seed so far; compare configuration and data with the run's record.",
      ]
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
      ...(facts.recommended === undefined ? [] : [
        "",
        "Expected Timeline, each training from a seed of its own:",
        attemptsTable(facts.recommended, facts.target),
      ]),
    ],
  };
}

/** SUCCESS CRITERIA. */
export function criteriaSection({ evidence: { frozen }, recommended }: RunFacts): Section {
  const met = (below: number) =>
    frozen === undefined ? "not measured" : frozen.testMse < below ? "met" : "not met";
  return {
    title: "SUCCESS CRITERIA",
    lines: [
      {
        headings: ["result", "test MSE", "this run"],
        rows: SUCCESS_CRITERIA.map(({ name, below }) => [
          `${name[0].toUpperCase()}${name.slice(1)}`,
          `< ${below}`,
          met(below),
        ]),
      },
      ...(recommended === undefined ? [] : [
        "",
        `Current Prediction: test MSE about ${
          formatNumber(median([...recommended.testMse]), 2)
        } after ${recommended.name}`,
      ]),
    ],
  };
}

/** FINAL VERDICT. */
export function verdictSection(
  { diagnosis: { verdict, findings }, evidence: { frozen }, target, recommended }: RunFacts,
): Section {
  const go = frozen === undefined ? "not measured" : decide(frozen.testMse).go ? "GO" : "NO GO";
  const mse = frozen === undefined ? "unknown" : formatNumber(frozen.testMse);
  return {
    title: "FINAL VERDICT",
    lines: [
      `- Status: ${verdict.summary}`,
      `- Severity: ${findings[0]?.severity.toUpperCase() ?? "NONE"}`,
      `- Action: ${verdict.action}`,
      ...(verdict.command === undefined ? [] : [`- Command: ${verdict.command}`]),
      `- Go or no go: ${go} (test MSE ${mse}, target ${target})`,
      ...(recommended === undefined ? [] : [
        `- Expected Resolution: one training of ${formatDuration(recommended.seconds)}`,
        `- Project Feasibility: ${chancesOf(recommended, target)}`,
      ]),
    ],
  };
}

/** When to look again. */
export function nextReview({ diagnosis: { verdict }, recommended }: RunFacts): string {
  if (recommended !== undefined) return `after ${recommended.command}`;
  return verdict.command === undefined ? "none is due" : `after ${verdict.command}`;
}
