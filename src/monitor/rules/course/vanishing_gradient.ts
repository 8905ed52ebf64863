import { median } from "simple-statistics";
import type { Observation, Outcome, Rule } from "../../records.ts";
import { finitePoints, isLog, trendPValue } from "../../series.ts";
import { formatNumber, formatPercent } from "../../../text/mod.ts";
import { clear, found, notTested, speaksFor } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("vanishing-gradient");

const HOW = "Record the gradient norm of each epoch (median and largest, before clipping).";

export const vanishingGradient: Rule = {
  name: "vanishing-gradient",
  watches: "gradient norm and loss",
  predicate: `below ${LIMITS.norm} or ${LIMITS.share} of what it was, over ${
    formatPercent(LIMITS.left)
  } of the loss left`,
  remedy: "Raise the forget-gate bias; check the initial weights; shorten the path to the target.",
  source: "Hochreiter 1991; SageMaker Debugger VanishingGradient; AutoTrainer, vanishing gradient",
  check,
};

/** Gradient norms near nothing, or a small part of what they were, although the loss has hardly fallen. */
function check({ history }: Observation): Outcome {
  const norms = history.gradientNorm === undefined ? undefined : finitePoints(history, history.gradientNorm);
  const losses = finitePoints(history).values;
  if (norms === undefined || norms.values.length < 3 || losses.length < 3) return notTested(HOW);
  const third = Math.max(1, Math.floor(norms.values.length / 3));
  const early = median(norms.values.slice(0, third)), late = median(norms.values.slice(-third));
  const facts = {
    earlyNorm: early,
    lateNorm: late,
    lossFirst: losses[0],
    lossLast: losses[losses.length - 1],
  };
  const stuck = losses[losses.length - 1] > LIMITS.left * losses[0];
  // a loss that falls has a gradient: what is printed as 0 throughout was rounded, or measured where it is none
  const isRounded = isLog(history) && norms.values.every((norm) => norm === 0) &&
    trendPValue(losses, "down") < LIMITS.byChance;
  if (isRounded) return clear(facts);
  if (!stuck || late >= LIMITS.norm && late >= LIMITS.share * early) return clear(facts);
  return found(
    "critical",
    `The gradient norm is ${formatNumber(late)} while the loss has hardly fallen`,
    facts,
    [speaksFor("initialisation", 2)],
  );
}
