/**
 * A diagnosis as lines for a terminal.
 *
 * @module
 */
import { type Diagnosis, type Finding, type History, type NotTested, type Rule } from "../monitor/mod.ts";
import { isLog } from "../monitor/series.ts";
import { formatNumber } from "../text/mod.ts";
import { type Alert } from "./plan/mod.ts";

/** What is asked of this study's recurrent networks only. */
const OF_THIS_STUDY = [
  "lanes-hide-state",
  "running-loss-is-not-model-error",
  "group-errors-do-not-average",
  "group-missing-from-training",
  "reported-best",
  "no-information",
  "saturated-gates",
  "state-not-carried",
  "information-unused",
  "one-group-dominates",
  "no-learning",
  "underfitting",
];

/** Checks that could still be made: for others' logs without those of this study's recurrent networks. */
export function checksLeft(history: History, notTested: readonly NotTested[]): readonly NotTested[] {
  return notTested.filter(({ rule }) => !isLog(history) || !OF_THIS_STUDY.includes(rule));
}

/** Findings, what was not tested, and the verdict with its rivals. */
export function diagnosisText(history: History, { findings, notTested, verdict }: Diagnosis): string {
  const lines = ["Findings"];
  if (findings.length === 0) lines.push("  none");
  for (const finding of findings) lines.push(...findingLines(finding));
  lines.push("", `Verdict: ${verdict.cause}`, `  ${verdict.summary}`, `  Next: ${verdict.action}`);
  if (verdict.command !== undefined) lines.push(`  Command: ${verdict.command}`);
  const argued = verdict.rivals.filter((rival) => rival.for.length + rival.against.length > 0);
  if (argued.length > 0) lines.push("", "Rival causes");
  for (const rival of argued) {
    lines.push(`  ${rival.cause} (${rival.score > 0 ? "+" : ""}${rival.score})`);
    lines.push(...rival.for.map((reason) => `    for:     ${reason}`));
    lines.push(...rival.against.map((reason) => `    against: ${reason}`));
  }
  const askable = checksLeft(history, notTested);
  if (askable.length > 0) lines.push("", "Not tested, and how to test it");
  lines.push(...askable.map(({ rule, how }) => `  ${rule}: ${how}`));
  return lines.join("\n");
}

/** What a rule is about. */
export function ruleText({ name, watches, predicate, remedy, source }: Rule): string {
  return `${name}\n  watches: ${watches}\n  fires when: ${predicate}\n  remedy: ${remedy}\n  after: ${source}`;
}

/** One finding in two lines. */
export function findingLines({ severity, rule, title, remedy }: Finding): string[] {
  return [
    `  ${severity.padEnd(8)} ${rule}: ${title}`,
    ...(severity === "info" ? [] : [`           ${remedy}`]),
  ];
}

/** One alert in one line. */
export function alertLine({ epoch, loss, flag, message }: Alert): string {
  return `epoch ${epoch}: ${FLAGS[flag]}, running loss ${formatNumber(loss)}. ${message}`;
}

const FLAGS: Readonly<Record<Alert["flag"], string>> = {
  green: "green flag",
  expected: "as expected",
  watch: "watch",
  red: "red flag",
};
