import { endLevel, finite, kindOf, seriesOf } from "../logged.ts";
import type { Observation, Outcome, Rule } from "../records.ts";
import { formatNumber, formatPercent } from "../../text/mod.ts";
import { atTheEnd, clear, doesNotApply, found, notTested } from "./outcome.ts";
import { limitsOf } from "../thresholds.ts";

const LIMITS = limitsOf("metric-flat");

/** Where no loss was logged the metric has to tell whether anything is learned. */
export const metricFlat: Rule = {
  name: "metric-flat",
  watches: "the held-out metric of a log without losses",
  predicate: `its last fifth is within ${formatPercent(LIMITS.moved)} of where it began`,
  remedy: "Log the loss too; then see whether the rate reaches the layers that are trained at all.",
  source: "definition",
  readsSeries: true,
  check,
};

function check({ history }: Observation): Outcome {
  const [metric] = seriesOf(history, "metric");
  if (metric === undefined || finite(history.trainLoss).length > 0 || kindOf(history) !== "supervised") {
    return doesNotApply();
  }
  const values = finite(metric.values), level = endLevel(values);
  if (values.length < 5) return notTested("It takes 5 evaluations.");
  const facts = { metric: metric.name, first: values[0], level };
  if (Math.abs(level - values[0]) > LIMITS.moved * Math.abs(values[0])) return clear(facts);
  return found(
    "warning",
    `Plateau: ${metric.name} does not move: ${formatNumber(values[0])} at first, ${atTheEnd(level, values)}`,
    facts,
  );
}
