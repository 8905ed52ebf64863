import { median } from "simple-statistics";
import type { Observation, Outcome, Rule } from "../records.ts";
import { epochOf, finitePoints } from "../series.ts";
import { formatNumber } from "../../text/mod.ts";
import { clear, explainedVariance, found, notTested, speaksFor, WORKS } from "./outcome.ts";

const HOW = "Record the gradient norm of each epoch (median and largest, before clipping).";

export const explodingGradient: Rule = {
  name: "exploding-gradient",
  watches: "gradient norm before clipping",
  predicate: "grows tenfold, or one update a thousand times the usual",
  remedy: "Clip by global norm, at 1 to begin with.",
  source: "Pascanu, Mikolov and Bengio 2013; AutoTrainer, exploding gradient",
  check,
};

/**
 * Gradient norms that grow tenfold over the run, or single updates a thousand times the usual norm while the
 * network does not learn.
 */
function check({ history, evidence }: Observation): Outcome {
  const norms = history.gradientNorm === undefined ? undefined : finitePoints(history, history.gradientNorm);
  if (norms === undefined || norms.values.length < 3) return notTested(HOW);
  const third = Math.max(1, Math.floor(norms.values.length / 3));
  const early = median(norms.values.slice(0, third)), late = median(norms.values.slice(-third));
  const typical = median(norms.values as number[]);
  const spikes = history.gradientNormMax?.findIndex((norm) => norm !== null && norm > 1000 * typical) ?? -1;
  const facts = { earlyNorm: early, lateNorm: late, growth: late / early };
  const works = (explainedVariance(evidence) ?? 0) >= WORKS;
  if (works || typical < 1e-7) return clear(facts);
  const bearings = [speaksFor("learning rate", 1), speaksFor("initialisation", 1)];
  if (late > 10 * early) {
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
    `A gradient norm of ${formatNumber(largest)} at ${history.unit} ${epochOf(history, spikes)}, where ${
      formatNumber(typical)
    } is usual`,
    { ...facts, largest, at: epochOf(history, spikes) },
    bearings,
  );
}
