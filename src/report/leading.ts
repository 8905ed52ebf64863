/**
 * Which finding leads what is told of a run, which ones are told beside it, and where they belong.
 *
 * @module
 */
import type { Diagnosis, Finding } from "../monitor/mod.ts";

/** Statements that an experiment decides: that is the next step. */
export const QUESTIONS = ["perfect-from-the-start", "suspiciously-good"];

/** Doubts that come before how far a schedule has come. */
const DOUBTS = ["suspiciously-good", "perfect-from-the-start"];

/** Statements that stand for a run without an alarm. */
const STATES = [
  "loss-is-no-error",
  "too-short",
  "falls-off",
  "objective-grows",
  "unseen-rows-unknown",
  ...QUESTIONS,
  "schedule-not-over",
  "stopped-while-improving",
  "convergence",
  "plateau",
];

/** The finding that leads, what is due to early stopping alone last. */
export function leading({ findings }: Diagnosis): Finding | undefined {
  const alarm = findings.find(({ severity }) => severity !== "info");
  const state = findings.find(({ rule, facts }) => DOUBTS.includes(rule) || facts.oneTerm !== undefined) ??
    findings.find((finding) => STATES.includes(finding.rule) && finding.facts.refuted !== true);
  const due = state?.rule === "schedule-not-over"
    ? findings.find((finding) => finding.rule === "early-stopping-due" && !isStillOpen(finding))
    : undefined;
  return alarm ?? due ?? state ??
    findings.find((finding) => !isStillOpen(finding) && !isBeside(finding) && !hasPassed(finding));
}

/** What a quiet course is said to be and yet is refuted by, in the words of a headline. */
export function refutedBy(finding: Finding | undefined): string | undefined {
  return finding?.severity !== "info" && typeof finding?.facts.but === "string"
    ? finding.facts.but
    : undefined;
}

/** What is no alarm and tells nothing of how a run went on is told beside what does. */
const BESIDE = [
  "always-zero",
  "held-out-as-training",
  "generalisation-gap",
  "training-behind",
  "epochs-cut",
  "non-finite-loss",
  "unscaled-targets",
  "stuck-quantity",
  "measure-near-nothing",
  "updates-of-nothing",
  "errors-far-apart",
  "sinks-and-recovers",
];

/** Whether a finding is told beside what leads: good generalisation that looks like a leak, losses apart that cost nothing, what held-out answers refute. */
export function isBeside({ rule, severity, facts }: Finding): boolean {
  return severity === "info" && (BESIDE.includes(rule) || facts.refuted === true);
}

/** A spike that passed is no state of a run. */
function hasPassed({ rule, severity }: Finding): boolean {
  return severity === "info" && rule === "oscillation";
}

/** Patience that has not run out yet says nothing. */
function isStillOpen({ rule, facts }: Finding): boolean {
  return rule === "early-stopping-due" && Number(facts.dueAt) > Number(facts.lastEpoch);
}

/** Facts that say where a finding belongs, the most telling first. */
const PLACES = ["since", "from", "at", "epoch", "peakEpoch", "dueAt", "lossBestAt", "bestEpoch"];

/** Epoch (or step) since which a finding holds, or at which it shows, where its facts say so. */
export function placeOf({ facts }: Finding): number | undefined {
  return PLACES.map((key) => facts[key]).map((fact) => Array.isArray(fact) ? fact[0] : fact)
    .find((place) => typeof place === "number");
}
