/**
 * The first part of the quick summary: what happened and why.
 *
 * @module
 */
import { type Finding } from "../monitor/mod.ts";
import { formatDuration, formatNumber } from "../text/mod.ts";
import { decide } from "./plan/mod.ts";
import type { RunFacts, Section } from "./run_facts.ts";
import { whatWorked } from "./what_worked.ts";

/** CURRENT STATUS, without a title of its own as in the original. */
export function statusLines(
  { diagnosis: { findings, verdict }, evidence, target }: RunFacts,
): readonly string[] {
  const frozen = evidence.frozen;
  const grade = frozen === undefined
    ? "NOT YET MEASURED"
    : decide(frozen.testMse, rootCause(verdict.cause)).grade.toUpperCase();
  const worst = findings[0]?.severity.toUpperCase() ?? "NONE";
  return [
    `CURRENT STATUS: ${
      frozen === undefined
        ? "NO ERROR ON FROZEN WEIGHTS"
        : frozen.testMse < target
        ? "TARGET REACHED"
        : "TARGET NOT REACHED"
    } (${grade})`,
    `Action Required: ${verdict.action} (worst finding: ${worst})`,
  ];
}

/** TRAINING RUN SUMMARY. */
export function runSection(facts: RunFacts): Section {
  const { history, evidence: { frozen, targetVariance }, target } = facts;
  const losses = history.trainLoss.map((loss, index) => ({ loss, epoch: index + 1 })).filter((p) =>
    p.loss !== null
  ) as {
    loss: number;
    epoch: number;
  }[];
  const first = losses[0], last = losses[losses.length - 1];
  const best = losses.reduce((a, b) => b.loss < a.loss ? b : a);
  const ending = facts.diagnosis.findings.find(({ rule }) => rule === "plateau" || rule === "convergence");
  const stopping = facts.diagnosis.findings.find(({ rule }) => rule === "early-stopping-due");
  return {
    title: "TRAINING RUN SUMMARY",
    lines: [
      "Configuration:",
      `- Learning Rate: ${facts.learningRates.join(", ")}`,
      `- Hidden Size: ${facts.hiddenSize} units (${facts.parameters.toLocaleString("en")} parameters)`,
      `- Epochs Completed: ${losses.length} of ${facts.plannedEpochs}`,
      `- Training Time: ${formatDuration(facts.seconds)} (${
        formatNumber(facts.seconds / losses.length, 2)
      } s per epoch, ${facts.engine})`,
      `- Noise: ${facts.noise}`,
      "",
      "Results:",
      `- Best Running Loss: ${formatNumber(best.loss)} (epoch ${best.epoch})`,
      `- Final Running Loss: ${formatNumber(last.loss)} (epoch ${last.epoch})`,
      `- Change of the Running Loss: ${
        formatNumber(100 * (last.loss - first.loss) / first.loss, 2)
      }% from epoch 1`,
      ...(frozen === undefined ? ["- Test MSE: not measured"] : [
        `- Test MSE: ${formatNumber(frozen.testMse)} (${facts.protocol})`,
        `- Predicting the mean: ${formatNumber(targetVariance ?? NaN)}`,
        `- Performance Gap: test MSE is ${formatNumber(frozen.testMse / target, 3)}x the target`,
      ]),
      `- Target: MSE < ${target}`,
      "",
      "Convergence Status:",
      `- ${ending?.title ?? "The running loss has not settled"}`,
      `- ${stopping?.title ?? "Early stopping is not due"}`,
    ],
  };
}

/** PRIMARY DIAGNOSIS: the root cause, its evidence, and why not its rivals. */
export function diagnosisSection({ diagnosis: { verdict }, evidence, frequenciesHz }: RunFacts): Section {
  const groups = evidence.frozen?.testMseByGroup ?? [];
  const others = verdict.rivals.filter((rival) => rival.cause !== verdict.cause && rival.against.length > 0);
  return {
    title: "PRIMARY DIAGNOSIS",
    lines: [
      `ROOT CAUSE: ${verdict.cause.toUpperCase()}`,
      "",
      "Evidence:",
      ...numbered(verdict.rivals.find(({ cause }) => cause === verdict.cause)?.for ?? [verdict.summary]),
      ...(groups.length === 0 ? [] : [
        "",
        "Test MSE by frequency (frozen weights):",
        {
          headings: ["sine", "test MSE", "times the best"],
          rows: [
            ...groups.map((error, i) => [
              `${frequenciesHz[i]} Hz`,
              formatNumber(error),
              formatNumber(error / Math.min(...groups), 3),
            ]),
            ["mean", formatNumber(groups.reduce((a, b) => a + b) / groups.length), ""],
          ],
        },
      ]),
      "",
      "Rivals:",
      ...others.flatMap(({ cause, against }) => against.map((reason) => `- not ${cause}: ${reason}`)),
      ...(others.length === 0 ? ["- none was tested"] : []),
    ],
  };
}

/** KEY FINDINGS. */
export function findingsSection(facts: RunFacts): Section {
  const { findings } = facts.diagnosis;
  const line = ({ title, rule }: Finding) => `${title} [${rule}]`;
  const alarms = findings.filter(({ severity }) => severity !== "info");
  const statements = findings.filter(({ severity, rule }) =>
    severity === "info" && rule !== "early-stopping-due"
  );
  const oscillation = findings.find(({ rule }) => rule === "oscillation");
  return {
    title: "KEY FINDINGS",
    lines: [
      "What Worked:",
      ...whatWorked(facts),
      "",
      "What Didn't Work:",
      ...(alarms.length === 0 ? ["  nothing found"] : alarms.map((finding) => `✗ ${line(finding)}`)),
      "",
      "Other Statements:",
      ...(statements.length === 0 ? ["  none"] : statements.map((finding) => `- ${line(finding)}`)),
      "",
      "Oscillation Analysis:",
      `- ${oscillation?.title ?? "The running loss does not leave its best and come back"}`,
      ...(oscillation === undefined ? [] : [`- ${oscillation.remedy}`]),
    ],
  };
}

/** The cause, where there is one to act on. */
export function rootCause<C extends string>(cause: C): Exclude<C, "none" | "undetermined"> | undefined {
  return cause === "none" || cause === "undetermined"
    ? undefined
    : cause as Exclude<C, "none" | "undetermined">;
}

function numbered(lines: readonly string[]): readonly string[] {
  return lines.map((line, i) => `${i + 1}. ${line}`);
}
