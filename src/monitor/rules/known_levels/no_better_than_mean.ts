import { max } from "simple-statistics";
import { accuracyOf, endLevel, finite, metricsLike } from "../../logged.ts";
import type { Observation, Outcome, Rule } from "../../records.ts";
import { formatNumber } from "../../../text/mod.ts";
import { clear, doesNotApply, found, notTested, speaksFor } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("no-better-than-mean");

/** R2 compares with predicting the mean: at 0 or below the network is worth nothing, whatever its loss looks like. */
export const noBetterThanMean: Rule = {
  name: "no-better-than-mean",
  watches: "R2, the explained share of the variance",
  predicate: `it ends at ${LIMITS.r2} or below, and was never over ${LIMITS.explained}`,
  remedy:
    "Predict the mean as a baseline, then look at the target: does it vary, is it scaled, do the inputs know it?",
  source: "coefficient of determination",
  readsSeries: true,
  settles: "all shapes",
  check,
};

function check({ history }: Observation): Outcome {
  const scores = metricsLike(history, /(^|[/_. ])r2(_score)?($|[/_. ])|r_squared|r2score/);
  if (scores.length === 0 && accuracyOf(history) !== undefined) return doesNotApply();
  if (scores.length === 0) return notTested("Log R2, if this is a regression.");
  const [first] = scores, level = endLevel(first.values);
  const facts = { r2: level, split: first.split };
  const best = max(finite(first.values) as number[]);
  if (!(level <= LIMITS.r2) || best > LIMITS.explained) return clear(facts);
  return found(
    "critical",
    `R2 ${
      formatNumber(level)
    } (${first.split}): no better than predicting the mean, however far the loss fell`,
    facts,
    [speaksFor("data", 2)],
  );
}
