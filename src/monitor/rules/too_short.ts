import { finite, longestOf } from "../logged.ts";
import type { Observation, Outcome, Rule } from "../records.ts";
import { clear, found } from "./outcome.ts";

/** One or two points have no shape. */
export const tooShort: Rule = {
  name: "too-short",
  watches: "number of logged points",
  predicate: "fewer than three of the training loss and of every other measure",
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
  if (longest >= 3 || broken) return clear({ points: longest });
  return found("info", `Too short to tell: ${longest} logged ${longest === 1 ? "point" : "points"}`, {
    points: longest,
  });
}
