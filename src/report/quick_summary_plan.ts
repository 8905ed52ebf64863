/**
 * The middle of the quick summary: what to do next.
 *
 * @module
 */
import { formatDuration, formatNumber } from "../text/mod.ts";
import { assessRisks, decide, DECISION_TREE, estimateTime, weighOptions } from "./plan/mod.ts";
import { rootCause } from "./quick_summary_findings.ts";
import { chancesOf, configurationTable, modelLines, timelineTable } from "./recommended.ts";
import type { RunFacts, Section } from "./run_facts.ts";

/** RECOMMENDED ACTION: the option, its configuration, what it comes to and how long it takes, from its replicates. */
export function actionSection(facts: RunFacts): Section {
  const { diagnosis, target, recommended } = facts;
  const option = optionsOf(facts).find(({ recommended }) => recommended)!;
  return {
    title: "RECOMMENDED ACTION",
    lines: [
      `OPTION ${option.letter}: ${option.title}`,
      `- ${diagnosis.verdict.action}`,
      ...(recommended === undefined ? [] : [
        `- Command: ${recommended.command}`,
        "",
        "New Configuration:",
        configurationTable(recommended, facts),
        "",
        "New Model Stats:",
        ...modelLines(recommended, facts),
      ]),
      "",
      "Expected Outcome:",
      ...(recommended === undefined
        ? []
        : [`- Test MSE: ${rangeOf(recommended.testMse)} (the seeds' worst recordings)`]),
      `- ${chances(facts)}`,
      "",
      ...(recommended === undefined ? [] : ["Timeline:", timelineTable(recommended, target), ""]),
      "Time Investment (measured):",
      ...(recommended === undefined
        ? []
        : [`- Training: ${formatDuration(recommended.seconds)} (median of the seeds, one thread)`]),
      `- The same run again: ${againText(facts)}`,
    ],
  };
}

function againText({ history, plannedEpochs }: RunFacts): string {
  const again = estimateTime(history.epochSeconds ?? [], plannedEpochs);
  return again === undefined
    ? "no times were recorded"
    : `${formatDuration(again.seconds)} (${formatDuration(again.low)} to ${
      formatDuration(again.high)
    } at the pace of its fastest and slowest epochs)`;
}

function rangeOf(values: readonly number[]): string {
  return `${formatNumber(Math.min(...values), 2)} to ${formatNumber(Math.max(...values), 2)}`;
}

/** Title of the section that the page draws. */
export const DECISION_TITLE = "DECISION TREE";

/** DECISION TREE, with the branch this run takes. */
export function decisionSection({ evidence, diagnosis }: RunFacts): Section {
  const taken = evidence.frozen && decide(evidence.frozen.testMse, rootCause(diagnosis.verdict.cause));
  const branches = DECISION_TREE.flatMap(({ below, grade, action }, i) => {
    const here = taken?.grade === grade;
    const condition = below === Infinity ? "ELSE:" : `${i === 0 ? "IF" : "ELSE IF"} test_MSE < ${below}:`;
    return [
      `${here ? "=> " : "   "}${condition}`,
      `       → ${grade.toUpperCase()}: ${here ? taken.action : action}`,
      "",
    ];
  });
  return {
    title: DECISION_TITLE,
    lines: [
      ...branches,
      taken === undefined
        ? "No error on frozen weights: no branch is taken."
        : `Test MSE ${formatNumber(taken.finalMse)}: ${taken.go ? "GO" : "NO GO"}`,
    ],
  };
}

/** WHY NOT OTHER OPTIONS? */
export function optionsSection(facts: RunFacts): Section {
  const others = optionsOf(facts).filter(({ recommended }) => !recommended);
  return {
    title: "WHY NOT OTHER OPTIONS?",
    lines: others.flatMap(({ letter, title, reasons }) => [
      `Option ${letter} (${title}):`,
      ...(reasons.length === 0 ? ["- not measured"] : reasons.map((reason) => `✗ ${reason}`)),
      "",
    ]),
  };
}

function optionsOf({ diagnosis, evidence, target, orders }: RunFacts) {
  return weighOptions({ diagnosis, evidence, target, orders });
}

/** RISK ASSESSMENT. */
export function riskSection(facts: RunFacts): Section {
  const { diagnosis, evidence, target, orders } = facts;
  return {
    title: "RISK ASSESSMENT",
    lines: assessRisks({ diagnosis, evidence, target, orders, time: againText(facts) }).flatMap((
      { title, measured, mitigation },
      i,
    ) => [
      `Risk ${i + 1}: ${title}`,
      `- Measured: ${measured}`,
      `- Mitigation: ${mitigation}`,
      "",
    ]),
  };
}

/** Chance of reaching the target: the recommended run's, else the run's own, or the statement that no replicate exists. */
export function chances({ evidence: { replicates = [] }, target, recommended }: RunFacts): string {
  if (recommended !== undefined) return chancesOf(recommended, target);
  return replicates.length === 0
    ? "no replicate runs, so no probability is stated"
    : chancesOf({ testMse: replicates }, target);
}
