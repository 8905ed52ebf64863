import { median } from "simple-statistics";
import type { Observation, Outcome, Rule } from "../records.ts";
import { finitePoints } from "../series.ts";
import { formatNumber } from "../../text/mod.ts";
import { clear, found, notTested, speaksFor } from "./outcome.ts";

const HOW = "Record the gradient norm of each epoch (median and largest, before clipping).";

export const vanishingGradient: Rule = {
  name: "vanishing-gradient",
  watches: "gradient norm and loss",
  predicate: "below 1e-7 or a thousandth of what it was, loss hardly fallen",
  remedy: "Raise the forget-gate bias; check the initial weights; shorten the path to the target.",
  source: "Hochreiter 1991; SageMaker Debugger VanishingGradient; AutoTrainer, vanishing gradient",
  check,
};

/** Gradient norms below 1e-7, or a thousandth of what they were, although the loss has hardly fallen. */
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
  const stuck = losses[losses.length - 1] > losses[0] / 2;
  if (!stuck || late >= 1e-7 && late >= early / 1000) return clear(facts);
  return found(
    "critical",
    `The gradient norm is ${formatNumber(late)} while the loss has hardly fallen`,
    facts,
    [speaksFor("initialisation", 2)],
  );
}
