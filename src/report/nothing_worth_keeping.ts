/**
 * Whether a run leaves nothing that is worth keeping.
 *
 * @module
 */
import { max } from "simple-statistics";
import { asShares, finite, indexOfBest, leadingMetric, shareRight } from "../monitor/logged.ts";
import type { Diagnosis, Finding, History } from "../monitor/mod.ts";
import { isBestAtTheEnd } from "../monitor/rules/setup/objective_grows.ts";
import { limitsOf } from "../monitor/thresholds.ts";
import { leading } from "./leading.ts";
import { shownSeries } from "./shown_series.ts";

const LIMITS = limitsOf("checkpoint-advice");

/** Findings that mean that no checkpoint of the run is worth keeping. */
const WORTHLESS = [
  "always-zero",
  "negative-cross-entropy",
  "chance-level",
  "memorising",
  "unscaled-targets",
  "no-better-than-mean",
  "worse-than-guessing",
  "suspiciously-good",
  "no-learning",
  "labels-tell-nothing",
  "inputs-tell-nothing",
  "constant-input",
  "posterior-collapse",
];

/** Findings that leave nothing worth keeping where the training loss only rose. */
const RUINOUS = [
  "divergence",
  "learning-rate-too-high",
  "loss-not-decreasing",
  "gradients-not-cleared",
  "update-size",
];

/** Whether no checkpoint is worth keeping: nothing was learned, only unlearned, or what was learned stood in the input. */
export function hasNothingWorthKeeping(history: History, diagnosis: Diagnosis): boolean {
  const first = leading(diagnosis);
  const leaks = first?.rule === "perfect-from-the-start" && first.severity !== "info";
  return leaks || first?.facts.state === "untold" || first?.facts.throughout === true ||
    diagnosis.findings.some(isWorthless) ||
    first !== undefined && first.severity !== "info" && hasLearnedNothing(history, first) ||
    RUINOUS.includes(first?.rule ?? "") && onlyRose(history);
}

function isWorthless({ rule, facts }: Finding): boolean {
  // a little that was found is a little
  const hasFoundALittle = rule === "memorising" && Number(facts.share) >= LIMITS.nothing;
  return WORTHLESS.includes(rule) && facts.asked !== true && facts.refuted !== true &&
    facts.isSure !== false && !hasFoundALittle;
}

/** Whether held-out answers were next to never right: what was best among them is noise. */
function hasLearnedNothing(history: History, { rule, facts }: Finding): boolean {
  const metric = leadingMetric(history, "validation", "test");
  if (rule === "non-finite-loss") return facts.foundNothing === true;
  return metric !== undefined && shareRight(history) !== undefined &&
    max(finite(asShares(metric.values)) as number[]) < LIMITS.nothing;
}

/** Whether the training loss was never lower than at first, though not for the sake of an objective that grows. */
function onlyRose(history: History): boolean {
  const train = shownSeries(history).find(({ split }) => split === "train");
  return train !== undefined && indexOfBest(train) === 0 && !isBestAtTheEnd(history);
}
