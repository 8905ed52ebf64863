/**
 * The middle of the quick summary: what to do next.
 *
 * @module
 */
import {
  assessRisks,
  decide,
  DECISION_TREE,
  estimateTime,
  parameterCount,
  probabilityBelow,
  show,
  weighOptions,
} from "../monitor/mod.ts";
import { minutes, rootCause } from "./quick_summary_findings.ts";
import type { RunFacts, Section } from "./run_facts.ts";

/** RECOMMENDED ACTION. */
export function actionSection(facts: RunFacts): Section {
  const { diagnosis, evidence, target, hiddenSize, rows, history } = facts;
  const { verdict } = diagnosis;
  const option = weighOptions(diagnosis, evidence, target).find(({ recommended }) => recommended)!;
  const doubled = parameterCount(facts.inputSize, 2 * hiddenSize, facts.biases);
  const time = estimateTime(history.epochSeconds ?? [], facts.plannedEpochs);
  const larger = estimateTime(history.epochSeconds ?? [], 100, doubled / facts.parameters);
  return {
    title: "RECOMMENDED ACTION",
    lines: [
      `OPTION ${option.letter}: ${option.title}`,
      `- ${verdict.action}`,
      ...(verdict.command === undefined ? [] : [`- Command: ${verdict.command}`]),
      "",
      "Expected Outcome:",
      `- ${chances(facts)}`,
      "",
      "Time Investment (from measured seconds per epoch):",
      `- ${
        time === undefined
          ? "no times were recorded"
          : `the same run again: ${minutes(time.seconds)} (${minutes(time.low)} to ${minutes(time.high)})`
      }`,
      ...(larger === undefined
        ? []
        : [`- ${2 * hiddenSize} units, 100 epochs, by the number of parameters: ${minutes(larger.seconds)}`]),
      "",
      `Model Stats at ${2 * hiddenSize} Units:`,
      `- Parameters: ${doubled.toLocaleString("en")} (${show(doubled / facts.parameters)}x)`,
      `- Samples/Parameter ratio: ${show(rows / doubled)}`,
    ],
  };
}

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
    title: "DECISION TREE",
    lines: [
      ...branches,
      taken === undefined
        ? "No error on frozen weights: no branch is taken."
        : `Test MSE ${show(taken.finalMse)}: ${taken.go ? "GO" : "NO GO"}`,
    ],
  };
}

/** WHY NOT OTHER OPTIONS? */
export function optionsSection({ diagnosis, evidence, target }: RunFacts): Section {
  const others = weighOptions(diagnosis, evidence, target).filter(({ recommended }) => !recommended);
  return {
    title: "WHY NOT OTHER OPTIONS?",
    lines: others.flatMap(({ letter, title, reasons }) => [
      `Option ${letter} (${title}):`,
      ...(reasons.length === 0 ? ["- not measured"] : reasons.map((reason) => `✗ ${reason}`)),
      "",
    ]),
  };
}

/** RISK ASSESSMENT. */
export function riskSection({ diagnosis, evidence, target }: RunFacts): Section {
  return {
    title: "RISK ASSESSMENT",
    lines: assessRisks(diagnosis, evidence, target).flatMap(({ title, measured, mitigation }, i) => [
      `Risk ${i + 1}: ${title}`,
      `- Measured: ${measured}`,
      `- Mitigation: ${mitigation}`,
      "",
    ]),
  };
}

/** Chance of reaching the target, from replicate runs, or the statement that none were made. */
export function chances({ evidence: { replicates = [] }, target }: RunFacts): string {
  const share = probabilityBelow(target, replicates);
  return share === undefined
    ? "no replicate runs, so no probability is stated"
    : `${share.successes} of ${share.trials} seeds reach MSE < ${target} (95% interval ${
      show(share.low)
    } to ${show(share.high)})`;
}
