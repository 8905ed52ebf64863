import { median } from "simple-statistics";
import type { Observation, Outcome, Rule } from "../../records.ts";
import { hasKept } from "../../logged.ts";
import { epochOf, finitePoints, unitOf } from "../../series.ts";
import { formatNumber, formatPercent } from "../../../text/mod.ts";
import { clear, explainedVariance, found, notTested, speaksFor, WORKS } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("exploding-gradient");

const HOW = "Record the gradient norm of each epoch (median and largest, before clipping).";

export const explodingGradient: Rule = {
  name: "exploding-gradient",
  watches: "gradient norm before clipping",
  predicate:
    `grows ${LIMITS.growth}-fold, or one update ${LIMITS.spike} times the usual; of a log: and the loss has lost over ${
      formatPercent(1 - LIMITS.keptGain)
    } of its gain`,
  remedy: "Clip by global norm, at 1 to begin with.",
  source: "Pascanu, Mikolov and Bengio 2013; AutoTrainer, exploding gradient",
  check,
};

/**
 * Gradient norms that grow over the run, or single updates far above the usual norm, while the network does not learn.
 */
function check({ history, evidence }: Observation): Outcome {
  const norms = history.gradientNorm === undefined ? undefined : finitePoints(history, history.gradientNorm);
  if (norms === undefined || norms.values.length < 3) return notTested(HOW);
  const third = Math.max(1, Math.floor(norms.values.length / 3));
  const early = median(norms.values.slice(0, third)), late = median(norms.values.slice(-third));
  const typical = median(norms.values as number[]);
  const spikes =
    history.gradientNormMax?.findIndex((norm) => norm !== null && norm > LIMITS.spike * typical) ?? -1;
  const facts = { earlyNorm: early, lateNorm: late, growth: late / early };
  const works = (explainedVariance(evidence) ?? 0) >= WORKS;
  if (works || typical < LIMITS.norm || hasKept(history, LIMITS.keptGain)) return clear(facts);
  const bearings = [speaksFor("learning rate", 1), speaksFor("initialisation", 1)];
  if (late > LIMITS.growth * early) {
    return found(
      "critical",
      `The gradient norm grows ${formatNumber(late / early)}-fold over the run`,
      facts,
      bearings,
    );
  }
  if (spikes < 0) return clear(facts);
  const largest = history.gradientNormMax![spikes]!;
  return found(
    "warning",
    `A gradient norm of ${formatNumber(largest)} at ${unitOf(history)} ${epochOf(history, spikes)}, where ${
      formatNumber(typical)
    } is usual`,
    { ...facts, largest, at: epochOf(history, spikes) },
    bearings,
  );
}
