import { finite, longestOf } from "../logged.ts";
import type { Observation, Outcome, Rule } from "../records.ts";
import { clear, found } from "./outcome.ts";
import { limitsOf } from "../thresholds.ts";

const LIMITS = limitsOf("too-short");

/** One or two points have no shape. */
export const tooShort: Rule = {
  name: "too-short",
  watches: "number of logged points",
  predicate:
    `fewer than ${LIMITS.fewest} of the training loss and of every other measure; or under ${LIMITS.updates} steps of a Hugging Face Trainer, and the loss still falls`,
  remedy: "Let it run, or log more often, until there are three evaluations.",
  source: "three points make a trend",
  readsSeries: true,
  settles: "all shapes",
  check,
};

function check({ history }: Observation): Outcome {
  const { series = [] } = history;
  const measures = series.filter(({ role }) => !["learning rate", "time", "gradient norm"].includes(role));
  const longest = longestOf({ trainLoss: [], series: measures });
  const broken = series.some(({ role, values }) => role === "loss" && finite(values).length < values.length);
  const updates = history.at?.at(-1) ?? Infinity, losses = finite(history.trainLoss);
  const hasOnlyBegun = /Hugging Face/.test(history.format) && history.unit === "step" &&
    updates < LIMITS.updates && losses[losses.length - 1] < losses[0];
  if (hasOnlyBegun && !broken) {
    return found("info", `Too short to tell: ${updates} updates`, { points: longest, updates });
  }
  if (longest >= LIMITS.fewest || broken) return clear({ points: longest });
  return found("info", `Too short to tell: ${longest} logged ${longest === 1 ? "point" : "points"}`, {
    points: longest,
  });
}
