/**
 * From an observation to ranked findings and a verdict.
 *
 * @module
 */
import {
  type Facts,
  type Finding,
  type NotTested,
  type Observation,
  type Outcome,
  type Rule,
  SEVERITIES,
} from "./records.ts";
import { isLog } from "./series.ts";
import { endsWell } from "./program.ts";
import { isRefuted } from "./refuted.ts";
import { RULES } from "./rules/mod.ts";
import { sourceLine } from "./source_line.ts";
import { type Argument, judge, type Verdict, weigh } from "./verdict.ts";

// what a finding of a log leaves nothing to say to: no two findings of one output contradict each other
/** What is said of the distance between training and held-out rows. */
const GAP = [
  "overfitting",
  "generalisation-gap",
  "stopped-while-improving",
  "metric-disagrees",
  "convergence",
];
/** What is said of the time and the rate that a training had. */
const BUDGET = [
  "generalisation-gap",
  "stopped-while-improving",
  "learning-rate-too-high",
  "learning-rate-too-low",
  "oscillation",
  "convergence",
  "plateau",
  "loss-not-decreasing",
];
/** All that is read off the shape of a curve. */
const SHAPES = [
  ...GAP,
  ...BUDGET,
  "divergence",
  "early-stopping-due",
  "metric-flat",
  "terms-in-conflict",
  "chance-level",
  "memorising",
  "near-chance",
  "no-better-than-mean",
  "unscaled-targets",
  "suspiciously-good",
  "not-shuffled",
  "rate-out-of-range",
];
/** What is asked of answers to rows, which an adversary or a policy has none of. */
const ANSWERS = [
  "softmax-twice",
  "negative-cross-entropy",
  "training-behind",
  "held-out-as-training",
  "validation-far-off",
];
const SETTLING_FIRST = [
  ...RULES.filter((rule) => rule.settles),
  ...RULES.filter((rule) => !rule.settles && !rule.refutesQuiet),
  ...RULES.filter((rule) => rule.refutesQuiet),
];
/** Rules that ask whether something refutes a quiet course. */
const REFUTING = new Set(RULES.filter(({ refutesQuiet }) => refutesQuiet).map(({ name }) => name));
const SETTLED: Readonly<Record<NonNullable<Rule["settles"]>, readonly string[]>> = {
  "ending": ["stopped-while-improving"],
  "outcome": ["stopped-while-improving", "convergence"],
  "zeros": ["always-zero"],
  "sum": ["loss-not-decreasing", "plateau"],
  "gap": GAP,
  "budget": BUDGET,
  "all shapes": SHAPES,
  "all losses": [...SHAPES, ...ANSWERS, "exploding-gradient", "vanishing-gradient"],
};

/** All that the monitor says of one run. */
export interface Diagnosis {
  /** What was measured to be the root cause, then the worst first. */
  readonly findings: readonly Finding[];
  readonly notTested: readonly NotTested[];
  /** Rules that looked and found nothing. */
  readonly clear: readonly string[];
  readonly verdict: Verdict;
}

/**
 * Applies every rule but the ignored ones. Linear in the length of the history.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const history = {
 *   format: "by hand",
 *   unit: "epoch" as const,
 *   trainLoss: [0.285, 0.406, 0.411, 0.462, 0.458],
 *   settings: {},
 *   notes: [],
 * };
 * assertEquals(diagnose({ history, evidence: {} }).verdict.cause, "learning rate");
 * ```
 */
export function diagnose(observation: Observation, ignored: readonly string[] = []): Diagnosis {
  const findings: Finding[] = [], notTested: NotTested[] = [], clear: string[] = [], args: Argument[] = [];
  const settled = new Set<string>();
  const { history } = observation;
  const isRecorded = observation.evidence.recorded !== undefined;
  const program = observation.evidence.recorded?.program ?? {};
  const works = isRecorded && endsWell(observation);
  for (const { name, remedy, settles, readsSeries, readsRecord, refutesQuiet, check } of SETTLING_FIRST) {
    if (settled.has(name) || ignored.includes(name)) continue;
    if (refutesQuiet && findings.some(({ severity, rule }) => severity !== "info" && !REFUTING.has(rule))) {
      continue;
    }
    if ((readsSeries && !isLog(history)) || (readsRecord && !isRecorded)) continue;
    const checked = check(observation);
    const outcome = works && SHAPES.includes(name)
      ? asStatement(checked)
      : isAlarm(checked) && isRefuted(observation, name)
      ? asStatement(checked, { refuted: true })
      : checked;
    if (outcome.status === "does not apply") continue;
    if (outcome.status === "not tested") {
      notTested.push({ rule: name, how: outcome.how });
      continue;
    }
    const bearings = outcome.bearings ?? [];
    const statement = outcome.status === "found" ? outcome.title : `${name}: looked for and not found`;
    args.push(...bearings.map((bearing) => ({ ...bearing, statement })));
    if (outcome.status === "clear") {
      clear.push(name);
      continue;
    }
    const { severity, title, facts, confidence, called } = outcome;
    // what passed by, is refuted, or told beside a run that goes on, hides no shape
    const hides = ![facts.passes, facts.refuted, facts.beside].includes(true);
    if (isLog(history) && settles !== undefined && hides) {
      SETTLED[settles].forEach((rule) => settled.add(rule));
    }
    const wanted = outcome.remedy ?? remedy;
    const line = sourceLine({ rule: name, title, remedy: wanted }, program);
    findings.push({
      rule: name,
      severity,
      title,
      facts,
      remedy: line === undefined ? wanted : `${wanted} (${line})`,
      bearings,
      ...(confidence === undefined ? {} : { confidence }),
      ...(called === undefined ? {} : { called }),
    });
  }
  const rivals = weigh(args);
  const verdict = isLog(history) ? ofLog(findings, judge(findings, rivals)) : judge(findings, rivals);
  return { findings: ranked(findings, verdict), notTested, clear, verdict };
}

function isAlarm(outcome: Outcome): boolean {
  return outcome.status === "found" && outcome.severity !== "info";
}

/** Where something else shows that a training came to something, the shape of its curve is told and is no alarm. */
function asStatement(outcome: Outcome, more: Facts = {}): Outcome {
  if (outcome.status !== "found") return outcome;
  const { called: _, ...told } = outcome;
  return { ...told, severity: "info", bearings: [], facts: { ...told.facts, ...more } };
}

/** Statements that are no alarm and still have something to do. */
const ADVISING = ["loss-is-no-error", "too-short", "unseen-rows-unknown"];

/** What to do about somebody's log stands in the finding that leads; what removes a cause in general speaks of this study's networks. */
function ofLog(findings: readonly Finding[], verdict: Verdict): Verdict {
  const [first] = ranked(findings, verdict);
  const advises = first !== undefined && (first.severity !== "info" || ADVISING.includes(first.rule));
  const action = advises ? first.remedy : "Nothing here asks for a change";
  return { ...verdict, action };
}

/** What was measured to be the root cause leads; then the worst first, among equals what explains most. */
function ranked(findings: readonly Finding[], { cause }: Verdict): readonly Finding[] {
  const explains = ({ bearings }: Finding) =>
    bearings.reduce((most, b) => b.for && b.cause === cause ? Math.max(most, b.strength) : most, 0);
  const isMeasured = (finding: Finding) => Number(explains(finding) === 3);
  const severity = (finding: Finding) => SEVERITIES.indexOf(finding.severity);
  return findings.toSorted((a, b) =>
    isMeasured(b) - isMeasured(a) || severity(a) - severity(b) || explains(b) - explains(a)
  );
}
